import { type RawBuilder, sql } from 'kysely';
import type { Day } from '../../../shared/kernel/day.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import type { Narrowed, ObligationReader } from '../owing.ts';
import { isBehind } from './behind.ts';
import { notClosedTo } from './seals.ts';
import { countOf, type ReadUnit, valuesOf } from './unit.ts';

/** Those of `obligation` that are open and asked for. */
export function isOpen(unit: ReadUnit, narrowed: Narrowed): RawBuilder<boolean> {
  const { queue, paragraph, action, owner, concerning, from, to, ids, closedTo } = narrowed;
  const asked = [
    queue && sql`queue = ${queue}`,
    paragraph && sql`paragraph = ${paragraph}`,
    action && sql`action = ${action}`,
    owner && sql`owner = ${owner}`,
    from && sql`shown_on >= ${from}`,
    to && sql`shown_on <= ${to}`,
    ids && sql`id IN ${valuesOf(ids)}`,
    concerning &&
      sql`recording IN (SELECT viewer.recording FROM recording_viewer AS viewer
        JOIN recording ON recording.number = viewer.recording
        WHERE viewer.user = ${concerning} AND NOT ${isBehind(unit)})`,
  ].filter((one) => one instanceof Object);
  asked.push(dutiesNotClosedTo(unit, closedTo));
  return sql<boolean>`settled_at IS NULL AND ${sql.join([sql`true`, ...asked], sql` AND `)}`;
}

/** By number, so that a count goes on reading the index alone. */
export const dutiesNotClosedTo = (unit: ReadUnit, user: Id | null | undefined): RawBuilder<boolean> =>
  notClosedTo(
    unit,
    user,
    (closed) => sql`obligation.number IN (SELECT number FROM obligation WHERE recording IN ${closed})`,
  );

/**
 * How much is owed for each reason. Which it is stands in the index; only one row of each is read for its words.
 */
export async function reasonsOf(
  unit: ReadUnit,
  narrowed: Narrowed,
  today: Day,
): ReturnType<ObligationReader['reasons']> {
  const { kysely } = unit.connection;
  const groups = await kysely
    .selectFrom('obligation')
    .select(['queue', 'paragraph', 'action', sql<number>`min(number)`.as('first')])
    .select([
      sql<number>`count(*)`.as('count'),
      sql<number>`sum(due < ${today} AND coalesce(snoozed_until <= ${today}, true))`.as('late'),
      sql<number>`sum(coalesce(snoozed_until > ${today}, false))`.as('putOff'),
    ])
    .where(isOpen(unit, narrowed))
    .groupBy(['queue', 'paragraph', 'action'])
    .execute();
  const words = await kysely
    .selectFrom('obligation')
    .select(['number', 'reason'])
    .where('number', 'in', valuesOf(groups.map(({ first }) => first)))
    .execute();
  const reasons = new Map(words.map(({ number, reason }) => [number, reason]));
  return groups
    .map(({ first, ...group }) => ({ ...group, reason: reasons.get(first) ?? '' }))
    .sort((a, b) => b.count - a.count);
}

/** How much comes up on each day of a span, by the day on which it is due or comes back. */
export async function daysOf(
  unit: ReadUnit,
  narrowed: Narrowed & { readonly from: Day; readonly to: Day },
): ReturnType<ObligationReader['days']> {
  const days = await unit.connection.kysely
    .selectFrom('obligation')
    .select(['shown_on as day', sql<number>`count(*)`.as('count')])
    .where(isOpen(unit, narrowed))
    .groupBy('shown_on')
    .orderBy('shown_on')
    .execute();
  const { from, to: _to, ...rest } = narrowed;
  const before = sql<boolean>`${isOpen(unit, rest)} AND shown_on < ${from}`;
  return { days, before: await countOf(unit, 'obligation', before) };
}
