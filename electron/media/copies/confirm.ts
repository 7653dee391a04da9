import { correlated, fineSide, fitted } from './fit.ts';
import { type GreyPicture, summed, whole } from './grey-picture.ts';
import type { Guess } from './look-for.ts';
import { withoutBorders } from './trim.ts';

/** How alike two pictures are once they are laid over each other, each but the last from -1 to 1. */
export interface Sameness {
  readonly shades: number;
  /** In what is about a sixth of the picture large, where most pictures of one kind differ. */
  readonly forms: number;
  /** In what is about a twelfth large, where all differ, and which coding, shrinking and a fit half a sample beside leave. */
  readonly detail: number;
  /** In the detail but for three eighths of the picture where it is strongest: the rim of one bowl is like that of another. */
  readonly elsewhere: number;
  /** In the three eighths where it is faintest; 1 where it is too faint there to say anything. */
  readonly faintest: number;
  /** How strong the fainter detail of the two is, in shades. */
  readonly strength: number;
}

/** Of samples in a square each as the mean of those up to so many places around it. */
function blurred(samples: Float64Array, around: number): Float64Array {
  const { sums } = summed({ grey: samples, width: fineSide, height: fineSide });
  const across = fineSide + 1;
  return samples.map((_, at) => {
    const [x, y] = [at % fineSide, Math.floor(at / fineSide)];
    const [left, right] = [Math.max(0, x - around), Math.min(fineSide, x + around + 1)];
    const [top, bottom] = [Math.max(0, y - around) * across, Math.min(fineSide, y + around + 1) * across];
    const sum =
      (sums[bottom + right] ?? 0) -
      (sums[bottom + left] ?? 0) -
      (sums[top + right] ?? 0) +
      (sums[top + left] ?? 0);
    return (sum * across) / ((right - left) * (bottom - top));
  });
}

/** What is larger than one measure and smaller than another. */
function between(samples: Float64Array, fine: number, coarse: number): Float64Array {
  const ground = blurred(samples, coarse);
  return blurred(samples, fine).map((value, at) => value - (ground[at] ?? 0));
}

const strengthOf = (band: Float64Array): number =>
  Math.sqrt(band.reduce((sum, value) => sum + value * value, 0) / band.length);

/** The picture is parted into so many tiles a side, of which the strongest, or all but the faintest, are left out. */
const tiles = 8;
const strongest = 24;
const allButFaintest = 40;
/** Detail as faint as this may be the coding's own, in shades. */
const tooFaint = 0.25;
const tileSide = fineSide / tiles;

const tileOf = (at: number): number =>
  Math.floor(at / fineSide / tileSide) * tiles + Math.floor((at % fineSide) / tileSide);

type Details = readonly [Float64Array, Float64Array];

/** How strong the detail of two pictures is in each tile, in both together. */
function tileStrengths(details: Details): Float64Array {
  const strengths = new Float64Array(tiles * tiles);
  for (const detail of details) {
    const all = strengthOf(detail) ** 2 || 1;
    for (const [at, value] of detail.entries())
      strengths[tileOf(at)] = (strengths[tileOf(at)] ?? 0) + (value * value) / all;
  }
  return strengths;
}

/** The detail of both without so many tiles in which it is strongest. */
function without(leftOut: number, details: Details, strengths: Float64Array): Details {
  const most = strengths.slice().sort().at(-leftOut) ?? 0;
  const [one, other] = details.map((detail) => detail.filter((_, at) => (strengths[tileOf(at)] ?? 0) < most));
  return [one ?? new Float64Array(), other ?? new Float64Array()];
}

const fainterOf = (details: Details): number => Math.min(...details.map(strengthOf));

/** Lays the known picture over the other where the guess says, then where it fits best nearby; null where it does not. */
export function sameness(asked: GreyPicture, { part, before }: Guess, known: GreyPicture): Sameness | null {
  const seen = part === 'inner' ? withoutBorders(known) : whole(known);
  const fit = fitted({ asked: summed(asked), known: summed(known), seen }, before);
  if (!fit) return null;
  const details: Details = [between(fit.asked, 1, 4), between(fit.known, 1, 4)];
  const strengths = tileStrengths(details);
  const faintest = without(allButFaintest, details, strengths);
  return {
    shades: correlated(fit.asked, fit.known),
    forms: correlated(between(fit.asked, 2, 8), between(fit.known, 2, 8)),
    detail: correlated(...details),
    elsewhere: correlated(...without(strongest, details, strengths)),
    faintest: fainterOf(faintest) < tooFaint ? 1 : correlated(...faintest),
    strength: fainterOf(details),
  };
}

const reaches = (found: Sameness, least: Sameness): boolean =>
  found.shades >= least.shades &&
  found.forms >= least.forms &&
  found.detail >= least.detail &&
  found.elsewhere >= least.elsewhere &&
  found.faintest >= least.faintest &&
  found.strength >= least.strength;

/**
 * Copies of a photograph reach 0.9 in their detail and 0.98 in their forms whatever happened to them; others stay under
 * 0.7, but for near ones of a series, which lie between, and for those that show one edge and hardly more, which agree
 * along it alone. Detail fainter than half a shade may be the coding's own.
 */
const leastSame: Sameness = {
  ...{ shades: 0.93, forms: 0.95, detail: 0.8, strength: 0.5 },
  ...{ elsewhere: 0.6, faintest: 0.3 },
};
const leastPerhaps: Sameness = {
  ...{ shades: 0.8, forms: 0.8, detail: 0.72, strength: 0.35 },
  ...{ elsewhere: -1, faintest: -1 },
};

/** Whether it is the same picture, or perhaps is, which a person has to say. */
export const howSame = (found: Sameness): 'alike' | 'perhaps' | null =>
  reaches(found, leastSame) ? 'alike' : reaches(found, leastPerhaps) ? 'perhaps' : null;
