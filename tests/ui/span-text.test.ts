import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseSpan, spanText } from '../../renderer/ui/span-text.ts';
import type { Day } from '../../shared/kernel/day.ts';

const span = (earliest: string | null, latest: string | null) => ({
  earliest: earliest as Day | null,
  latest: latest as Day | null,
});

test.each([
  ['about 1990', '1988-01-01', '1992-12-31', 'about 1990'],
  ['c. 1990', '1988-01-01', '1992-12-31', 'about 1990'],
  ['Circa 1990', '1988-01-01', '1992-12-31', 'about 1990'],
  ['1990', '1990-01-01', '1990-12-31', '1990'],
  ['the 1990s', '1990-01-01', '1999-12-31', '1990s'],
  ['Feb 1992', '1992-02-01', '1992-02-29', 'February 1992'],
  ['2/1900', '1900-02-01', '1900-02-28', 'February 1900'],
  ['between 1988 and 1991', '1988-01-01', '1991-12-31', '1988 to 1991'],
  ['1988-1991', '1988-01-01', '1991-12-31', '1988 to 1991'],
  ['before 1997', null, '1996-12-31', 'before 1997'],
  ['3 March 1990', '1990-03-03', '1990-03-03', '3 March 1990'],
  ['3/3/1990', '1990-03-03', '1990-03-03', '3 March 1990'],
])('%s is read without a day made up for it, and shown in words', (typed, earliest, latest, shown) => {
  const read = parseSpan(typed);
  expect(read).toEqual(span(earliest, latest));
  expect(read && spanText(read)).toBe(shown);
});

test.each([
  '',
  'about',
  'about 90',
  '1990 or so',
  '13/1990',
  '1992 to 1988',
  'Smarch 1990',
  '31 February 1990',
])('what is neither a day nor a span is not read: “%s”', (typed) => expect(parseSpan(typed)).toBeNull());

test('a span of no such kind is shown by both its days', () => {
  expect(spanText(span('1990-01-02', '1990-12-31'))).toBe('between 2 January 1990 and 31 December 1990');
  expect(spanText(span('1990-01-02', null))).toBe('not before 2 January 1990');
  expect(spanText(span(null, '1990-03-02'))).toBe('not after 2 March 1990');
  expect(spanText(span(null, null))).toBeNull();
});

test('words are read as the very span that they were shown for', () => {
  const year = fc.integer({ min: 1850, max: 2050 });
  fc.assert(
    fc.property(year, fc.integer({ min: 0, max: 30 }), (from, more) => {
      const whole = span(`${from}-01-01`, `${from + more}-12-31`);
      expect(parseSpan(spanText(whole) ?? '')).toEqual(whole);
    }),
  );
  fc.assert(
    fc.property(year, fc.integer({ min: 1, max: 12 }), (from, month) => {
      const read = parseSpan(`${month}/${from}`);
      expect(read && parseSpan(spanText(read) ?? '')).toEqual(read);
    }),
  );
});
