import { type Selectable, sql } from 'kysely';
import { wordsOf } from '../../../shared/domain/search/words.ts';
import { compactIdentifier, type Identifier } from '../../../shared/domain/subject/identifier.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import type { SubjectReader, SubjectWriter } from '../catalogue.ts';
import type { SubjectRow } from '../rows.ts';
import { renewWords } from './recording-words.ts';
import { dropViewsOf } from './saved-views.ts';
import type { Schema } from './schema.ts';
import { findNumber, flag, numberOf, type ReadUnit, valuesOf, type WriteUnit } from './unit.ts';
import { subjectWords } from './words.ts';

type Row = Selectable<Schema['subject']>;

export async function withIdentifiers(unit: ReadUnit, rows: readonly Row[]): Promise<SubjectRow[]> {
  const identifiers = await unit.connection.kysely
    .selectFrom('subject_identifier')
    .select(['subject', 'kind', 'issuer', 'value'])
    .where('subject', 'in', valuesOf(rows.map(({ number }) => number)))
    .orderBy('subject')
    .orderBy('position')
    .execute();
  const bySubject = Map.groupBy(identifiers, ({ subject }) => subject);
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    familyName: row.family_name,
    givenName: row.given_name,
    bornOn: row.born_on,
    diedOn: row.died_on,
    appointedPerson: row.appointed_person === 1,
    capacityRegainedOn: row.capacity_regained_on,
    lastSeenOn: row.last_seen_on,
    statusNotedOn: row.status_noted_on,
    identifiers: (bySubject.get(row.number) ?? []).map(
      ({ kind, issuer, value }): Identifier => ({ kind, issuer, value }),
    ),
    mergedInto: row.merged_into,
  }));
}

/** A subject's number as people write it. */
const numberForm = /^S-(\d{6,15})$/i;

/** Each word typed begins one of the subject's words; the longest is looked up, the others are checked. */
async function find(unit: ReadUnit, text: string, limit: number): Promise<SubjectRow[]> {
  const number = numberForm.exec(text.trim())?.[1];
  if (number !== undefined) {
    const numbered = unit.connection.kysely
      .selectFrom('subject')
      .selectAll()
      .where('number', '=', Number(number));
    return withIdentifiers(unit, await numbered.execute());
  }
  const [first, ...others] = [...new Set(wordsOf(text))].sort((a, b) => b.length - a.length);
  if (first === undefined) return [];
  const { kysely } = unit.connection;
  const begins = (word: string) => sql<boolean>`word >= ${word} AND word < ${`${word}\u{10ffff}`}`;
  let query = kysely
    .selectFrom('subject_word as found')
    .innerJoin('subject', 'subject.number', 'found.subject')
    .selectAll('subject')
    .distinct()
    .where(begins(first))
    .where('subject.merged_into', 'is', null)
    .limit(limit);
  for (const word of others.slice(0, 8)) {
    query = query.where(
      sql<boolean>`EXISTS (SELECT 1 FROM subject_word AS other WHERE other.subject = subject.number AND other.word >= ${word} AND other.word < ${`${word}\u{10ffff}`})`,
    );
  }
  return withIdentifiers(unit, await query.execute());
}

export function readSubjects(unit: ReadUnit): SubjectReader {
  const { kysely } = unit.connection;
  const all = kysely.selectFrom('subject').selectAll();
  const getMany = async (list: readonly Id[]): Promise<SubjectRow[]> => {
    const rows = await withIdentifiers(unit, await all.where('id', 'in', valuesOf(list)).execute());
    const found = new Map(rows.map((row) => [row.id, row]));
    return list.flatMap((id) => found.get(id) ?? []);
  };
  return {
    get: async (id) => (await getMany([id]))[0] ?? null,
    getMany,
    find: (text, limit) => find(unit, text, limit),
    async byIdentifier(kind, value, issuer) {
      const query = sql<Id>`
        SELECT id FROM subject_identifier JOIN subject ON number = subject
        WHERE kind = ${kind} AND compact = ${compactIdentifier(value)} AND issuer = ${issuer}
        ORDER BY merged_into IS NOT NULL, number LIMIT 1`;
      const [id] = unit.connection.column<Id>(query.compile(kysely));
      return id === undefined ? null : ((await getMany([id]))[0] ?? null);
    },
    async careTeam(subject) {
      const number = await findNumber(unit, 'subject', subject);
      const rows = await kysely
        .selectFrom('care_team')
        .selectAll()
        .where('subject', '=', number ?? 0)
        .orderBy('from_day')
        .execute();
      return rows.map(({ user, from_day, to_day }) => ({ subject, user, from: from_day, to: to_day }));
    },
    mergedInto: async (subject) =>
      unit.connection.column<Id>(
        sql`WITH RECURSIVE entry (id) AS (
            SELECT id FROM subject WHERE merged_into = ${subject}
            UNION SELECT subject.id FROM subject JOIN entry ON subject.merged_into = entry.id
          ) SELECT id FROM entry`.compile(kysely),
      ),
  };
}

async function setIdentifiers(unit: WriteUnit, number: number, identifiers: readonly Identifier[]) {
  const { kysely } = unit.connection;
  await kysely.deleteFrom('subject_identifier').where('subject', '=', number).execute();
  for (const [position, { kind, issuer, value }] of identifiers.entries()) {
    await kysely
      .insertInto('subject_identifier')
      .values({ subject: number, position, kind, issuer, value, compact: compactIdentifier(value) })
      .execute();
  }
}

/** The subject's words, and those of every recording of the subject. */
async function renewSubjectWords(unit: WriteUnit, number: number): Promise<void> {
  const { kysely } = unit.connection;
  const row = await kysely
    .selectFrom('subject')
    .selectAll()
    .where('number', '=', number)
    .executeTakeFirstOrThrow();
  const identifiers = await kysely
    .selectFrom('subject_identifier')
    .select('value')
    .where('subject', '=', number)
    .execute();
  await kysely.deleteFrom('subject_word').where('subject', '=', number).execute();
  for (const word of subjectWords(row, identifiers))
    await kysely.insertInto('subject_word').values({ word, subject: number }).execute();
  const recordings = await kysely
    .selectFrom('recording_subject')
    .select('recording')
    .where('subject', '=', number)
    .execute();
  for (const { recording } of recordings) await renewWords(unit, recording);
}

type Facts = Partial<Omit<SubjectRow, 'id' | 'number'>>;

const toColumns = (facts: Facts) => ({
  ...(facts.familyName !== undefined && { family_name: facts.familyName }),
  ...(facts.givenName !== undefined && { given_name: facts.givenName }),
  ...(facts.bornOn !== undefined && { born_on: facts.bornOn }),
  ...(facts.diedOn !== undefined && { died_on: facts.diedOn }),
  ...(facts.appointedPerson !== undefined && { appointed_person: flag(facts.appointedPerson) }),
  ...(facts.capacityRegainedOn !== undefined && { capacity_regained_on: facts.capacityRegainedOn }),
  ...(facts.lastSeenOn !== undefined && { last_seen_on: facts.lastSeenOn }),
  ...(facts.statusNotedOn !== undefined && { status_noted_on: facts.statusNotedOn }),
  ...(facts.mergedInto !== undefined && { merged_into: facts.mergedInto }),
});

async function change(unit: WriteUnit, id: Id, facts: Facts): Promise<void> {
  const number = await numberOf(unit, 'subject', id);
  const columns = toColumns(facts);
  if (Object.keys(columns).length > 0)
    await unit.connection.kysely.updateTable('subject').set(columns).where('number', '=', number).execute();
  if (facts.identifiers) await setIdentifiers(unit, number, facts.identifiers);
  await renewSubjectWords(unit, number);
}

/** The same patient entered twice and merged goes with the entry it was merged into. */
async function remove(unit: WriteUnit, id: Id): Promise<void> {
  const { kysely } = unit.connection;
  const merged = await kysely.selectFrom('subject').select('id').where('merged_into', '=', id).execute();
  for (const entry of merged) await remove(unit, entry.id);
  await kysely.deleteFrom('subject').where('id', '=', id).execute();
  await dropViewsOf(unit, { subject: id });
}

export function writeSubjects(unit: WriteUnit): SubjectWriter {
  const reader = readSubjects(unit);
  const { kysely } = unit.connection;
  return {
    ...reader,
    async add(subject) {
      const { number } = await kysely
        .insertInto('subject')
        .values({
          id: subject.id,
          family_name: subject.familyName,
          given_name: subject.givenName,
          born_on: subject.bornOn,
          died_on: subject.diedOn,
          appointed_person: flag(subject.appointedPerson),
          capacity_regained_on: subject.capacityRegainedOn,
          last_seen_on: subject.lastSeenOn,
          status_noted_on: subject.statusNotedOn,
          merged_into: subject.mergedInto,
        })
        .returning('number')
        .executeTakeFirstOrThrow();
      await setIdentifiers(unit, number, subject.identifiers);
      await renewSubjectWords(unit, number);
      return { ...subject, number };
    },
    change: (id, facts) => change(unit, id, facts),
    async setCareTeam({ subject, user, from, to }) {
      const number = await numberOf(unit, 'subject', subject);
      await kysely
        .insertInto('care_team')
        .values({ subject: number, user, from_day: from, to_day: to })
        .onConflict((conflict) =>
          conflict.columns(['subject', 'user', 'from_day']).doUpdateSet({ to_day: to }),
        )
        .execute();
    },
    remove: (id) => remove(unit, id),
  };
}
