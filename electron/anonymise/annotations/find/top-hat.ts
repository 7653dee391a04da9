import { emptyPlane, type Plane } from './plane.ts';

/** Lets each place take the smaller of its own value and the one `shift` further on, without a branch. */
function lowered(data: Uint8Array, shift: number): void {
  const end = data.length - shift;
  for (let at = 0; at < end; at += 1) {
    const own = data[at] as number;
    const more = (data[at + shift] as number) - own;
    data[at] = own + (more & (more >> 31));
  }
}

/** The same with the larger. */
function raised(data: Uint8Array, shift: number): void {
  const end = data.length - shift;
  for (let at = 0; at < end; at += 1) {
    const own = data[at] as number;
    const less = own - (data[at + shift] as number);
    data[at] = own - (less & (less >> 31));
  }
}

/** The extreme of each place and the `window - 1` after it, in steps that double what is looked over. */
function slid(data: Uint8Array, window: number, stride: number, step: typeof lowered): void {
  let reach = 1;
  for (; 2 * reach <= window; reach *= 2) step(data, reach * stride);
  if (reach < window) step(data, (window - reach) * stride);
}

/** A picture with `radius` pixels of one value all around. */
function framed(
  { width, height }: Plane,
  radius: number,
  value: number,
  row: (y: number) => Uint8Array,
): Uint8Array {
  const across = width + 2 * radius;
  const out = new Uint8Array(across * (height + 2 * radius)).fill(value);
  for (let y = 0; y < height; y += 1) out.set(row(y), (y + radius) * across + radius);
  return out;
}

/** What stands out brightly over its surroundings and is narrower than `radius` on either side. */
export function topHat(plane: Plane, radius: number): Plane {
  const { data, width, height } = plane;
  const window = 2 * radius + 1;
  const across = width + 2 * radius;
  const eroded = framed(plane, radius, 255, (y) => data.subarray(y * width, (y + 1) * width));
  for (const stride of [1, across]) slid(eroded, window, stride, lowered);
  const opened = framed(plane, radius, 0, (y) => eroded.subarray(y * across, y * across + width));
  for (const stride of [1, across]) slid(opened, window, stride, raised);
  const out = emptyPlane(width, height);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const at = y * width + x;
      out.data[at] = (data[at] as number) - (opened[y * across + x] as number);
    }
  return out;
}
