import { randomBytes } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import type { Obligation } from '../../../shared/domain/obligation/obligation.ts';
import { type Id, idFromBytes } from '../../../shared/kernel/id.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import type { ObligationReader, ObligationWriter } from '../owing.ts';
import type { ObligationRow } from '../rows.ts';
import { daysOf, dutiesNotClosedTo, isOpen, reasonsOf } from './duties-open.ts';
import type { Schema } from './schema.ts';
import { countOf, numberOf, type ReadUnit, valuesOf, type WriteUnit } from './unit.ts';

type Joined = Omit<Selectable<Schema['obligation']>, 'recording'> & { readonly recording: Id };

const toObligation = (row: Joined): ObligationRow => ({
  id: row.id,
  recording: row.recording,
  queue: row.queue,
  paragraph: row.paragraph,
  reason: row.reason,
  due: row.due,
  action: row.action,
  raisedAt: row.raised_at,
  snoozedUntil: row.snoozed_until,
  settledAt: row.settled_at,
  source: row.source,
  owner: row.owner,
});

const allOf = ({ connection: { kysely } }: ReadUnit) =>
  kysely
    .selectFrom('obligation')
    .innerJoin('recording', 'recording.number', 'obligation.recording')
    .selectAll('obligation')
    .select('recording.id as recording')
    .$castTo<Joined>();

/**
 * Open ones in the order of their day (snoozed ones by the day they come back). The page is chosen by numbers
 * from the index alone before any row is read.
 */
async function list(
  unit: ReadUnit,
  ...[narrowed, offset, limit]: Parameters<ObligationReader['list']>
): ReturnType<ObligationReader['list']> {
  const open = isOpen(unit, narrowed);
  const page = sql<number>`(SELECT number FROM obligation WHERE ${open}
    ORDER BY shown_on, number LIMIT ${limit} OFFSET ${offset})`;
  const rows = await allOf(unit)
    .where('obligation.number', 'in', page)
    .orderBy('obligation.shown_on')
    .orderBy('obligation.number')
    .execute();
  return { total: await countOf(unit, 'obligation', open), items: rows.map(toObligation) };
}

export function readObligations(unit: ReadUnit): ObligationReader {
  return {
    async get(id) {
      const row = await allOf(unit).where('obligation.id', '=', id).executeTakeFirst();
      return row ? toObligation(row) : null;
    },
    async ofRecording(recording) {
      const rows = await allOf(unit)
        .where('recording.id', '=', recording)
        .orderBy('obligation.number')
        .execute();
      return rows.map(toObligation);
    },
    async counts(today, closedTo) {
      const rows = await unit.connection.kysely
        .selectFrom('obligation')
        .select(['queue', sql<number>`count(*)`.as('count')])
        .where('settled_at', 'is', null)
        .where(sql<boolean>`coalesce(snoozed_until <= ${today}, true)`)
        .where(dutiesNotClosedTo(unit, closedTo))
        .groupBy('queue')
        .execute();
      return Object.fromEntries(rows.map(({ queue, count }) => [queue, count]));
    },
    list: (...question) => list(unit, ...question),
    reasons: (narrowed, today) => reasonsOf(unit, narrowed, today),
    days: (narrowed) => daysOf(unit, narrowed),
    openOnFacts: (recordings) => openOnFacts(unit, recordings),
  };
}

const duty = (owed: Obligation): string => JSON.stringify([owed.queue, owed.paragraph, owed.action]);

async function insert(unit: WriteUnit, row: ObligationRow): Promise<void> {
  await unit.connection.kysely
    .insertInto('obligation')
    .values({
      id: row.id,
      recording: await numberOf(unit, 'recording', row.recording),
      queue: row.queue,
      paragraph: row.paragraph,
      reason: row.reason,
      due: row.due,
      action: row.action,
      raised_at: row.raisedAt,
      snoozed_until: row.snoozedUntil,
      settled_at: row.settledAt,
      source: row.source,
    })
    .execute();
}

const settle = async (unit: WriteUnit, id: Id, at: Instant): Promise<void> => {
  await unit.connection.kysely
    .updateTable('obligation')
    .set({ settled_at: at })
    .where('id', '=', id)
    .execute();
};

/** The open ones that rest on facts, of several recordings. */
async function openOnFacts(
  unit: ReadUnit,
  recordings: readonly Id[],
): Promise<ReadonlyMap<Id, ObligationRow[]>> {
  const rows = await allOf(unit)
    .where('recording.id', 'in', valuesOf(recordings))
    .where('obligation.settled_at', 'is', null)
    .where('obligation.source', '=', 'facts')
    .orderBy('obligation.number')
    .execute();
  return Map.groupBy(rows.map(toObligation), ({ recording }) => recording);
}

/**
 * The same duty with other words or another day is the same row, so that a snooze and its age are kept. It is due
 * when it was due: looking at the facts again may bring the day forward, and never puts it off.
 */
async function setFromFacts(
  unit: WriteUnit,
  recording: Id,
  obligations: readonly Obligation[],
  at: Instant,
  known: readonly ObligationRow[],
): ReturnType<ObligationWriter['setFromFacts']> {
  const open = new Map(known.map((row) => [duty(row), row]));
  const wanted = new Map(obligations.map((owed) => [duty(owed), owed]));
  const raised: ObligationRow[] = [];
  for (const [key, owed] of wanted) {
    const row = open.get(key);
    if (!row) {
      const id = idFromBytes(randomBytes(16));
      raised.push({
        ...owed,
        id,
        recording,
        raisedAt: at,
        snoozedUntil: null,
        settledAt: null,
        source: 'facts',
      });
    } else if (owed.due < row.due || row.reason !== owed.reason) {
      const { reason } = owed;
      const due = owed.due < row.due ? owed.due : row.due;
      await unit.connection.kysely
        .updateTable('obligation')
        .set({ due, reason })
        .where('id', '=', row.id)
        .execute();
    }
  }
  for (const row of raised) await insert(unit, row);
  const ended = known.filter((row) => !wanted.has(duty(row)));
  for (const row of ended) await settle(unit, row.id, at);
  return { raised, ended: ended.map((row) => ({ ...row, settledAt: at })) };
}

export function writeObligations(unit: WriteUnit): ObligationWriter {
  return {
    ...readObligations(unit),
    async setFromFacts(recording, obligations, at, known) {
      const open = known ?? (await openOnFacts(unit, [recording])).get(recording) ?? [];
      return setFromFacts(unit, recording, obligations, at, open);
    },
    add: (row) => insert(unit, row),
    settle: (id, at) => settle(unit, id, at),
    async assign(id, owner) {
      await unit.connection.kysely.updateTable('obligation').set({ owner }).where('id', '=', id).execute();
    },
    async snooze(id, until) {
      await unit.connection.kysely
        .updateTable('obligation')
        .set({ snoozed_until: until })
        .where('id', '=', id)
        .execute();
    },
  };
}
