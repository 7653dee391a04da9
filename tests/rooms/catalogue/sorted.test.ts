import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Grid } from '../../../electron/catalogue/sqlite/grid.ts';
import { SortedByDay } from '../../../electron/catalogue/sqlite/sorted.ts';

const lastDay = 65_535;
const days = fc.array(fc.oneof(fc.integer({ min: 0, max: 4 }), fc.constantFrom(40_000, lastDay)), {
  minLength: 1,
  maxLength: 60,
});

function gridOf(made: readonly number[]): { grid: Grid; numbers: Uint32Array } {
  const grid = new Grid();
  for (const [at, day] of made.entries()) {
    const known = at % 2 === 0 ? { earliest: day, latest: 0 } : { earliest: 0, latest: day };
    grid.set(at + 1, { facets: 0, visibility: 0, ...known });
  }
  return { grid, numbers: Uint32Array.from(made, (_, at) => at + 1) };
}

test('whichever page is asked for first, it and all after it are those of the whole in order', () => {
  fc.assert(
    fc.property(days, fc.array(fc.tuple(fc.nat(60), fc.nat(60)), { minLength: 1 }), (made, pages) => {
      const { grid, numbers } = gridOf(made);
      const whole = [...numbers].sort((a, b) => (made[a - 1] ?? 0) - (made[b - 1] ?? 0) || a - b);
      const list = new SortedByDay(grid, numbers.slice());
      expect(list.size).toBe(whole.length);
      for (const [one, other] of pages) {
        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        expect([...list.slice(from, to)]).toEqual(whole.slice(from, to));
      }
    }),
  );
});
