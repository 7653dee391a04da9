/** A civil day as `YYYY-MM-DD`; days compare as strings. */
export type Day = string & { readonly __brand: 'Day' };

const form = /^(\d{4})-(\d{2})-(\d{2})$/;
const millisecondsADay = 86_400_000;

const toEpochDay = (day: Day): number => Date.parse(`${day}T00:00:00Z`) / millisecondsADay;
const fromEpochDay = (days: number): Day =>
  new Date(days * millisecondsADay).toISOString().slice(0, 10) as Day;

const daysInMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Gregorian: every fourth year, of the centuries only every fourth. */
const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** True for a day that exists in the calendar, from 0001-01-01 to 9999-12-31. */
export function isDay(text: string): text is Day {
  const match = form.exec(text);
  if (!match) return false;
  const [year, month, date] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year === 0 || date === 0) return false;
  const length = month === 2 && isLeap(year) ? 29 : daysInMonth[month - 1];
  return length !== undefined && date <= length;
}

/** The day that many days later (earlier where negative). */
export const addDays = (day: Day, days: number): Day => fromEpochDay(toEpochDay(day) + days);

/** The same date that many years later; 29 February becomes 1 March where the year has none. */
export function addYears(day: Day, years: number): Day {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return new Date(Date.UTC(year + years, month - 1, date)).toISOString().slice(0, 10) as Day;
}

/** Whole days from one day to another; negative where the second is earlier. */
export const daysBetween = (from: Day, to: Day): number => toEpochDay(to) - toEpochDay(from);

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** A day as people write it: 1 March 2024. */
export const dayInWords = (day: Day): string =>
  `${Number(day.slice(8))} ${months[Number(day.slice(5, 7)) - 1]} ${Number(day.slice(0, 4))}`;
