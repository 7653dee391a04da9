import { type GreyPicture, type Summed, sampled, summed, type Window, whole } from './grey-picture.ts';
import type { Guess } from './look-for.ts';
import { withoutBorders } from './trim.ts';

/** Samples a side by which two pictures are laid over each other. */
const side = 48;
/** Samples on each side whose mean is taken from a sample, so that its detail is left. */
const around = 3;

/** How alike two pictures are laid over each other, from -1 to 1: their shades, and their detail alone. */
export interface Sameness {
  readonly shades: number;
  readonly detail: number;
}

/** Below these a picture is another one; gradients of shade agree between many, detail between none. */
const least: Sameness = { shades: 0.93, detail: 0.45 };

export const isSame = ({ shades, detail }: Sameness): boolean =>
  shades >= least.shades && detail >= least.detail;

/** Where shades agree less than this before the fitting, nothing nearby will do: the guesses are close enough. */
const leastToFit = 0.6;

interface Laid {
  readonly asked: Uint8Array;
  readonly known: Uint8Array;
}

/** What both show of the known picture, where it lay so in the one asked about. */
function laid(asked: Summed, before: Window, known: Summed, seen: Window): Laid {
  const left = Math.max(0, before.left);
  const top = Math.max(0, before.top);
  const width = Math.min(asked.width, before.left + before.width) - left;
  const height = Math.min(asked.height, before.top + before.height) - top;
  const [scaleX, scaleY] = [seen.width / before.width, seen.height / before.height];
  const inKnown = {
    left: seen.left + (left - before.left) * scaleX,
    top: seen.top + (top - before.top) * scaleY,
    width: width * scaleX,
    height: height * scaleY,
  };
  return { asked: sampled(asked, { left, top, width, height }, side), known: sampled(known, inKnown, side) };
}

/** Each sample less the mean around it. */
function detailOf(samples: Uint8Array): Float64Array {
  const sums = summed({ grey: samples, width: side, height: side }).sums;
  const across = side + 1;
  return Float64Array.from(samples, (value, at) => {
    const [x, y] = [at % side, Math.floor(at / side)];
    const [left, right] = [Math.max(0, x - around), Math.min(side, x + around + 1)];
    const [top, bottom] = [Math.max(0, y - around), Math.min(side, y + around + 1)];
    const sum =
      (sums[bottom * across + right] ?? 0) -
      (sums[bottom * across + left] ?? 0) -
      (sums[top * across + right] ?? 0) +
      (sums[top * across + left] ?? 0);
    return value - sum / ((right - left) * (bottom - top));
  });
}

function correlated(one: Uint8Array | Float64Array, other: Uint8Array | Float64Array): number {
  const [mean, otherMean] = [meanOf(one), meanOf(other)];
  let [product, square, otherSquare] = [0, 0, 0];
  for (let at = 0; at < one.length; at += 1) {
    const a = (one[at] ?? 0) - mean;
    const b = (other[at] ?? 0) - otherMean;
    product += a * b;
    square += a * a;
    otherSquare += b * b;
  }
  return square === 0 || otherSquare === 0 ? 0 : product / Math.sqrt(square * otherSquare);
}

function meanOf(samples: Uint8Array | Float64Array): number {
  let sum = 0;
  for (const value of samples) sum += value;
  return sum / samples.length;
}

/** Steps of a fitting, as shares of the picture's side: from half the step of the guesses down to a pixel's part. */
const fits = [0.0125, 0.006, 0.003] as const;
/** So often each step is tried again, however long it goes on to fit better. */
const mostRounds = 6;

/** A window with each of its edges moved out or in by a share of its sides, one at a time. */
const moved = ({ left, top, width, height }: Window, share: number): Window[] =>
  [share, -share].flatMap((by) => [
    { left: left + by * width, top, width: width - by * width, height },
    { left, top, width: width + by * width, height },
    { left, top: top + by * height, width, height: height - by * height },
    { left, top, width, height: height + by * height },
    { left: left + by * width, top, width, height },
    { left, top: top + by * height, width, height },
  ]);

/** Lays the known picture over the other where the guess says, then where it fits best nearby. */
export function sameness(asked: GreyPicture, { part, before }: Guess, known: GreyPicture): Sameness {
  const [askedSums, knownSums] = [summed(asked), summed(known)];
  const seen = part === 'inner' ? withoutBorders(known) : whole(known);
  const at = (window: Window): Laid => laid(askedSums, window, knownSums, seen);
  const agreement = ({ asked: one, known: other }: Laid): number => correlated(one, other);
  let [place, best] = [before, agreement(at(before))];
  for (const share of best < leastToFit ? [] : fits) {
    for (let round = 0, better = true; better && round < mostRounds; round += 1) {
      better = false;
      for (const window of moved(place, share)) {
        const found = agreement(at(window));
        if (found > best + 0.0005) [place, best, better] = [window, found, true];
      }
    }
  }
  const fitted = at(place);
  return { shades: best, detail: correlated(detailOf(fitted.asked), detailOf(fitted.known)) };
}
