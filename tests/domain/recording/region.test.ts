import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Orientation,
  toStored,
  toUpright,
  uprightSize,
} from '../../../shared/domain/recording/orientation.ts';
import { clampRegion, parseRegions, regionLimit } from '../../../shared/domain/recording/region.ts';

const size = { width: 100, height: 60 };
const one = (region: unknown) => parseRegions([region], size);

describe('regions', () => {
  it('takes a rectangle that touches every edge', () => {
    expect(one({ x: 0, y: 0, w: 100, h: 60 })).toEqual({ ok: true, value: [{ x: 0, y: 0, w: 100, h: 60 }] });
  });

  it('grows fractions to whole pixels', () => {
    expect(one({ x: 1.6, y: 2.2, w: 3, h: 1.1 })).toEqual({ ok: true, value: [{ x: 1, y: 2, w: 4, h: 2 }] });
  });

  it.each([
    ['no list', 'x'],
    ['no rectangle', [7]],
    ['null', [null]],
    ['a missing number', [{ x: 1, y: 1, w: 1 }]],
    ['a number that is none', [{ x: Number.NaN, y: 1, w: 1, h: 1 }]],
    ['an infinite size', [{ x: 1, y: 1, w: Number.POSITIVE_INFINITY, h: 1 }]],
    ['no size', [{ x: 1, y: 1, w: 0, h: 4 }]],
    ['a negative size', [{ x: 5, y: 5, w: -1, h: 4 }]],
    ['a place left of the picture', [{ x: -1, y: 0, w: 4, h: 4 }]],
    ['a place below the picture', [{ x: 0, y: 58, w: 4, h: 4 }]],
  ])('refuses %s', (_name, input) => {
    expect(parseRegions(input, size).ok).toBe(false);
  });

  it('refuses more than a thousand', () => {
    const many = Array.from({ length: regionLimit + 1 }, () => ({ x: 0, y: 0, w: 1, h: 1 }));
    expect(parseRegions(many, size).ok).toBe(false);
    expect(parseRegions(many.slice(1), size).ok).toBe(true);
  });

  it('clamps what a hand drew over an edge', () => {
    expect(clampRegion({ x: -5, y: 50, w: 10, h: 40 }, size)).toEqual({ x: 0, y: 50, w: 5, h: 10 });
    expect(clampRegion({ x: 200, y: 0, w: 5, h: 5 }, size)).toBeNull();
  });
});

describe('orientation', () => {
  const regions = fc.record({
    orientation: fc.integer({ min: 1, max: 8 }) as fc.Arbitrary<Orientation>,
    x: fc.nat(40),
    y: fc.nat(40),
    w: fc.integer({ min: 1, max: 20 }),
    h: fc.integer({ min: 1, max: 20 }),
  });

  it('maps a region there and back', () => {
    fc.assert(
      fc.property(regions, ({ orientation, ...region }) => {
        const stored = { width: 97, height: 71 };
        expect(toUpright(toStored(region, stored, orientation), stored, orientation)).toEqual(region);
      }),
    );
  });

  it('swaps sides for turned pictures only', () => {
    expect(uprightSize(size, 3)).toEqual(size);
    expect(uprightSize(size, 6)).toEqual({ width: 60, height: 100 });
  });
});
