import { expect, it } from 'vitest';
import { componentTree } from '../../../../electron/anonymise/annotations/find/component-tree.ts';
import type { Plane } from '../../../../electron/anonymise/annotations/find/plane.ts';
import { topHat } from '../../../../electron/anonymise/annotations/find/top-hat.ts';
import { seeded, whole } from '../../../bench/seeded.ts';

function noise(seed: number, width: number, height: number, levels: number): Plane {
  const random = seeded(seed);
  return {
    data: Uint8Array.from({ length: width * height }, () => whole(random, levels) * 10),
    width,
    height,
  };
}

interface Box {
  readonly level: number;
  readonly area: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const inOrder = (boxes: readonly Box[]): string[] => boxes.map((box) => JSON.stringify(box)).sort();

/** The part around a pixel at a threshold, by looking at its neighbours until nothing is added. */
function floodedFrom({ data, width, height }: Plane, start: number, level: number, seen: Set<number>): Box {
  const pixels = [start];
  seen.add(start);
  for (const pixel of pixels) {
    const x = pixel % width;
    for (const next of [
      x > 0 ? pixel - 1 : -1,
      x < width - 1 ? pixel + 1 : -1,
      pixel - width,
      pixel + width < width * height ? pixel + width : -1,
    ])
      if (next >= 0 && !seen.has(next) && (data[next] ?? 0) >= level) {
        seen.add(next);
        pixels.push(next);
      }
  }
  const xs = pixels.map((pixel) => pixel % width);
  const ys = pixels.map((pixel) => Math.floor(pixel / width));
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  return { level, area: pixels.length, left, right, top: Math.min(...ys), bottom: Math.max(...ys) };
}

/** Every connected part that has a pixel of its own level, threshold by threshold. */
function partsByThreshold(plane: Plane, levels: readonly number[]): Box[] {
  return levels.flatMap((level) => {
    const seen = new Set<number>();
    return Array.from(plane.data).flatMap((value, at) =>
      value === level && !seen.has(at) ? [floodedFrom(plane, at, level, seen)] : [],
    );
  });
}

it.each([1, 2, 3])('knows every bright part of a picture over all thresholds (%i)', (seed) => {
  const plane = noise(seed, 23, 17, 6);
  const { count, level, area, left, right, top, bottom, parent } = componentTree(plane);
  const found = Array.from({ length: count }, (_, part) => ({
    level: level[part] ?? 0,
    area: area[part] ?? 0,
    left: left[part] ?? 0,
    right: right[part] ?? 0,
    top: top[part] ?? 0,
    bottom: bottom[part] ?? 0,
  }));
  // The darkest level is the ground, which is no part.
  expect(inOrder(found)).toEqual(inOrder(partsByThreshold(plane, [10, 20, 30, 40, 50])));
  for (let part = 0; part < count; part += 1) {
    const larger = parent[part] ?? 0;
    if (larger !== part) expect(level[larger]).toBeLessThan(level[part] ?? 0);
  }
});

/** The extreme of a square around a pixel, what lies outside left out. */
function extreme({ data, width, height }: Plane, radius: number, of: (...values: number[]) => number): Plane {
  const out = Uint8Array.from(data, (_, at) => {
    const [x, y] = [at % width, Math.floor(at / width)];
    const values: number[] = [];
    for (let row = Math.max(0, y - radius); row <= Math.min(height - 1, y + radius); row += 1)
      for (let column = Math.max(0, x - radius); column <= Math.min(width - 1, x + radius); column += 1)
        values.push(data[row * width + column] ?? 0);
    return of(...values);
  });
  return { data: out, width, height };
}

it.each([1, 5, 7, 14])('takes away all that is wider than a radius of %i', (radius) => {
  const plane = noise(radius, 41, 29, 26);
  const opened = extreme(extreme(plane, radius, Math.min), radius, Math.max);
  expect(topHat(plane, radius).data).toEqual(plane.data.map((value, at) => value - (opened.data[at] ?? 0)));
});
