import type { Part, PartLimits } from './parts.ts';
import type { Plane } from './plane.ts';

const perStep = 8;

/** The mean of squares of 8 pixels, smoothed over about 40, one value a square. */
function coarseMean({ data, width, height }: Plane): { mean: Float32Array; across: number } {
  const across = Math.ceil(width / perStep);
  const down = Math.ceil(height / perStep);
  const sums = new Float64Array((across + 1) * (down + 1));
  const counts = new Float64Array((across + 1) * (down + 1));
  const row = across + 1;
  const cell = new Float64Array(across);
  for (let cy = 0; cy < down; cy += 1) {
    cell.fill(0);
    const end = Math.min(height, (cy + 1) * perStep);
    for (let y = cy * perStep; y < end; y += 1)
      for (let x = 0; x < width; x += 1) {
        const cx = x >> 3;
        cell[cx] = (cell[cx] as number) + (data[y * width + x] as number);
      }
    let sum = 0;
    let count = 0;
    for (let cx = 0; cx < across; cx += 1) {
      sum += cell[cx] as number;
      count += (end - cy * perStep) * (Math.min(width, (cx + 1) * perStep) - cx * perStep);
      const at = (cy + 1) * row + cx + 1;
      sums[at] = (sums[at - row] as number) + sum;
      counts[at] = (counts[at - row] as number) + count;
    }
  }
  const mean = new Float32Array(across * down);
  const reach = 2;
  for (let cy = 0; cy < down; cy += 1) {
    const above = Math.max(0, cy - reach) * row;
    const below = Math.min(down, cy + reach + 1) * row;
    for (let cx = 0; cx < across; cx += 1) {
      const west = Math.max(0, cx - reach);
      const east = Math.min(across, cx + reach + 1);
      const over = (table: Float64Array): number =>
        (table[below + east] as number) -
        (table[above + east] as number) -
        (table[below + west] as number) +
        (table[above + west] as number);
      mean[cy * across + cx] = over(sums) / over(counts);
    }
  }
  return { mean, across };
}

export interface Standing {
  /** Times the mean around, and at least so many levels. */
  readonly times: number;
  readonly least: number;
}

/** Marks what stands out of a plane: 1 where its value is above what is usual around it. */
export function standingOut(plane: Plane, { times, least }: Standing): Uint8Array {
  const { data, width, height } = plane;
  const { mean, across } = coarseMean(plane);
  const mask = new Uint8Array(data.length);
  const floors = new Uint16Array(across);
  for (let y = 0; y < height; y += 1) {
    if (y % perStep === 0)
      for (let cell = 0; cell < across; cell += 1) {
        const usual = mean[(y / perStep) * across + cell] as number;
        floors[cell] = Math.max(least, Math.ceil(times * usual));
      }
    const row = y * width;
    for (let x = 0; x < width; x += 1)
      if ((data[row + x] as number) >= (floors[x >> 3] as number)) mask[row + x] = 1;
  }
  return mask;
}

/** The connected parts of a mask, which is used up; 8-connected. Their level is 1: their pixels are the mask's own. */
export function connectedParts(mask: Uint8Array, width: number, height: number, limits: PartLimits): Part[] {
  const parts: Part[] = [];
  const stack = new Int32Array(mask.length);
  for (let seed = 0; seed < mask.length; seed += 1) {
    if (mask[seed] !== 1) continue;
    let left = width;
    let right = 0;
    let top = height;
    let bottom = 0;
    let area = 0;
    mask[seed] = 2;
    stack[0] = seed;
    let waiting = 1;
    while (waiting > 0) {
      waiting -= 1;
      const pixel = stack[waiting] as number;
      const y = (pixel / width) | 0;
      const x = pixel - y * width;
      area += 1;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      if (y > bottom) bottom = y;
      const west = x > 0 ? -1 : 0;
      const east = x < width - 1 ? 1 : 0;
      const north = y > 0 ? -1 : 0;
      const south = y < height - 1 ? 1 : 0;
      for (let dy = north; dy <= south; dy += 1)
        for (let dx = west; dx <= east; dx += 1) {
          const next = pixel + dy * width + dx;
          if (mask[next] === 1) {
            mask[next] = 2;
            stack[waiting] = next;
            waiting += 1;
          }
        }
    }
    const across = right - left + 1;
    const down = bottom - top + 1;
    if (
      area < limits.leastArea ||
      Math.min(across, down) > limits.mostSide ||
      Math.max(across, down) > limits.mostLength
    )
      continue;
    parts.push({ left, right, top, bottom, area, seed, level: 2 });
  }
  return parts;
}
