import fc from 'fast-check';
import { expect, test } from 'vitest';
import { visitsOf } from '../../../shared/domain/recording/visits.ts';

const gap = 30;
const groups = (clocks: readonly (string | null)[]) =>
  visitsOf(
    clocks.map((clock, index) => ({ clock, index })),
    ({ clock }) => clock,
    gap,
  ).map(({ items }) => items.map(({ index }) => index));

test('a pause of thirty minutes is within a visit, a longer one begins another', () => {
  expect(groups(['2026-03-02T10:00:00', '2026-03-02T10:30:00', '2026-03-02T11:00:01'])).toEqual([
    [0, 1],
    [2],
  ]);
});

test('the order of the card does not matter, only the clock', () => {
  expect(groups(['2026-03-02T11:00:00', '2026-03-01T09:00:00', '2026-03-02T11:05:00'])).toEqual([
    [1],
    [0, 2],
  ]);
});

test('a day without a time of day stands by itself', () => {
  expect(groups(['2026-03-02', '2026-03-03'])).toEqual([[0], [1]]);
});

test('what states no time is one group at the end, in the order of the card', () => {
  expect(groups([null, '2026-03-02T10:00:00', null])).toEqual([[1], [0, 2]]);
});

test('each recording is in one visit, and no two visits lie within the gap', () => {
  const clock = fc.option(
    fc
      .integer({ min: 0, max: 60 * 24 * 3 })
      .map((minute) => new Date(Date.UTC(2026, 2, 1) + minute * 60_000).toISOString().slice(0, 19)),
  );
  fc.assert(
    fc.property(fc.array(clock, { maxLength: 40 }), (clocks) => {
      const visits = visitsOf(
        clocks.map((local, index) => ({ local, index })),
        ({ local }) => local,
        gap,
      );
      const all = visits.flatMap(({ items }) => items.map(({ index }) => index));
      expect(all.toSorted((a, b) => a - b)).toEqual(clocks.map((_, index) => index));
      const clocked = visits.filter(({ from }) => from !== null);
      clocked.slice(1).forEach(({ from }, before) => {
        const pause = Date.parse(`${from}Z`) - Date.parse(`${clocked[before]?.to}Z`);
        expect(pause).toBeGreaterThan(gap * 60_000);
      });
    }),
  );
});
