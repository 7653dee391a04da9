import { afterEach, expect, test, vi } from 'vitest';
import { land } from '../../renderer/ui/pictures/landing.ts';

afterEach(() => vi.unstubAllGlobals());

test('pictures come at the next frame, in their order and only so many at once', () => {
  const frames: (() => void)[] = [];
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => frames.push(frame));
  const put: number[] = [];
  for (let picture = 0; picture < 20; picture += 1) land(() => put.push(picture));
  expect(put).toEqual([]);
  const counts: number[] = [];
  while (frames.length > 0) {
    // One frame is asked for, however many pictures wait.
    expect(frames).toHaveLength(1);
    frames.shift()?.();
    counts.push(put.length);
  }
  expect(counts).toEqual([8, 16, 20]);
  expect(put).toEqual(Array.from({ length: 20 }, (_, picture) => picture));
  land(() => put.push(99));
  frames.shift()?.();
  expect(put.at(-1)).toBe(99);
});
