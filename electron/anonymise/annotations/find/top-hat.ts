import { emptyPlane, type Plane, transposed } from './plane.ts';

/**
 * The smallest (or largest) value within `radius` along rows, by van Herk's and Gil's running extremes: three
 * comparisons a pixel whatever the radius.
 */
function alongRows({ data, width, height }: Plane, radius: number, smallest: boolean): Plane {
  const out = emptyPlane(width, height);
  const window = 2 * radius + 1;
  const blocks = Math.ceil((width + 2 * radius) / window);
  const length = blocks * window;
  const forward = new Uint8Array(length);
  const backward = new Uint8Array(length);
  const source = new Uint8Array(length).fill(smallest ? 255 : 0);
  for (let y = 0; y < height; y += 1) {
    source.set(data.subarray(y * width, (y + 1) * width), radius);
    for (let start = 0; start < length; start += window) {
      let best = source[start] as number;
      for (let at = start; at < start + window; at += 1) {
        const value = source[at] as number;
        if (smallest ? value < best : value > best) best = value;
        forward[at] = best;
      }
      best = source[start + window - 1] as number;
      for (let at = start + window - 1; at >= start; at -= 1) {
        const value = source[at] as number;
        if (smallest ? value < best : value > best) best = value;
        backward[at] = best;
      }
    }
    const row = y * width;
    for (let x = 0; x < width; x += 1) {
      const a = backward[x] as number;
      const b = forward[x + window - 1] as number;
      out.data[row + x] = smallest === a < b ? a : b;
    }
  }
  return out;
}

/** What stands out brightly over its surroundings and is narrower than `radius` on either side. */
export function topHat(plane: Plane, radius: number): Plane {
  const eroded = alongRows(transposed(alongRows(plane, radius, true)), radius, true);
  const opened = alongRows(transposed(alongRows(eroded, radius, false)), radius, false);
  for (let at = 0; at < opened.data.length; at += 1)
    opened.data[at] = (plane.data[at] as number) - (opened.data[at] as number);
  return opened;
}
