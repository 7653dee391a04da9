/** The likeness of a picture in four parts of 16 bits, the first part first. */
export type Likeness = readonly [number, number, number, number];

/** Pictures are compared by this many grey samples a side. */
export const likenessSide = 32;
/** Waves of one to so many half turns across and down make the 64 bits. */
export const waves = 8;

/** By wave and sample: the weights of the discrete cosine transform (DCT-II), without its scale, which all share. */
const weights = Float64Array.from({ length: waves * likenessSide }, (_, at) =>
  Math.cos((Math.PI * (Math.floor(at / likenessSide) + 1) * ((at % likenessSide) + 0.5)) / likenessSide),
);

/** Of rows of so many samples the strengths of the waves across, row by row. */
export function wavesAcross(samples: ArrayLike<number>): Float64Array {
  const rows = samples.length / likenessSide;
  const across = new Float64Array(rows * waves);
  for (let row = 0; row < rows; row += 1) {
    for (let wave = 0; wave < waves; wave += 1) {
      let sum = 0;
      for (let place = 0; place < likenessSide; place += 1)
        sum += (weights[wave * likenessSide + place] ?? 0) * (samples[row * likenessSide + place] ?? 0);
      across[row * waves + wave] = sum;
    }
  }
  return across;
}

/** The strengths of the waves across and down, row by row, of those across each of as many rows as there are samples a side. */
function strengthsOf(across: Float64Array): Float64Array {
  const both = new Float64Array(waves * waves);
  for (let down = 0; down < waves; down += 1) {
    for (let wave = 0; wave < waves; wave += 1) {
      let sum = 0;
      for (let row = 0; row < likenessSide; row += 1)
        sum += (weights[down * likenessSide + row] ?? 0) * (across[row * waves + wave] ?? 0);
      both[down * waves + wave] = sum;
    }
  }
  return both;
}

/** Waves fainter than this mean one grey shade a sample at most: there is nothing in the picture to compare. */
const faint = (likenessSide * likenessSide) / 4;

/** Of 64 bits those that stand farthest from the middle: the rest, a quarter, turn over by the coding alone. */
const sureBits = 48;

/** Waves that stand out by less may be the coding's own, which at a low quality makes steps of whole shades. */
const leastSure = 30;

/** A likeness with its bits that hardly anything turns over, by which a copy is told. */
interface SureLikeness {
  readonly likeness: Likeness;
  readonly sure: Likeness;
  /** Too few bits are truly sure: a copy may not be known again. */
  readonly plain: boolean;
}

/** One bit a wave, the first of each part the highest. */
function partsOf(strengths: Float64Array, isSet: (strength: number) => boolean): Likeness {
  const parts: [number, number, number, number] = [0, 0, 0, 0];
  for (let at = 0; at < strengths.length; at += 1)
    if (isSet(strengths[at] ?? 0)) parts[at >> 4] = (parts[at >> 4] ?? 0) | (0x8000 >> (at & 15));
  return parts;
}

/** How far from the middle of ordered strengths the nearest of the sure ones is: from there outwards the others are passed. */
function awayFrom(middle: number, ordered: Float64Array): number {
  let [below, above, away] = [ordered.length / 2 - 1, ordered.length / 2, 0];
  for (let passed = 0; passed <= ordered.length - sureBits; passed += 1) {
    const down = middle - (ordered[below] ?? 0);
    const up = (ordered[above] ?? 0) - middle;
    away = Math.min(down, up);
    if (down <= up) below -= 1;
    else above += 1;
  }
  return away;
}

/**
 * A perceptual hash of a picture: of its 32 × 32 grey samples (0 to 255, rows from the top) the cosine waves from
 * one to eight half turns across and down, each as whether it is stronger than the middle one of them. Changes of
 * size, of coding and of brightness leave nearly all bits; another picture differs in about half. Null where the
 * picture is all but even.
 */
export const sureLikenessOf = (grey: Uint8Array): SureLikeness | null => sureLikenessIn(wavesAcross(grey));

/** The same where the waves across each of 32 rows are known already. */
export function sureLikenessIn(across: Float64Array): SureLikeness | null {
  const strengths = strengthsOf(across);
  if (!strengths.some((strength) => Math.abs(strength) > faint)) return null;
  const ordered = strengths.slice().sort();
  const middle = ((ordered[31] ?? 0) + (ordered[32] ?? 0)) / 2;
  const leastAway = awayFrom(middle, ordered);
  return {
    likeness: partsOf(strengths, (strength) => strength > middle),
    sure: partsOf(strengths, (strength) => Math.abs(strength - middle) >= leastAway),
    plain: leastAway < leastSure,
  };
}

export const likenessOf = (grey: Uint8Array): Likeness | null => sureLikenessOf(grey)?.likeness ?? null;
