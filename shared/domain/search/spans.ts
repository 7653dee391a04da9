import { type Day, isDay } from '../../kernel/day.ts';

/** Days from and to, both included; null where open. */
export interface Span {
  readonly from: Day | null;
  readonly to: Day | null;
}

/** Whole numbers from and to, both included. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

const day = (text: string): Day | null => (isDay(text) ? text : null);

const lastOfMonth = (month: string): Day | null =>
  day(`${month}-31`) ?? day(`${month}-30`) ?? day(`${month}-29`) ?? day(`${month}-28`);

/** A year, a month or a day as the days it lasts; null for anything else. */
function period(text: string): { from: Day; to: Day } | null {
  const [from, to] = /^\d{4}$/.test(text)
    ? [day(`${text}-01-01`), day(`${text}-12-31`)]
    : /^\d{4}-\d{2}$/.test(text)
      ? [day(`${text}-01`), lastOfMonth(text)]
      : [day(text), day(text)];
  return from && to ? { from, to } : null;
}

const shiftDay = (of: Day, days: number): Day =>
  new Date(Date.parse(`${of}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10) as Day;

/** Either end of `a..b` may be left out, not both. */
function between(first: string, last: string): Span | null {
  const from = period(first);
  const to = period(last);
  if ((first !== '' && !from) || (last !== '' && !to) || (!from && !to)) return null;
  if (from && to && from.from > to.to) return null;
  return { from: from?.from ?? null, to: to?.to ?? null };
}

/** Reads `2019`, `2019-03`, `2019-03-05`, `>`, `>=`, `<`, `<=` before one, and `a..b`; null for anything else. */
export function readSpan(text: string): Span | null {
  const [, first, last] = /^(.*?)\.\.(.*)$/.exec(text) ?? [];
  if (first !== undefined && last !== undefined) return between(first, last);
  const [, sign, of] = /^([<>]=?)?(.+)$/.exec(text) ?? [];
  const one = of === undefined ? null : period(of);
  if (!one) return null;
  if (sign === '>') return { from: shiftDay(one.to, 1), to: null };
  if (sign === '>=') return { from: one.from, to: null };
  if (sign === '<') return { from: null, to: shiftDay(one.from, -1) };
  if (sign === '<=') return { from: null, to: one.to };
  return one;
}

/** The same for whole numbers within limits, each written as `form` says. */
export function readRange(text: string, limits: Range, read: (text: string) => number | null): Range | null {
  const inside = (from: number | null, to: number | null): Range | null =>
    from === null || to === null || from > to || to < limits.from || from > limits.to
      ? null
      : { from: Math.max(from, limits.from), to: Math.min(to, limits.to) };
  const [, first, last] = /^(.*?)\.\.(.*)$/.exec(text) ?? [];
  if (first !== undefined && last !== undefined) {
    if (first === '' && last === '') return null;
    return inside(first === '' ? limits.from : read(first), last === '' ? limits.to : read(last));
  }
  const [, sign, of] = /^([<>]=?)?(.+)$/.exec(text) ?? [];
  const one = of === undefined ? null : read(of);
  if (one === null) return null;
  if (sign === '>') return inside(one + 1, limits.to);
  if (sign === '>=') return inside(one, limits.to);
  if (sign === '<') return inside(limits.from, one - 1);
  if (sign === '<=') return inside(limits.from, one);
  return inside(one, one);
}
