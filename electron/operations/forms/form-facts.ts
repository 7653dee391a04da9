import { CustosError } from '../../../shared/kernel/error.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import type { CatalogueReader } from '../../catalogue/catalogue.ts';
import type { FormRow } from '../../catalogue/forms.ts';
import type { SubjectRow } from '../../catalogue/rows.ts';
import { assertOpen } from '../agreements.ts';
import type { Context, Output } from '../context.ts';
import {
  agreementNumber,
  formNumber,
  personOf,
  recordingReference,
  subjectName,
  subjectNumber,
} from '../names.ts';
import { wordingOf } from './templates.ts';

/** The form, if the caller may work with it: as for agreements. @throws CustosError `not-found`, `not-allowed` */
export async function openForm(context: Context, reader: CatalogueReader, id: Id): Promise<FormRow> {
  const row = await reader.forms.get(id);
  if (!row) throw new CustosError('not-found', 'There is no such form.');
  await assertOpen(context, reader, [row.subject]);
  return row;
}

/** Whose form it is today: the entry may have been joined to another since. */
export async function patientOf(reader: CatalogueReader, { subject }: FormRow): Promise<SubjectRow> {
  let row = await reader.subjects.get(subject);
  while (row?.mergedInto) row = await reader.subjects.get(row.mergedInto);
  if (!row) throw new CustosError('not-found', 'There is no such patient.');
  return row;
}

type Said = Output<'form.list'>['forms'][number];

export async function sayForm(reader: CatalogueReader, row: FormRow): Promise<Said> {
  const patient = await patientOf(reader, row);
  const agreement = row.agreement === null ? null : await reader.agreements.get(row.agreement);
  const scans = await reader.forms.scans(row.id);
  return {
    id: row.id,
    number: formNumber(row.number),
    purpose: row.purpose,
    version: row.version,
    title: (await wordingOf(reader, row.purpose, row.version)).title,
    publication: row.publication,
    subject: { id: patient.id, number: subjectNumber(patient.number), name: subjectName(patient) },
    state: row.state,
    issuedAt: row.issuedAt,
    issuedBy: await personOf(reader, row.issuedBy),
    changedAt: row.changedAt,
    changedBy: await personOf(reader, row.changedBy),
    reason: row.reason,
    agreement: agreement && { id: agreement.id, number: agreementNumber(agreement.number) },
    scans: scans
      .filter(({ blob }) => blob !== null)
      .map(({ id, type, bytes, pages }) => ({ id, type, bytes, pages: [...pages] })),
  };
}

export async function showForm(reader: CatalogueReader, row: FormRow): Promise<Output<'form.show'>> {
  const recordings = [];
  for (const id of await reader.forms.recordingsOf(row.id))
    recordings.push(await recordingReference(reader, id));
  const template = (await wordingOf(reader, row.purpose, row.version)) as Output<'form.show'>['template'];
  const entry = row.entry as Output<'form.show'>['entry'];
  return { ...(await sayForm(reader, row)), template, recordings, entry };
}
