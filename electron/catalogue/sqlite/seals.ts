import { type RawBuilder, type Selectable, sql } from 'kysely';
import type { Opening } from '../../../shared/domain/seal/seal.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { noSeal, type OpeningRow, type SealFacts, type SealReader, type SealWriter } from '../sealing.ts';
import { isBehind } from './behind.ts';
import type { Schema } from './schema.ts';
import { countOf, flag, numberOf, type ReadUnit, valuesOf, type WriteUnit } from './unit.ts';

/**
 * The numbers of sealed recordings that are not open to this person; one whose day is over and that has not been worked
 * out since counts as closed. There are few, and an index holds them.
 */
export const closedTo = (unit: ReadUnit, user: Id): RawBuilder<number> =>
  sql<number>`(SELECT number FROM recording WHERE circumstances = 'covert' AND (${isBehind(unit)}
    OR number NOT IN (SELECT recording FROM recording_viewer WHERE user = ${user})))`;

const anySealed = ({ connection }: ReadUnit): boolean =>
  connection.column(
    sql`SELECT 1 FROM recording WHERE circumstances = 'covert' LIMIT 1`.compile(connection.kysely),
  ).length > 0;

/**
 * True of what is not about a recording closed to this person; `about` picks those of the table that are. In a library
 * that holds nothing covert, and for the engine itself, it asks nothing of a row.
 */
export const notClosedTo = (
  unit: ReadUnit,
  user: Id | null | undefined,
  about: (closed: RawBuilder<number>) => RawBuilder<unknown>,
): RawBuilder<boolean> =>
  user && anySealed(unit) ? sql<boolean>`NOT ${about(closedTo(unit, user))}` : sql<boolean>`true`;

type Joined = Omit<Selectable<Schema['seal_opening']>, 'recording' | 'number'> & { readonly recording: Id };

const toOpening = (row: Joined): OpeningRow => ({
  id: row.id,
  recording: row.recording,
  state: row.state,
  reason: row.reason,
  until: row.until,
  askedBy: row.asked_by,
  askedAt: row.asked_at,
  second: row.second,
  decidedAt: row.decided_at,
  secondMissing: row.second_missing === 1,
  signature: row.signature,
  closedBy: row.closed_by,
  closedAt: row.closed_at,
});

/** The seals of several recordings, by number; nothing for one that never had any. */
export async function sealFactsOf(
  { connection: { kysely } }: ReadUnit,
  asked: RawBuilder<never>,
): Promise<(number: number) => SealFacts> {
  const named = await kysely
    .selectFrom('seal_person')
    .select(['recording', 'user'])
    .where('recording', 'in', asked)
    .execute();
  if (named.length === 0) return () => noSeal;
  const open = await kysely
    .selectFrom('seal_opening')
    .select(['recording', 'asked_by', 'second', 'until'])
    .where('recording', 'in', asked)
    .where('state', '=', 'open')
    .execute();
  const persons = Map.groupBy(named, ({ recording }) => recording);
  const openings = Map.groupBy(open, ({ recording }) => recording);
  return (number) => ({
    named: (persons.get(number) ?? []).map(({ user }) => user),
    openings: (openings.get(number) ?? []).map(
      ({ asked_by, second, until }): Opening => ({ by: [asked_by, second], until }),
    ),
  });
}

export function readSeals(unit: ReadUnit): SealReader {
  const { kysely, column } = unit.connection;
  const openings = kysely
    .selectFrom('seal_opening')
    .innerJoin('recording', 'recording.number', 'seal_opening.recording')
    .selectAll('seal_opening')
    .select('recording.id as recording')
    .orderBy('seal_opening.number', 'desc')
    .$castTo<Joined>();
  return {
    all: async () =>
      column<Id>(
        sql`SELECT id FROM recording WHERE circumstances = 'covert' ORDER BY number`.compile(kysely),
      ),
    async closedTo(user) {
      if (!anySealed(unit)) return new Set();
      const query = sql`SELECT id FROM recording WHERE number IN ${closedTo(unit, user)}`;
      return new Set(column<Id>(query.compile(kysely)));
    },
    async namedAmong(named, user) {
      if (!anySealed(unit)) return null;
      const ids = valuesOf(named);
      const found = column<Id>(
        sql`SELECT id FROM recording WHERE number IN ${closedTo(unit, user)} AND number IN (
          SELECT number FROM recording WHERE id IN ${ids}
          UNION SELECT recording FROM rendition WHERE id IN ${ids}
          UNION SELECT recording FROM obligation WHERE id IN ${ids}) LIMIT 1`.compile(kysely),
      );
      return found[0] ?? null;
    },
    async persons(recording) {
      const rows = await kysely
        .selectFrom('seal_person')
        .innerJoin('recording', 'recording.number', 'seal_person.recording')
        .select(['user', 'named_by', 'named_at'])
        .where('recording.id', '=', recording)
        .orderBy('named_at')
        .orderBy('user')
        .execute();
      return rows.map(({ user, named_by, named_at }) => ({ user, namedBy: named_by, namedAt: named_at }));
    },
    openings: async (recording) =>
      (await openings.where('recording.id', '=', recording).execute()).map(toOpening),
    async opening(id) {
      const row = await openings.where('seal_opening.id', '=', id).executeTakeFirst();
      return row ? toOpening(row) : null;
    },
    waitingFor: (user, today) =>
      countOf(unit, 'seal_opening', sql`state = 'asked' AND second = ${user} AND until >= ${today}`),
    opened: async () =>
      (await openings.where('seal_opening.signature', 'is not', null).execute()).map(toOpening),
  };
}

const columns = (change: Parameters<SealWriter['decide']>[1]) => ({
  ...(change.state !== undefined && { state: change.state }),
  ...(change.until !== undefined && { until: change.until }),
  ...(change.decidedAt !== undefined && { decided_at: change.decidedAt }),
  ...(change.secondMissing !== undefined && { second_missing: flag(change.secondMissing) }),
  ...(change.signature !== undefined && { signature: change.signature }),
  ...(change.closedBy !== undefined && { closed_by: change.closedBy }),
  ...(change.closedAt !== undefined && { closed_at: change.closedAt }),
});

/** What hangs on the seal of a recording goes with it. */
export async function forgetSeal({ connection: { kysely } }: WriteUnit, recording: number): Promise<void> {
  await kysely.deleteFrom('seal_person').where('recording', '=', recording).execute();
  await kysely.deleteFrom('seal_opening').where('recording', '=', recording).execute();
}

export function writeSeals(unit: WriteUnit): SealWriter {
  const { kysely } = unit.connection;
  return {
    ...readSeals(unit),
    async name(recording, { user, namedBy, namedAt }) {
      await kysely
        .insertInto('seal_person')
        .values({
          recording: await numberOf(unit, 'recording', recording),
          ...{ user, named_by: namedBy, named_at: namedAt },
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    async ask({ recording, askedBy, askedAt, ...row }) {
      await kysely
        .insertInto('seal_opening')
        .values({
          ...row,
          recording: await numberOf(unit, 'recording', recording),
          ...{ state: 'asked', asked_by: askedBy, asked_at: askedAt },
        })
        .execute();
    },
    async decide(id, change) {
      await kysely.updateTable('seal_opening').set(columns(change)).where('id', '=', id).execute();
    },
    async lift(recording, at) {
      const number = await numberOf(unit, 'recording', recording);
      await kysely.deleteFrom('seal_person').where('recording', '=', number).execute();
      await kysely
        .updateTable('seal_opening')
        .set({ state: 'closed', closed_at: at })
        .where('recording', '=', number)
        .where('state', 'in', ['asked', 'open'])
        .execute();
    },
  };
}
