import { describe, expect, it } from 'vitest';
import { moved, still } from '../../renderer/ui/pictures/rush.ts';

const inSight = 600;

/** The pace after each of so many steps, each of so many pixels and milliseconds. */
function paces(pixels: number, ms: number, steps: number): string[] {
  let movement = still;
  return Array.from({ length: steps }, (_, step) => {
    movement = moved(movement, pixels * step, inSight, 1_000 + ms * step);
    return movement.pace;
  });
}

describe('the pace of pictures', () => {
  it('is slow where there is time to look: a wheel, a page at a time, a single leap', () => {
    expect(new Set(paces(20, 16, 100))).toEqual(new Set(['slow']));
    expect(new Set(paces(600, 400, 10))).toEqual(new Set(['slow']));
    expect(paces(1_000_000, 16, 2)).toEqual(['slow', 'slow']);
  });

  it('is fast or leaping after some frames, and slow as soon as it slows down', () => {
    expect(paces(67, 16, 12).at(-1)).toBe('fast');
    expect(paces(340, 16, 12).at(-1)).toBe('leaping');
    const leaping = { from: 0, since: 0, heard: 100, pace: 'leaping' } as const;
    expect(moved(leaping, 30, inSight, 105).pace).toBe('slow');
    // After a rest a movement begins anew.
    expect(moved(leaping, 90_000, inSight, 400).pace).toBe('slow');
  });
});
