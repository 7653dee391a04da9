import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barsOf } from '../../../shared/domain/recording/loudness.ts';

describe('how loud a sound is', () => {
  it('is drawn with its loudest part at the top, whatever the number of bars', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -128, max: 127 }), { minLength: 2, maxLength: 2_000 }),
        fc.integer({ min: 1, max: 500 }),
        (samples, columns) => {
          const bars = barsOf(Int8Array.from(samples), columns);
          expect(bars).toHaveLength(columns);
          for (const bar of bars) expect(bar >= 0 && bar <= 1).toBe(true);
        },
      ),
    );
    expect(barsOf(Int8Array.from([-10, 20, -64, 3]), 2)).toEqual([20 / 64, 1]);
    expect(barsOf(new Int8Array(), 5)).toEqual([]);
  });
});
