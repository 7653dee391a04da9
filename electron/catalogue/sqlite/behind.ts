import { sql } from 'kysely';
import type { Recomputation } from '../catalogue.ts';
import type { Connection } from './connection.ts';
import { writeSettings } from './settings.ts';
import type { ReadUnit, WriteUnit } from './unit.ts';

const setting = 'recomputation';

/** So many that were asked for by name are remembered as worked out ahead of their turn; the others wait for it. */
const mostFresh = 10_000;

export function storedRecomputation({ column, kysely }: Connection): Recomputation {
  const [stored] = column<string>(sql`SELECT value FROM setting WHERE name = ${setting}`.compile(kysely));
  return stored === undefined ? { to: 0, hiddenTo: 0, fresh: [] } : (JSON.parse(stored) as Recomputation);
}

export async function setRecomputation(
  unit: WriteUnit,
  { to, hiddenTo, fresh }: Recomputation,
): Promise<void> {
  const left = fresh.filter((number) => number <= hiddenTo).slice(0, mostFresh);
  const next = { to, hiddenTo, fresh: left };
  await writeSettings(unit).set(setting, JSON.stringify(next));
  unit.change().recompute(next);
}

/** These have been worked out, whether it was their turn or not. */
export async function noteWorkedOut(unit: WriteUnit, numbers: readonly number[]): Promise<void> {
  unit.change().workedOut(numbers);
  const known = storedRecomputation(unit.connection);
  const early = numbers.filter((number) => number <= known.hiddenTo);
  if (early.length > 0)
    await setRecomputation(unit, { ...known, fresh: [...new Set([...known.fresh, ...early])] });
}

/**
 * True of a row of `recording` that is behind. It reads the recomputation as its own view has it: a row that this view
 * sees as it was before may not be taken for one that has been worked out since.
 */
export const isBehind = ({ ground: { shared } }: ReadUnit) => sql<boolean>`coalesce(
  recording.refresh_on <= ${shared.behind.day}
  OR recording.number <= (SELECT json_extract(value, '$.hiddenTo') FROM setting WHERE name = ${setting})
    AND recording.number NOT IN (SELECT one.value FROM setting, json_each(setting.value, '$.fresh') AS one
      WHERE setting.name = ${setting}), false)`;
