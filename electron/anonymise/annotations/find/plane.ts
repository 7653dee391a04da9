import type { Pixels } from '../../../media/look-result.ts';

/** One channel of a picture, rows from the top. */
export interface Plane {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

export const emptyPlane = (width: number, height: number): Plane => ({
  data: new Uint8Array(width * height),
  width,
  height,
});

/** The darkest of three colours must lie this far below the brightest before a picture counts as coloured. */
const colourful = 40;
/** One pixel in so many must be coloured: a single line of coloured writing is enough. */
const colouredShare = 1 / 5_000;
/**
 * From so many pixels on that are tinted by as little as this, it is not only the writing that is coloured but what
 * white may lie on, as the bars and buttons that a machine draws.
 */
const tinted = 12;
const tintedGround = 1 / 50;

interface Channels {
  readonly luma: Plane;
  /**
   * The brightest of the three colours, in which coloured writing is as bright as white, and the darkest, in which
   * white stands out from any colour: null where the ground is grey. Null for a grey picture.
   */
  readonly colour: { readonly brightest: Plane; readonly darkest: Plane | null } | null;
}

/** One value for each pixel from its three colours. What is transparent is taken as it is stored. */
function planeOf(
  { bytes, width, height, channels }: Pixels,
  of: (red: number, green: number, blue: number) => number,
): Plane {
  const plane = emptyPlane(width, height);
  for (let at = 0, from = 0; at < plane.data.length; at += 1, from += channels)
    plane.data[at] = of(bytes[from] as number, bytes[from + 1] as number, bytes[from + 2] as number);
  return plane;
}

/** How bright a pixel looks. */
export const lumaOf = (pixels: Pixels): Plane =>
  planeOf(pixels, (red, green, blue) => (red * 77 + green * 150 + blue * 29) >> 8);

const highest = (red: number, green: number, blue: number): number =>
  red > green ? (red > blue ? red : blue) : green > blue ? green : blue;
const lowest = (red: number, green: number, blue: number): number =>
  red < green ? (red < blue ? red : blue) : green < blue ? green : blue;

/** Takes the channels in which writing is looked for. */
export function channelsOf(pixels: Pixels): Channels {
  const luma = lumaOf(pixels);
  const brightest = planeOf(pixels, highest);
  const darkest = planeOf(pixels, lowest);
  let [coloured, tints] = [0, 0];
  for (let at = 0; at < luma.data.length; at += 1) {
    const apart = (brightest.data[at] as number) - (darkest.data[at] as number);
    if (apart > colourful) coloured += 1;
    if (apart > tinted) tints += 1;
  }
  if (coloured <= luma.data.length * colouredShare) return { luma, colour: null };
  return { luma, colour: { brightest, darkest: tints > luma.data.length * tintedGround ? darkest : null } };
}

export function inverted({ data, width, height }: Plane): Plane {
  const out = emptyPlane(width, height);
  for (let at = 0; at < data.length; at += 1) out.data[at] = 255 - (data[at] as number);
  return out;
}

/** The mean of squares of `factor` pixels a side. */
export function shrunk({ data, width, height }: Plane, factor: number): Plane {
  if (factor === 1) return { data, width, height };
  const out = emptyPlane(Math.floor(width / factor), Math.floor(height / factor));
  const count = factor * factor;
  for (let y = 0; y < out.height; y += 1) {
    for (let x = 0; x < out.width; x += 1) {
      let sum = 0;
      for (let row = 0; row < factor; row += 1) {
        const start = (y * factor + row) * width + x * factor;
        for (let column = 0; column < factor; column += 1) sum += data[start + column] as number;
      }
      out.data[y * out.width + x] = sum / count;
    }
  }
  return out;
}

/** Weights of four neighbours for a place between the middle two: Catmull and Rom's cubic, which keeps edges steep. */
function cubicWeights(share: number): [number, number, number, number] {
  const square = share * share;
  const cube = square * share;
  return [
    (-cube + 2 * square - share) / 2,
    (3 * cube - 5 * square + 2) / 2,
    (-3 * cube + 4 * square + share) / 2,
    (cube - square) / 2,
  ];
}

function stretchedRows({ data, width, height }: Plane, factor: number): Plane {
  const out = emptyPlane(width * factor, height);
  for (let phase = 0; phase < factor; phase += 1) {
    const offset = (phase + 0.5) / factor - 0.5;
    const shift = Math.floor(offset);
    const [a, b, c, d] = cubicWeights(offset - shift);
    for (let y = 0; y < height; y += 1) {
      const row = y * width;
      for (let x = 0; x < width; x += 1) {
        const at = x + shift;
        const last = width - 1;
        const v0 = data[row + (at < 1 ? 0 : at - 1)] as number;
        const v1 = data[row + (at < 0 ? 0 : at)] as number;
        const v2 = data[row + (at + 1 > last ? last : at + 1)] as number;
        const v3 = data[row + (at + 2 > last ? last : at + 2)] as number;
        const value = a * v0 + b * v1 + c * v2 + d * v3 + 0.5;
        out.data[y * out.width + x * factor + phase] = value < 0 ? 0 : value > 255 ? 255 : value;
      }
    }
  }
  return out;
}

/** Rows become columns. In squares, so that neither side runs out of the cache. */
export function transposed({ data, width, height }: Plane): Plane {
  const out = emptyPlane(height, width);
  const side = 32;
  for (let top = 0; top < height; top += side)
    for (let left = 0; left < width; left += side)
      for (let y = top; y < Math.min(height, top + side); y += 1)
        for (let x = left; x < Math.min(width, left + side); x += 1)
          out.data[x * height + y] = data[y * width + x] as number;
  return out;
}

/** Enlarged by a whole factor. */
export const enlarged = (plane: Plane, factor: number): Plane =>
  factor === 1 ? plane : transposed(stretchedRows(transposed(stretchedRows(plane, factor)), factor));
