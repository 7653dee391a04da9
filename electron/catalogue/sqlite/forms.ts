import { type SelectQueryBuilder, type SqlBool, sql } from 'kysely';
import type { FormEntry } from '../../../shared/domain/consent-form/entry.ts';
import type { FormTemplate } from '../../../shared/domain/consent-form/template.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import type { FormQuery, FormReader, FormRow, FormScanRow, FormWriter } from '../forms.ts';
import { numberOf, type ReadUnit, type WriteUnit } from './unit.ts';

function allForms({ connection: { kysely } }: ReadUnit) {
  return kysely
    .selectFrom('form')
    .innerJoin('form_template', 'form_template.number', 'form.template')
    .innerJoin('subject', 'subject.number', 'form.subject')
    .leftJoin('agreement', 'agreement.number', 'form.agreement')
    .select([
      'form.id',
      'form.number',
      'form_template.purpose',
      'form_template.version',
      'subject.id as subject',
      'form.publication',
      'form.issued_at',
      'form.issued_by',
      'form.state',
      'form.changed_at',
      'form.changed_by',
      'form.reason',
      'form.entry',
      'agreement.id as agreement',
    ]);
}

type FormsQuery = ReturnType<typeof allForms>;
type Selected = Awaited<ReturnType<FormsQuery['execute']>>[number];

const toForm = ({ issued_at, issued_by, changed_at, changed_by, entry, ...row }: Selected): FormRow => ({
  ...row,
  issuedAt: issued_at,
  issuedBy: issued_by,
  changedAt: changed_at,
  changedBy: changed_by,
  entry: entry === null ? null : (JSON.parse(entry) as FormEntry),
});

const found = async (query: FormsQuery): Promise<FormRow[]> =>
  (await query.orderBy('form.number').execute()).map(toForm);

/** Which forms a list is of, as a condition over `form`, `form_template` and `subject`. */
function narrowed({ state, purpose, subject, treatedBy }: FormQuery) {
  const conditions = [sql<SqlBool>`true`];
  if (state) conditions.push(sql<SqlBool>`form.state = ${state}`);
  if (purpose) conditions.push(sql<SqlBool>`form_template.purpose = ${purpose}`);
  if (subject) conditions.push(sql<SqlBool>`subject.id = ${subject}`);
  if (treatedBy)
    conditions.push(sql<SqlBool>`form.subject IN (SELECT subject FROM care_team
      WHERE user = ${treatedBy.user} AND from_day <= ${treatedBy.today}
        AND (to_day IS NULL OR to_day >= ${treatedBy.today}))`);
  return sql<SqlBool>`${sql.join(conditions, sql` AND `)}`;
}

function scansOf({ connection: { kysely } }: ReadUnit): Pick<FormReader, 'scans' | 'scan'> {
  const scans = kysely
    .selectFrom('form_scan')
    .innerJoin('form', 'form.number', 'form_scan.form')
    .selectAll('form_scan')
    .select('form.id as form');
  const toScan = ({
    pages,
    ...row
  }: { readonly pages: string } & Omit<FormScanRow, 'pages'>): FormScanRow => ({
    ...row,
    pages: JSON.parse(pages) as number[],
  });
  return {
    scans: async (form) =>
      (await scans.where('form.id', '=', form).orderBy('form_scan.at').orderBy('form_scan.id').execute()).map(
        toScan,
      ),
    async scan(id) {
      const row = await scans.where('form_scan.id', '=', id).executeTakeFirst();
      return row ? toScan(row) : null;
    },
  };
}

export function readForms(unit: ReadUnit): FormReader {
  const { kysely } = unit.connection;
  const forms = allForms(unit);
  return {
    ...scansOf(unit),
    async templates(purpose) {
      const rows = await kysely
        .selectFrom('form_template')
        .select(['purpose', 'version', 'shipped', 'template', 'by', 'at', 'reason'])
        .where('purpose', '=', purpose)
        .orderBy('version', 'desc')
        .execute();
      return rows.map((row) => ({ ...row, template: JSON.parse(row.template) as FormTemplate }));
    },
    get: async (id) => (await found(forms.where('form.id', '=', id)))[0] ?? null,
    byNumber: async (number) => (await found(forms.where('form.number', '=', number)))[0] ?? null,
    async list(query, offset, limit) {
      const of = forms.where(narrowed(query));
      const rows = await of.orderBy('form.number', 'desc').offset(offset).limit(limit).execute();
      return { total: await countOfForms(of), forms: rows.map(toForm) };
    },
    async recordingsOf(form) {
      const rows = await kysely
        .selectFrom('form')
        .innerJoin('form_recording', 'form_recording.form', 'form.number')
        .innerJoin('recording', 'recording.number', 'form_recording.recording')
        .select('recording.id')
        .where('form.id', '=', form)
        .orderBy('recording.number')
        .execute();
      return rows.map(({ id }) => id);
    },
    ofRecording: (recording) =>
      found(
        forms
          .innerJoin('form_recording', 'form_recording.form', 'form.number')
          .innerJoin('recording', 'recording.number', 'form_recording.recording')
          .where('recording.id', '=', recording) as FormsQuery,
      ),
    ofSubject: (subject) => found(forms.where('subject.id', '=', subject)),
    ofAgreement: (agreement) => found(forms.where('agreement.id', '=', agreement)),
  };
}

async function countOfForms(query: FormsQuery): Promise<number> {
  const counted = (query as SelectQueryBuilder<never, never, object>)
    .clearSelect()
    .select(sql<number>`count(*)`.as('count'));
  const row = await counted.executeTakeFirst();
  return row?.count ?? 0;
}

async function add(
  unit: WriteUnit,
  form: Parameters<FormWriter['add']>[0],
  recordings: readonly Id[],
): Promise<FormRow> {
  const { kysely } = unit.connection;
  const { number: template } = await kysely
    .selectFrom('form_template')
    .select('number')
    .where('purpose', '=', form.purpose)
    .where('version', '=', form.version)
    .executeTakeFirstOrThrow();
  const { number } = await kysely
    .insertInto('form')
    .values({
      id: form.id,
      template,
      subject: await numberOf(unit, 'subject', form.subject),
      publication: form.publication,
      issued_at: form.issuedAt,
      issued_by: form.issuedBy,
      state: 'out',
      changed_at: form.issuedAt,
      changed_by: form.issuedBy,
      entry: null,
      agreement: null,
    })
    .returning('number')
    .executeTakeFirstOrThrow();
  for (const id of recordings) {
    const recording = await numberOf(unit, 'recording', id);
    await kysely.insertInto('form_recording').values({ form: number, recording }).execute();
  }
  return {
    ...form,
    number,
    state: 'out',
    changedAt: form.issuedAt,
    changedBy: form.issuedBy,
    reason: '',
    entry: null,
    agreement: null,
  };
}

export function writeForms(unit: WriteUnit): FormWriter {
  const { kysely } = unit.connection;
  return {
    ...readForms(unit),
    async addTemplate({ template, ...row }) {
      await kysely
        .insertInto('form_template')
        .values({ ...row, template: JSON.stringify(template) })
        .execute();
    },
    add: (form, recordings) => add(unit, form, recordings),
    async change(id, { state, changedAt, changedBy, reason, entry, agreement }) {
      await kysely
        .updateTable('form')
        .set({
          state,
          changed_at: changedAt,
          changed_by: changedBy,
          ...(reason === undefined ? {} : { reason }),
          ...(entry ? { entry: JSON.stringify(entry) } : {}),
          ...(agreement ? { agreement: await numberOf(unit, 'agreement', agreement) } : {}),
        })
        .where('id', '=', id)
        .execute();
    },
    async addScan({ form, pages, ...row }) {
      await kysely
        .insertInto('form_scan')
        .values({ ...row, form: await numberOf(unit, 'form', form), pages: JSON.stringify(pages) })
        .execute();
    },
    async releaseScan(scan) {
      await kysely.updateTable('form_scan').set({ blob: null }).where('id', '=', scan).execute();
    },
    async remove(form) {
      await kysely.deleteFrom('form').where('id', '=', form).execute();
    },
  };
}
