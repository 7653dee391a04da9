import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { target } from '../../renderer/ui/pictures/moving.ts';
import { drawnHeight, follow, type Place, placeFor, toShow } from '../../renderer/ui/pictures/tall-scroll.ts';

const rowHeight = 204;
/** A million pictures in five columns. */
const million = { whole: 200_000 * rowHeight, inSight: 600 };
const start: Place = { scrollTop: 0, top: 0 };

describe('scrolling what is taller than a browser draws', () => {
  it('draws no more than Chromium places well', () => {
    expect(million.whole).toBeGreaterThan(33_554_432);
    expect(drawnHeight(million)).toBeLessThan(10_000_000);
  });

  it('goes pixel by pixel for a wheel, and reaches every row by it', () => {
    let place = start;
    for (let turn = 0; turn < 1_000; turn += 1) {
      const next = follow(million, place, place.scrollTop + 120);
      expect(next.top - place.top).toBe(120);
      // At rest the bar is put back to its share of the way.
      place = turn % 10 === 9 ? placeFor(million, next.top) : next;
    }
  });

  it('goes by shares when the bar is dragged: its ends are the ends of all', () => {
    const end = drawnHeight(million) - million.inSight;
    expect(follow(million, start, end).top).toBe(million.whole - million.inSight);
    expect(follow(million, start, end / 2).top).toBeCloseTo((million.whole - million.inSight) / 2, 3);
    expect(follow(million, { scrollTop: end, top: million.whole - million.inSight }, 0).top).toBe(0);
  });

  it('never stands past the end, whatever the height: the end of all is the end of the bar', () => {
    for (let rows = 40_000; rows < 1_000_000; rows += 997) {
      const tall = { whole: rows * rowHeight, inSight: 509 };
      expect(placeFor(tall, tall.whole).scrollTop).toBeLessThanOrEqual(drawnHeight(tall) - tall.inSight);
    }
  });

  it('brings any row of any library whole into sight', () => {
    const cases = fc.record({
      rows: fc.integer({ min: 1, max: 1_000_000 }),
      inSight: fc.integer({ min: 210, max: 2_000 }),
      from: fc.double({ min: 0, max: 1, noNaN: true }),
      to: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(cases, ({ rows, inSight, from, to }) => {
        const tall = { whole: rows * rowHeight, inSight };
        const row = Math.floor(to * (rows - 1));
        const place = toShow(tall, placeFor(tall, from * tall.whole), row, rowHeight);
        expect(place.top).toBeLessThanOrEqual(row * rowHeight);
        expect(place.top + inSight).toBeGreaterThanOrEqual((row + 1) * rowHeight);
        expect(place.scrollTop).toBeLessThanOrEqual(Math.max(0, drawnHeight(tall) - inSight));
      }),
    );
  });
});

describe('where a key leads', () => {
  const lying = { total: 23, columns: 5, rowsInSight: 3 };
  it.each([
    ['ArrowRight', 0, 1],
    ['ArrowLeft', 0, 0],
    ['ArrowDown', 19, 22],
    ['ArrowUp', 3, 3],
    ['PageDown', 2, 17],
    ['PageUp', 17, 2],
    ['Home', 17, 0],
    ['End', 2, 22],
  ] as const)('%s from %i to %i', (key, from, to) => {
    expect(target(key, from, lying)).toBe(to);
  });
  it('is nowhere for a letter', () => expect(target('q', 3, lying)).toBeNull());
});
