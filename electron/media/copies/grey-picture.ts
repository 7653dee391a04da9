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
export function borders(from: number, length: number, side: number, end: number): Int32Array {
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

/** Borders of `side` cells over a length, to the parts of a pixel: the whole pixels before each, and the part of the next. */
function fineBorders(from: number, length: number, side: number, end: number) {
  const wholes = new Int32Array(side + 1);
  const parts = new Float64Array(side + 1);
  for (let cell = 0; cell <= side; cell += 1) {
    const place = Math.min(end, Math.max(0, from + (length * cell) / side));
    const before = Math.min(end - 1, Math.floor(place));
    wholes[cell] = before;
    parts[cell] = place - before;
  }
  return { wholes, parts };
}

/** The sums of all above and to the left of each corner of the cells, which lie between whole pixels. */
function cornersOf({ sums, width, height }: Summed, window: Window, side: number): Float64Array {
  const columns = fineBorders(window.left, window.width, side, width);
  const rows = fineBorders(window.top, window.height, side, height);
  const corners = new Float64Array((side + 1) * (side + 1));
  for (let row = 0, at = 0; row <= side; row += 1) {
    const upper = (rows.wholes[row] ?? 0) * (width + 1);
    const lower = upper + width + 1;
    const down = rows.parts[row] ?? 0;
    for (let column = 0; column <= side; column += 1, at += 1) {
      const place = columns.wholes[column] ?? 0;
      const along = columns.parts[column] ?? 0;
      const above = (sums[upper + place] ?? 0) * (1 - along) + (sums[upper + place + 1] ?? 0) * along;
      const below = (sums[lower + place] ?? 0) * (1 - along) + (sums[lower + place + 1] ?? 0) * along;
      corners[at] = above * (1 - down) + below * down;
    }
  }
  return corners;
}

/**
 * What lies in a window as `side` × `side` means of its cells, to the parts of a pixel: whole pixels of a small
 * picture are too coarse to lay its detail over that of another.
 */
export function averaged(summed: Summed, window: Window, side: number): Float64Array {
  const corners = cornersOf(summed, window, side);
  const across = side + 1;
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
