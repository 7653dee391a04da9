import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterFrame,
  beforeFrame,
  frameAt,
  looped,
  marked,
  nextSpeed,
  shuttled,
  timeText,
} from '../../../renderer/parts/player/timing.ts';

describe('playing', () => {
  it('shuttles as J K L do: at once the other way, twice as fast along it, four times at most', () => {
    expect([0, 1, 2, 4, -2].map((running) => shuttled(running, 1))).toEqual([1, 2, 4, 4, 1]);
    expect([0, -1, -2, -4, 1].map((running) => shuttled(running, -1))).toEqual([-1, -2, -4, -4, -1]);
  });

  it('goes through the speeds and stays at the last', () => {
    expect([0.25, 1, 4].map((speed) => nextSpeed(speed, 1))).toEqual([0.5, 1.5, 4]);
    expect([4, 1, 0.25].map((speed) => nextSpeed(speed, -1))).toEqual([2, 0.5, 0.25]);
  });

  it('keeps the beginning of a repeated part before its end', () => {
    expect(marked({ from: 2 }, 'to', 5)).toEqual({ from: 2, to: 5 });
    expect(marked({ from: 2, to: 5 }, 'from', 7)).toEqual({ from: 7 });
    expect(marked({ from: 2, to: 5 }, 'to', 1)).toEqual({ to: 1 });
    expect(looped(5, { from: 2, to: 5 }, 60)).toBe(2);
    expect(looped(4, { from: 2, to: 5 }, 60)).toBeNull();
    expect(looped(60, {}, 60)).toBe(0);
  });

  it('lands inside the frame before and after, at every usual rate', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(10, 23.976, 25, 29.97, 50, 59.94, 120),
        fc.integer({ min: 1, max: 5_000 }),
        (rate, number) => {
          const frame = 1 / rate;
          const shown = number * frame;
          expect(Math.floor(beforeFrame(shown, frame) * rate + 1e-9)).toBe(number - 1);
          expect(Math.floor(beforeFrame(shown, null) * rate + 1e-9)).toBe(number - 1);
          expect(Math.floor(afterFrame(shown, frame) * rate + 1e-9)).toBe(number + 1);
          expect(frameAt(shown, frame)).toBe(number + 1);
        },
      ),
    );
    expect(frameAt(3, null)).toBeNull();
  });

  it('says times to the hundredth', () => {
    expect([0, 3.456, 63, 3_723.4].map(timeText)).toEqual(['0:00.00', '0:03.45', '1:03.00', '1:02:03.40']);
  });
});
