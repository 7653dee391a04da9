import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Grid } from '../../../electron/catalogue/sqlite/grid.ts';
import { leafed, sortedList } from '../../../electron/catalogue/sqlite/sorted.ts';

const lastDay = 65_535;
const days = fc.array(fc.oneof(fc.integer({ min: 0, max: 4 }), fc.constantFrom(40_000, lastDay)), {
  minLength: 1,
  maxLength: 60,
});

function gridOf(made: readonly number[]): { grid: Grid; numbers: number[] } {
  const grid = new Grid();
  for (const [at, day] of made.entries()) {
    const known = at % 2 === 0 ? { earliest: day, latest: 0 } : { earliest: 0, latest: day };
    grid.set(at + 1, { facets: 0, visibility: 0, ...known });
  }
  return { grid, numbers: made.map((_, at) => at + 1) };
}

const inOrder = (made: readonly number[], numbers: readonly number[]): number[] =>
  [...numbers].sort((a, b) => (made[a - 1] ?? 0) - (made[b - 1] ?? 0) || a - b);

test('whichever page is asked for first, it and all after it are those of the whole in order', () => {
  fc.assert(
    fc.property(
      days,
      fc.array(fc.tuple(fc.nat(60), fc.nat(60)), { minLength: 1 }),
      fc.boolean(),
      fc.func(fc.boolean()),
      (made, pages, byDay, chosen) => {
        const { grid, numbers } = gridOf(made);
        const has = (number: number): boolean => number > 0 && chosen(number);
        const found = numbers.filter(has);
        const whole = byDay ? inOrder(made, found) : found;
        const list = leafed({
          size: found.length,
          order: byDay ? grid.order('day') : null,
          end: grid.size,
          has,
          list: () => sortedList(byDay ? grid.day : null, Uint32Array.from(found)),
        });
        for (const [one, other] of pages) {
          const [from, to] = [Math.min(one, other), Math.max(one, other)];
          expect([...list.slice(from, to)]).toEqual(whole.slice(from, to));
        }
      },
    ),
  );
});

test('the order of all by day and by rating follows every change', () => {
  const grid = new Grid();
  const rated = (stars: number): number => (stars + 1) << 12;
  grid.set(1, { facets: 0, visibility: rated(2), earliest: 30, latest: 0 });
  grid.set(2, { facets: 0, visibility: rated(5), earliest: 20, latest: 0 });
  expect([...grid.order('day')]).toEqual([0, 2, 1]);
  expect([...grid.order('rating')]).toEqual([0, 1, 2]);
  grid.set(1, { facets: 0, visibility: rated(5), earliest: 0, latest: 10 });
  expect([...grid.order('day')]).toEqual([0, 1, 2]);
  grid.set(2, { facets: 0, visibility: 0, earliest: 20, latest: 0 });
  expect([...grid.order('rating')]).toEqual([0, 2, 1]);
  grid.set(3, { facets: 0, visibility: rated(1), earliest: 5, latest: 0 });
  expect([...grid.order('day')]).toEqual([0, 3, 1, 2]);
  expect([...grid.order('rating')]).toEqual([0, 2, 3, 1]);
  const copy = grid.copy();
  copy.set(3, { facets: 0, visibility: rated(1), earliest: 40, latest: 0 });
  expect([...copy.order('day')]).toEqual([0, 1, 2, 3]);
  expect([...grid.order('day')]).toEqual([0, 3, 1, 2]);
});
