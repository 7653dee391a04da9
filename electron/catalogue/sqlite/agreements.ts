import { type Selectable, sql } from 'kysely';
import {
  type AgreementEvent,
  foldAgreement,
  type Terms,
} from '../../../shared/domain/agreement/agreement.ts';
import type { Day } from '../../../shared/kernel/day.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import type { AgreementReader, AgreementWriter } from '../catalogue.ts';
import type { AgreementEventRow, AgreementRow } from '../rows.ts';
import { dutiesNotClosedTo } from './duties-open.ts';
import type { Schema } from './schema.ts';
import { countOf, findNumber, numberOf, type ReadUnit, valuesOf, type WriteUnit } from './unit.ts';

async function withSubjects(
  unit: ReadUnit,
  rows: readonly Selectable<Schema['agreement']>[],
): Promise<AgreementRow[]> {
  const links = await unit.connection.kysely
    .selectFrom('agreement_subject')
    .innerJoin('subject', 'subject.number', 'agreement_subject.subject')
    .select(['agreement_subject.agreement', 'subject.id'])
    .where('agreement_subject.agreement', 'in', valuesOf(rows.map(({ number }) => number)))
    .orderBy('agreement_subject.subject')
    .execute();
  const byAgreement = Map.groupBy(links, ({ agreement }) => agreement);
  return rows.map(({ id, number, terms, after_recording, answered_on }) => ({
    id,
    number,
    terms: JSON.parse(terms) as Terms,
    afterRecording: after_recording,
    answeredOn: answered_on,
    subjects: (byAgreement.get(number) ?? []).map((link) => link.id),
  }));
}

const historyOf = async (unit: ReadUnit, agreement: Id): Promise<AgreementEventRow[]> => {
  const rows = await unit.connection.kysely
    .selectFrom('agreement')
    .innerJoin('agreement_event', 'agreement_event.agreement', 'agreement.number')
    .select(['at', 'by', 'event'])
    .where('id', '=', agreement)
    .orderBy('position')
    .execute();
  return rows.map(({ at, by, event }) => ({ at, by, event: JSON.parse(event) as AgreementEvent }));
};

function scansOf({ connection: { kysely } }: ReadUnit): Pick<AgreementReader, 'scans' | 'scan'> {
  const scans = kysely
    .selectFrom('scan')
    .innerJoin('agreement', 'agreement.number', 'scan.agreement')
    .select(['scan.id', 'agreement.id as agreement', 'scan.blob', 'scan.type', 'scan.bytes']);
  return {
    scans: (agreement) => scans.where('agreement.id', '=', agreement).orderBy('scan.id').execute(),
    scan: async (id) => (await scans.where('scan.id', '=', id).executeTakeFirst()) ?? null,
  };
}

/** Agreements all of whose subjects somebody treats on a day; it begins at that person's few patients. */
const onlyOfTreated = ({ user, today }: { readonly user: Id; readonly today: Day }) => {
  const treated = sql`SELECT subject FROM care_team
    WHERE user = ${user} AND from_day <= ${today} AND (to_day IS NULL OR to_day >= ${today})`;
  return sql<boolean>`agreement.number IN (SELECT agreement FROM agreement_subject WHERE subject IN (${treated}))
    AND NOT EXISTS (SELECT 1 FROM agreement_subject
      WHERE agreement = agreement.number AND subject NOT IN (${treated}))`;
};

/** Nobody has answered, or not since this recording was made. */
const notAskedOf = sql`(agreement.after_recording = 'notAsked'
  OR (agreement.after_recording IN ('confirmed', 'varied') AND agreement.answered_on
    < coalesce(recording.made_latest, substr(recording.added_at, 1, 10))))`;

async function toConfirm(
  unit: ReadUnit,
  ...[offset, limit, treatedBy, closedTo]: Parameters<AgreementReader['toConfirm']>
): ReturnType<AgreementReader['toConfirm']> {
  const { kysely } = unit.connection;
  const asked = sql`FROM obligation
    JOIN agreement_recording ON agreement_recording.recording = obligation.recording
    JOIN agreement ON agreement.number = agreement_recording.agreement
    JOIN recording ON recording.number = obligation.recording
    WHERE obligation.settled_at IS NULL AND obligation.queue = 'confirm'
      AND ${notAskedOf} AND ${dutiesNotClosedTo(unit, closedTo)}
      AND ${treatedBy ? onlyOfTreated(treatedBy) : sql`true`}`;
  const { rows } = await sql<{
    id: Id;
    due: Day;
  }>`SELECT agreement.id, min(obligation.due) AS due ${asked}
    GROUP BY agreement.number ORDER BY due, agreement.number LIMIT ${limit} OFFSET ${offset}`.execute(kysely);
  const total = sql<number>`SELECT count(DISTINCT agreement.number) ${asked}`.compile(kysely);
  return { total: unit.connection.column<number>(total)[0] ?? 0, agreements: rows };
}

export function readAgreements(unit: ReadUnit): AgreementReader {
  const { kysely } = unit.connection;
  const all = kysely.selectFrom('agreement').selectAll('agreement');
  return {
    ...scansOf(unit),
    async get(id) {
      const rows = await all.where('id', '=', id).execute();
      return (await withSubjects(unit, rows))[0] ?? null;
    },
    async ofRecording(recording) {
      const number = (await findNumber(unit, 'recording', recording)) ?? 0;
      const rows = await all
        .innerJoin('agreement_recording', 'agreement_recording.agreement', 'agreement.number')
        .where('agreement_recording.recording', '=', number)
        .orderBy('agreement.number')
        .execute();
      return withSubjects(unit, rows);
    },
    async ofSubject(subject) {
      const number = (await findNumber(unit, 'subject', subject)) ?? 0;
      const rows = await all
        .innerJoin('agreement_subject', 'agreement_subject.agreement', 'agreement.number')
        .where('agreement_subject.subject', '=', number)
        .orderBy('agreement.number')
        .execute();
      return withSubjects(unit, rows);
    },
    async list(offset, limit, treatedBy = null) {
      const open = treatedBy === null ? sql<boolean>`true` : onlyOfTreated(treatedBy);
      const rows = await all.where(open).orderBy('number', 'desc').offset(offset).limit(limit).execute();
      return { total: await countOf(unit, 'agreement', open), agreements: await withSubjects(unit, rows) };
    },
    toConfirm: (...question) => toConfirm(unit, ...question),
    history: (agreement) => historyOf(unit, agreement),
    async recordingsOf(agreement) {
      const rows = await kysely
        .selectFrom('agreement')
        .innerJoin('agreement_recording', 'agreement_recording.agreement', 'agreement.number')
        .innerJoin('recording', 'recording.number', 'agreement_recording.recording')
        .select('recording.id')
        .where('agreement.id', '=', agreement)
        .orderBy('recording.number')
        .execute();
      return rows.map(({ id }) => id);
    },
  };
}

async function link(
  unit: WriteUnit,
  agreement: Id,
  subjects: readonly Id[],
  recordings: readonly Id[],
): Promise<void> {
  const { kysely } = unit.connection;
  const number = await numberOf(unit, 'agreement', agreement);
  for (const id of subjects) {
    const subject = await numberOf(unit, 'subject', id);
    await kysely
      .insertInto('agreement_subject')
      .values({ agreement: number, subject })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  for (const id of recordings) {
    const recording = await numberOf(unit, 'recording', id);
    await kysely
      .insertInto('agreement_recording')
      .values({ agreement: number, recording })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

async function addEvent(
  unit: WriteUnit,
  agreement: Id,
  event: AgreementEvent,
  by: Id,
  at: Instant,
): Promise<AgreementRow> {
  const { kysely } = unit.connection;
  const number = await numberOf(unit, 'agreement', agreement);
  const history = await historyOf(unit, agreement);
  await kysely
    .insertInto('agreement_event')
    .values({ agreement: number, position: history.length, at, by, event: JSON.stringify(event) })
    .execute();
  const standing = foldAgreement(agreement, [...history.map((row) => row.event), event]);
  const rows = await kysely
    .updateTable('agreement')
    .set({
      terms: JSON.stringify(standing.terms),
      after_recording: standing.afterRecording,
      answered_on: standing.answeredOn,
    })
    .where('number', '=', number)
    .returningAll()
    .execute();
  const [row] = await withSubjects(unit, rows);
  if (!row) throw new Error('The agreement went while it was changed');
  return row;
}

export function writeAgreements(unit: WriteUnit): AgreementWriter {
  const { kysely } = unit.connection;
  return {
    ...readAgreements(unit),
    async add(id, event, by, at, subjects, recordings) {
      await kysely
        .insertInto('agreement')
        .values({ id, terms: '{}', after_recording: 'notAsked', answered_on: null })
        .execute();
      await link(unit, id, subjects, recordings);
      return addEvent(unit, id, event, by, at);
    },
    addEvent: (agreement, event, by, at) => addEvent(unit, agreement, event, by, at),
    link: (agreement, subjects, recordings) => link(unit, agreement, subjects, recordings),
    async unlinkRecording(agreement, recording) {
      const query = sql`DELETE FROM agreement_recording
        WHERE agreement = (SELECT number FROM agreement WHERE id = ${agreement})
          AND recording = (SELECT number FROM recording WHERE id = ${recording})`;
      await query.execute(kysely);
    },
    async addScan({ id, agreement, blob, type, bytes }) {
      const number = await numberOf(unit, 'agreement', agreement);
      await kysely.insertInto('scan').values({ id, agreement: number, blob, type, bytes }).execute();
    },
    async removeScan(scan) {
      await kysely.deleteFrom('scan').where('id', '=', scan).execute();
    },
    async remove(agreement) {
      await kysely.deleteFrom('agreement').where('id', '=', agreement).execute();
    },
  };
}
