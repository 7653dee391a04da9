import { type Day, isDay } from '../../shared/kernel/day.ts';

const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

const isoForm = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
const numberForm = /^(\d{1,2})[/.\s-](\d{1,2})[/.\s-](\d{4})$/;
const wordForm = /^(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,})\.?,?\s+(\d{4})$/;

function dayOf(year: string, month: number, date: string): Day | null {
  const text = `${year}-${String(month).padStart(2, '0')}-${date.padStart(2, '0')}`;
  return isDay(text) && year >= '1800' ? text : null;
}

/** The number of a month, from 1, by its name or the beginning of it; null for none. */
export function monthNamed(beginning: string): number | null {
  const place = months.findIndex((name) => name.startsWith(beginning));
  return place < 0 ? null : place + 1;
}

/**
 * Reads a day as people here write it: 3 March 2024, 3/3/2024, 3.3.2024, or 2024-03-03. The day always stands
 * before the month, whatever the language of the system; null for what is no day.
 */
export function parseDay(typed: string): Day | null {
  const text = typed.trim().toLowerCase();
  const iso = isoForm.exec(text);
  if (iso) return dayOf(iso[1] ?? '', Number(iso[2]), iso[3] ?? '');
  const numbers = numberForm.exec(text);
  if (numbers) return dayOf(numbers[3] ?? '', Number(numbers[2]), numbers[1] ?? '');
  const words = wordForm.exec(text);
  const month = words ? monthNamed(words[2] ?? '?') : null;
  return words && month !== null ? dayOf(words[3] ?? '', month, words[1] ?? '') : null;
}
