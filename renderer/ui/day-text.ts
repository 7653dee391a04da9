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
  const month = words ? months.findIndex((name) => name.startsWith(words[2] ?? '?')) : -1;
  return words && month >= 0 ? dayOf(words[3] ?? '', month + 1, words[1] ?? '') : null;
}
