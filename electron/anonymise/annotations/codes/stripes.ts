import { clampRegion, type Region } from '../../../../shared/domain/recording/region.ts';
import type { Pixels } from '../../../media/look-result.ts';

/** A line across stripes changes between dark and light at least so often. */
const fewestChanges = 8;
/** A further line still crosses the stripes where it changes this share as often. */
const likeness = 0.5;
/** How far stripes that stand aslant move aside for each pixel that they are followed. */
const slant = 0.4;

/** How often the level changes between dark and light along pixels of the picture, `stride` samples apart. */
function changesAlong({ bytes }: Pixels, from: number, stride: number, count: number): number {
  let darkest = 255;
  let lightest = 0;
  for (let index = 0; index < count; index += 1) {
    const value = bytes[from + index * stride] ?? 0;
    if (value < darkest) darkest = value;
    if (value > lightest) lightest = value;
  }
  const middle = (darkest + lightest) / 2;
  let changes = 0;
  for (let index = 1; index < count; index += 1) {
    const before = (bytes[from + (index - 1) * stride] ?? 0) > middle;
    if ((bytes[from + index * stride] ?? 0) > middle !== before) changes += 1;
  }
  return changes;
}

/** How many lines beyond the box on either side still cross the stripes of its middle; along rows or columns. */
function reachOf(pixels: Pixels, box: Region, upright: boolean): readonly [number, number] {
  const { width, height, channels } = pixels;
  const [start, length] = upright ? [box.x, box.w] : [box.y, box.h];
  const [low, high, end] = upright ? [box.y, box.y + box.h, height] : [box.x, box.x + box.w, width];
  const [step, across] = upright ? [width, 1] : [1, width];
  const green = Math.min(1, channels - 1);
  const changes = (line: number): number =>
    changesAlong(pixels, (line * step + start * across) * channels + green, across * channels, length);
  const usual = changes((low + high) >> 1);
  if (usual < fewestChanges) return [0, 0];
  const furthest = Math.max(box.w, box.h);
  const follow = (from: number, by: number): number => {
    let line = from;
    while (line >= 0 && line < end && Math.abs(line - from) < furthest && changes(line) >= likeness * usual)
      line += by;
    return Math.abs(line - from);
  };
  return [follow(low - 1, -1), follow(high, 1)];
}

/** A reader names the lines on which it read a code; its stripes reach further. */
export function alongStripes(pixels: Pixels, found: Region): Region {
  const box = clampRegion(found, pixels);
  if (!box) return found;
  const [above, below] = reachOf(pixels, box, true);
  const [before, after] = reachOf(pixels, box, false);
  const [across, down] = [
    Math.ceil(slant * Math.max(above, below)),
    Math.ceil(slant * Math.max(before, after)),
  ];
  const x = box.x - before - across;
  const y = box.y - above - down;
  return { x, y, w: box.w + before + after + 2 * across, h: box.h + above + below + 2 * down };
}
