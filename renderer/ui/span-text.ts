import type { Day } from '../../shared/kernel/day.ts';
import { dayText } from './dates.ts';
import { monthNamed, parseDay } from './day-text.ts';

/**
 * When something was made, as far as anybody knows: people say “about 1990”, “the 1990s” or “March 1990”, and no day is
 * made up for it. What is said is a span of days, and is shown in the same words again.
 */
export interface Span {
  readonly earliest: Day | null;
  readonly latest: Day | null;
}

/** “About” a year is so many years before and after it. */
const aboutYears = 2;

const pad = (number: number, digits: number): string => String(number).padStart(digits, '0');
const firstOf = (year: number): Day => `${pad(year, 4)}-01-01` as Day;
const lastOf = (year: number): Day => `${pad(year, 4)}-12-31` as Day;
const years = (from: number, to: number): Span => ({ earliest: firstOf(from), latest: lastOf(to) });

/** The last day of a month, its days counted by the calendar. */
function monthOf(year: number, month: number): Span {
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const start = `${pad(year, 4)}-${pad(month, 2)}`;
  return { earliest: `${start}-01` as Day, latest: `${start}-${pad(days, 2)}` as Day };
}

const year = '(1[89]\\d\\d|20\\d\\d)';
const forms: readonly (readonly [RegExp, (...found: string[]) => Span | null])[] = [
  [new RegExp(`^${year}$`), (one) => years(Number(one), Number(one))],
  [
    new RegExp(`^(?:about|around|circa|ca?\\.?|~)\\s*${year}$`),
    (one) => years(Number(one) - aboutYears, Number(one) + aboutYears),
  ],
  [/^(?:the\s+)?(1[89]\d0|20\d0)['’]?s$/, (one) => years(Number(one), Number(one) + 9)],
  [
    new RegExp(`^(?:between\\s+)?${year}\\s*(?:to|and|-|–)\\s*${year}$`),
    (one, other) => (Number(one) < Number(other) ? years(Number(one), Number(other)) : null),
  ],
  [new RegExp(`^before\\s+${year}$`), (one) => ({ earliest: null, latest: lastOf(Number(one) - 1) })],
  [
    new RegExp(`^(\\d{1,2})[/.]${year}$`),
    (month, one) => (Number(month) >= 1 && Number(month) <= 12 ? monthOf(Number(one), Number(month)) : null),
  ],
  [
    new RegExp(`^([a-z]{3,})\\.?\\s+${year}$`),
    (name, one) => {
      const month = monthNamed(name ?? '');
      return month === null ? null : monthOf(Number(one), month);
    },
  ],
];

/** Reads a day or a span as people here write it; null for what is neither. */
export function parseSpan(typed: string): Span | null {
  const day = parseDay(typed);
  if (day) return { earliest: day, latest: day };
  const text = typed.trim().toLowerCase();
  for (const [form, spanOf] of forms) {
    const found = form.exec(text);
    if (found) return spanOf(...found.slice(1));
  }
  return null;
}

const monthForm = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** The words for a span of whole months or years; null for any other. */
function wholeText(earliest: Day, latest: Day): string | null {
  const [from, to] = [Number(earliest.slice(0, 4)), Number(latest.slice(0, 4))];
  if (earliest === firstOf(from) && latest === lastOf(to)) {
    if (from === to) return String(from);
    if (to - from === 2 * aboutYears) return `about ${from + aboutYears}`;
    return to - from === 9 && from % 10 === 0 ? `${from}s` : `${from} to ${to}`;
  }
  const month = monthOf(from, Number(earliest.slice(5, 7)));
  const whole = month.earliest === earliest && month.latest === latest;
  return whole ? monthForm.format(new Date(`${earliest}T00:00:00Z`)) : null;
}

/** The span in words; a day only where there is one. */
export function spanText({ earliest, latest }: Span): string | null {
  if (earliest === null && latest === null) return null;
  if (earliest === latest && earliest) return dayText(earliest);
  if (earliest && latest)
    return wholeText(earliest, latest) ?? `between ${dayText(earliest)} and ${dayText(latest)}`;
  if (earliest) return `not before ${dayText(earliest)}`;
  const to = Number((latest ?? '').slice(0, 4));
  return latest === lastOf(to) ? `before ${to + 1}` : `not after ${dayText(latest ?? '')}`;
}
