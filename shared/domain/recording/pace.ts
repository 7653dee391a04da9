import type { Instant } from '../../kernel/instant.ts';

/** A longer pause ends a spell of work. */
const pauseMs = 10 * 60_000;
/** A spell of two quick items says nothing yet. */
const leastItems = 3;

/**
 * How many an hour somebody gets done, by the moments at which each was done in the spell that goes on now; null
 * where that cannot be said yet.
 */
export function pacePerHour(done: readonly Instant[], now: Instant): number | null {
  const times = done.map((at) => Date.parse(at)).sort((a, b) => b - a);
  let last = Date.parse(now);
  const spell: number[] = [];
  for (const time of times) {
    if (last - time > pauseMs) break;
    spell.push(time);
    last = time;
  }
  const [newest, oldest] = [spell[0], spell.at(-1)];
  if (spell.length < leastItems || newest === undefined || oldest === undefined || newest === oldest)
    return null;
  return Math.round(((spell.length - 1) * 3_600_000) / (newest - oldest));
}
