import { averaged, type Summed, type Window } from './grey-picture.ts';

/** Two pictures laid over each other: what both show, as so many samples a side. */
export interface Laid {
  readonly asked: Float64Array;
  readonly known: Float64Array;
  /** What both show, in the picture asked about. */
  readonly shared: Window;
}

/** A picture that may lie in another: what of it is seen, and where it lay. */
export interface Pair {
  readonly asked: Summed;
  readonly known: Summed;
  readonly seen: Window;
}

/** What both show, where the known picture lay so in the one asked about. */
export function laid({ asked, known, seen }: Pair, before: Window, side: number): Laid {
  const left = Math.max(0, before.left);
  const top = Math.max(0, before.top);
  const width = Math.min(asked.width, before.left + before.width) - left;
  const height = Math.min(asked.height, before.top + before.height) - top;
  const [scaleX, scaleY] = [seen.width / before.width, seen.height / before.height];
  const shared = { left, top, width, height };
  const inKnown = {
    left: seen.left + (left - before.left) * scaleX,
    top: seen.top + (top - before.top) * scaleY,
    width: width * scaleX,
    height: height * scaleY,
  };
  return { asked: averaged(asked, shared, side), known: averaged(known, inKnown, side), shared };
}

/** How alike two lists of samples are but for brightness and contrast, from -1 to 1. */
export function correlated(one: Float64Array, other: Float64Array): number {
  const { product, square, otherSquare } = moments(one, other);
  return square === 0 || otherSquare === 0 ? 0 : product / Math.sqrt(square * otherSquare);
}

function moments(one: Float64Array, other: Float64Array) {
  const [mean, otherMean] = [meanOf(one), meanOf(other)];
  let [product, square, otherSquare] = [0, 0, 0];
  for (let at = 0; at < one.length; at += 1) {
    const a = (one[at] ?? 0) - mean;
    const b = (other[at] ?? 0) - otherMean;
    product += a * b;
    square += a * a;
    otherSquare += b * b;
  }
  return { mean, otherMean, product, square, otherSquare };
}

const meanOf = (samples: Float64Array): number =>
  samples.reduce((sum, value) => sum + value, 0) / samples.length;

/** The unknowns of four equations whose last column is the right side; null where they do not stand for themselves. */
function solved(equations: readonly Float64Array[]): readonly number[] | null {
  for (const [at, equation] of equations.entries()) {
    const pivot = equation[at] ?? 0;
    if (Math.abs(pivot) < 1e-6) return null;
    for (const other of equations) {
      if (other === equation) continue;
      const share = (other[at] ?? 0) / pivot;
      for (let column = at; column < other.length; column += 1)
        other[column] = (other[column] ?? 0) - share * (equation[column] ?? 0);
    }
  }
  return equations.map((equation, at) => (equation.at(-1) ?? 0) / (equation[at] ?? 1));
}

/**
 * By how many samples the picture asked about has to be moved across, widened, moved down and heightened to lie on the
 * known one: least squares on the slopes of both (Lucas and Kanade's method), its brightness made like the other's.
 */
function stepBetween({ asked, known }: Laid, side: number): readonly number[] | null {
  const { mean, otherMean, product, square } = moments(asked, known);
  const gain = square === 0 ? 0 : product / square;
  let [xx, xxu, xxuu, xy, xyv, xyu, xyuv, yy, yyv, yyvv] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
  let [xo, xuo, yo, yvo] = [0, 0, 0, 0];
  for (let row = 1; row < side - 1; row += 1) {
    const v = (row + 0.5) / side - 0.5;
    for (let column = 1; column < side - 1; column += 1) {
      const at = row * side + column;
      const u = (column + 0.5) / side - 0.5;
      const before = gain * (asked[at - 1] ?? 0) + (known[at - 1] ?? 0);
      const above = gain * (asked[at - side] ?? 0) + (known[at - side] ?? 0);
      const x = (gain * (asked[at + 1] ?? 0) + (known[at + 1] ?? 0) - before) / 4;
      const y = (gain * (asked[at + side] ?? 0) + (known[at + side] ?? 0) - above) / 4;
      const off = (known[at] ?? 0) - otherMean - gain * ((asked[at] ?? 0) - mean);
      xx += x * x;
      xxu += x * x * u;
      xxuu += x * x * u * u;
      xy += x * y;
      xyv += x * y * v;
      xyu += x * y * u;
      xyuv += x * y * u * v;
      yy += y * y;
      yyv += y * y * v;
      yyvv += y * y * v * v;
      xo += x * off;
      xuo += x * u * off;
      yo += y * off;
      yvo += y * v * off;
    }
  }
  return solved([
    Float64Array.of(xx, xxu, xy, xyv, xo),
    Float64Array.of(xxu, xxuu, xyu, xyuv, xuo),
    Float64Array.of(xy, xyu, yy, yyv, yo),
    Float64Array.of(xyv, xyuv, yyv, yyvv, yvo),
  ]);
}

/** A step goes no further than this, in samples: slopes say nothing of what lies beyond. */
const furthest = 1.5;
/** A step that moves nothing by more is the last. */
const least = 0.02;

const within = (value: number): number => Math.min(furthest, Math.max(-furthest, value));

/** One side of a window, moved and widened about the middle of what both show. */
function stepped(
  { from, length }: { from: number; length: number },
  shared: { from: number; length: number },
  { move, widen, side }: { move: number; widen: number; side: number },
) {
  const moved = (place: number): number =>
    place + ((move + widen * ((place - shared.from) / shared.length - 0.5)) * shared.length) / side;
  return { from: moved(from), length: moved(from + length) - moved(from) };
}

function movedBy(place: Window, shared: Window, steps: readonly number[], side: number): Window {
  const [move = 0, widen = 0, down = 0, heighten = 0] = steps.map(within);
  const across = stepped(
    { from: place.left, length: place.width },
    { from: shared.left, length: shared.width },
    { move, widen, side },
  );
  const along = stepped(
    { from: place.top, length: place.height },
    { from: shared.top, length: shared.height },
    { move: down, widen: heighten, side },
  );
  return { left: across.from, top: along.from, width: across.length, height: along.length };
}

/** Where less of the known picture is shown than any guess leaves, the fit has gone astray. */
const leastShown = 0.4;

const isAstray = ({ shared }: Laid, { width, height }: Window): boolean =>
  !(shared.width > 0 && shared.height > 0 && shared.width * shared.height >= leastShown * width * height);

/** From coarse samples, on which a guess a little beside is near enough, to fine ones. */
const sides = [16, 32, 64] as const;
export const fineSide = 64;
const mostSteps = 5;
/** Where coarse samples agree less, the picture is another one and is not looked at more finely. */
const leastToGoOn = 0.6;

interface Place {
  readonly window: Window;
  readonly agreement: number;
}

/** The best place that is reached from one by steps over samples of one size. */
function nearby(pair: Pair, from: Window, side: number): Place {
  let best: Place = { window: from, agreement: -1 };
  let window = from;
  for (let count = 0; count <= mostSteps; count += 1) {
    const here = laid(pair, window, side);
    if (isAstray(here, window)) break;
    const agreement = correlated(here.asked, here.known);
    if (agreement > best.agreement) best = { window, agreement };
    const steps = stepBetween(here, side);
    if (!steps || steps.every((step) => Math.abs(step) < least)) break;
    window = movedBy(window, here.shared, steps, side);
  }
  return best;
}

/** Lays the known picture over the other where a guess says, then where it fits; null where it does not at all. */
export function fitted(pair: Pair, before: Window): Laid | null {
  let window = before;
  for (const side of sides) {
    const place = nearby(pair, window, side);
    if (place.agreement < leastToGoOn) return null;
    window = place.window;
  }
  return laid(pair, window, fineSide);
}
