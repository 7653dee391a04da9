import { addDays, type Day } from '../../../shared/kernel/day.ts';

/** A month as its first day. */
export const monthOf = (day: Day): Day => `${day.slice(0, 8)}01` as Day;

export function monthAfter(month: Day, months: number): Day {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + months;
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}-01` as Day;
}

export const lastOf = (month: Day): Day => addDays(monthAfter(month, 1), -1);

/** The weeks of a month from Monday to Sunday; null for the days of its neighbours. */
export function weeksOf(month: Day): readonly (readonly (Day | null)[])[] {
  const before = (new Date(`${month}T00:00:00Z`).getUTCDay() + 6) % 7;
  const length = Number(lastOf(month).slice(8));
  const cells = Array.from({ length: Math.ceil((before + length) / 7) * 7 }, (_, place) =>
    place < before || place >= before + length ? null : addDays(month, place - before),
  );
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}

/** The day to which a key leads from another; null where the key means nothing here. */
export function dayByKey(day: Day, key: string): Day | null {
  const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
  const step = steps[key];
  if (step !== undefined) return addDays(day, step);
  if (key === 'Home') return monthOf(day);
  if (key === 'End') return lastOf(monthOf(day));
  if (key !== 'PageUp' && key !== 'PageDown') return null;
  const month = monthAfter(monthOf(day), key === 'PageUp' ? -1 : 1);
  const same = addDays(month, Number(day.slice(8)) - 1);
  return monthOf(same) === month ? same : lastOf(month);
}
