/** A picture in shades of grey, 0 to 255, rows from the top. */
export interface GreyPicture {
  readonly grey: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** A rectangle in a picture, in its own pixels; fractions are allowed. */
export interface Window {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export const whole = ({ width, height }: GreyPicture): Window => ({ left: 0, top: 0, width, height });

/** Sums of all samples above and to the left of each corner, so that the mean of any rectangle costs four look-ups. */
export interface Summed {
  readonly sums: Float64Array;
  readonly width: number;
  readonly height: number;
}

interface Samples extends Pick<GreyPicture, 'width' | 'height'> {
  readonly grey: ArrayLike<number>;
}

export function summed({ grey, width, height }: Samples): Summed {
  const across = width + 1;
  const sums = new Float64Array(across * (height + 1));
  for (let y = 0; y < height; y += 1) {
    let row = 0;
    for (let x = 0; x < width; x += 1) {
      row += grey[y * width + x] ?? 0;
      sums[(y + 1) * across + x + 1] = (sums[y * across + x + 1] ?? 0) + row;
    }
  }
  return { sums, width, height };
}

/** Borders of `side` cells over a length, in whole pixels, each cell at least one wide. */
function borders(from: number, length: number, side: number, end: number): Int32Array {
  const places = new Int32Array(side * 2);
  for (let cell = 0; cell < side; cell += 1) {
    const first = Math.min(end - 1, Math.max(0, Math.round(from + (length * cell) / side)));
    const last = Math.min(end, Math.max(first + 1, Math.round(from + (length * (cell + 1)) / side)));
    places[cell * 2] = first;
    places[cell * 2 + 1] = last;
  }
  return places;
}

/** What lies in a window as `side` × `side` grey samples, each the mean of its cell. */
export function sampled({ sums, width, height }: Summed, window: Window, side: number): Uint8Array {
  const samples = new Uint8Array(side * side);
  const columns = borders(window.left, window.width, side, width);
  const rows = borders(window.top, window.height, side, height);
  const across = width + 1;
  for (let row = 0; row < side; row += 1) {
    const top = (rows[row * 2] ?? 0) * across;
    const bottom = (rows[row * 2 + 1] ?? 0) * across;
    const tall = (bottom - top) / across;
    for (let column = 0; column < side; column += 1) {
      const left = columns[column * 2] ?? 0;
      const right = columns[column * 2 + 1] ?? 0;
      const sum =
        (sums[bottom + right] ?? 0) -
        (sums[bottom + left] ?? 0) -
        (sums[top + right] ?? 0) +
        (sums[top + left] ?? 0);
      samples[row * side + column] = Math.round(sum / (tall * (right - left)));
    }
  }
  return samples;
}

/** Borders of `side` cells over a length, to the parts of a pixel. */
const fineBorders = (from: number, length: number, side: number, end: number): Float64Array =>
  Float64Array.from({ length: side + 1 }, (_, cell) =>
    Math.min(end, Math.max(0, from + (length * cell) / side)),
  );

/** The sum of all above and to the left of a place between corners. */
function sumAt({ sums, width, height }: Summed, x: number, y: number): number {
  const left = Math.min(width - 1, Math.floor(x));
  const top = Math.min(height - 1, Math.floor(y));
  const at = top * (width + 1) + left;
  const below = at + width + 1;
  const upper = (sums[at] ?? 0) * (left + 1 - x) + (sums[at + 1] ?? 0) * (x - left);
  const lower = (sums[below] ?? 0) * (left + 1 - x) + (sums[below + 1] ?? 0) * (x - left);
  return upper * (top + 1 - y) + lower * (y - top);
}

/**
 * What lies in a window as `side` × `side` means of its cells, to the parts of a pixel: whole pixels of a small
 * picture are too coarse to lay its detail over that of another.
 */
export function averaged(summed: Summed, window: Window, side: number): Float64Array {
  const columns = fineBorders(window.left, window.width, side, summed.width);
  const rows = fineBorders(window.top, window.height, side, summed.height);
  const across = side + 1;
  const corners = new Float64Array(across * across);
  for (let row = 0; row < across; row += 1)
    for (let column = 0; column < across; column += 1)
      corners[row * across + column] = sumAt(summed, columns[column] ?? 0, rows[row] ?? 0);
  const cell = (window.width * window.height) / (side * side);
  const means = new Float64Array(side * side);
  for (let row = 0; row < side; row += 1) {
    for (let column = 0; column < side; column += 1) {
      const at = row * across + column;
      const upper = (corners[at + 1] ?? 0) - (corners[at] ?? 0);
      const lower = (corners[at + across + 1] ?? 0) - (corners[at + across] ?? 0);
      means[row * side + column] = (lower - upper) / cell;
    }
  }
  return means;
}
