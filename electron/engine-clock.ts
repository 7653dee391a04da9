import type { Day } from '../shared/kernel/day.ts';
import { instantOf } from '../shared/kernel/instant.ts';
import { newId } from './kernel-random.ts';
import type { Clock } from './operations/context.ts';

/** The clock of a library: instants in UTC, days in its own zone. `now` is in milliseconds since 1970. */
export function clockIn(zone: string, now: () => number): Clock {
  // The Swedish form of a date is the ISO one, in whatever zone is asked for.
  const days = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  const dayOf = (date: Date): Day => days.format(date) as Day;
  // Asked several times for each recording that is worked out, and no day begins within a minute.
  let last = { minute: Number.NaN, day: '' as Day };
  const today = (): Day => {
    const minute = Math.floor(now() / 60_000);
    if (minute !== last.minute) last = { minute, day: dayOf(new Date(minute * 60_000)) };
    return last.day;
  };
  return {
    now: () => instantOf(new Date(now())),
    today,
    dayOf: (instant) => dayOf(new Date(instant)),
    newId,
  };
}

/** True for a time zone that this machine knows by name. */
export function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
