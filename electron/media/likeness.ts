/** The likeness of a picture in four parts of 16 bits, the first part first. */
export type Likeness = readonly [number, number, number, number];

/** Pictures are compared by this many grey samples a side. */
export const likenessSide = 32;
/** Waves of one to so many half turns across and down make the 64 bits. */
const waves = 8;

/** By wave and sample: the weights of the discrete cosine transform (DCT-II), without its scale, which all share. */
const weights = Float64Array.from({ length: waves * likenessSide }, (_, at) =>
  Math.cos((Math.PI * (Math.floor(at / likenessSide) + 1) * ((at % likenessSide) + 0.5)) / likenessSide),
);

/** The strengths of the waves across and down, row by row. */
function strengthsOf(grey: Uint8Array): Float64Array {
  const across = new Float64Array(likenessSide * waves);
  for (let row = 0; row < likenessSide; row += 1) {
    for (let wave = 0; wave < waves; wave += 1) {
      let sum = 0;
      for (let place = 0; place < likenessSide; place += 1)
        sum += (weights[wave * likenessSide + place] ?? 0) * (grey[row * likenessSide + place] ?? 0);
      across[row * waves + wave] = sum;
    }
  }
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
  const part = (first: number): number => {
    let bits = 0;
    for (let at = first; at < first + 16; at += 1) bits = bits * 2 + (isSet(strengths[at] ?? 0) ? 1 : 0);
    return bits;
  };
  return [part(0), part(16), part(32), part(48)];
}

/**
 * A perceptual hash of a picture: of its 32 × 32 grey samples (0 to 255, rows from the top) the cosine waves from
 * one to eight half turns across and down, each as whether it is stronger than the middle one of them. Changes of
 * size, of coding and of brightness leave nearly all bits; another picture differs in about half. Null where the
 * picture is all but even.
 */
export function sureLikenessOf(grey: Uint8Array): SureLikeness | null {
  const strengths = strengthsOf(grey);
  if (!strengths.some((strength) => Math.abs(strength) > faint)) return null;
  const ordered = strengths.slice().sort();
  const middle = ((ordered[31] ?? 0) + (ordered[32] ?? 0)) / 2;
  const away = strengths.map((strength) => Math.abs(strength - middle)).sort();
  const leastAway = away[away.length - sureBits] ?? 0;
  return {
    likeness: partsOf(strengths, (strength) => strength > middle),
    sure: partsOf(strengths, (strength) => Math.abs(strength - middle) >= leastAway),
    plain: leastAway < leastSure,
  };
}

export const likenessOf = (grey: Uint8Array): Likeness | null => sureLikenessOf(grey)?.likeness ?? null;
