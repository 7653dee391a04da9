/** The likeness of a picture in four parts of 16 bits, the first part first. */
export type Likeness = readonly [number, number, number, number];

/** Pictures are compared by this many grey samples a side. */
export const likenessSide = 32;
/** Waves of one to so many half turns across and down make the 64 bits. */
const waves = 8;

/** By wave and sample: the weights of the discrete cosine transform (DCT-II), without its scale, which all share. */
const weights = Array.from({ length: waves + 1 }, (_, wave) =>
  Array.from({ length: likenessSide }, (_, place) =>
    Math.cos((Math.PI * wave * (place + 0.5)) / likenessSide),
  ),
);

function transformed(rows: readonly (readonly number[])[]): number[][] {
  return rows.map((row) =>
    weights.map((wave) => wave.reduce((sum, weight, place) => sum + weight * (row[place] ?? 0), 0)),
  );
}

const turned = (rows: readonly (readonly number[])[]): number[][] =>
  (rows[0] ?? []).map((_, column) => rows.map((row) => row[column] ?? 0));

/** Waves fainter than this mean one grey shade a sample at most: there is nothing in the picture to compare. */
const faint = (likenessSide * likenessSide) / 4;

/**
 * A perceptual hash of a picture: of its 32 × 32 grey samples (0 to 255, rows from the top) the cosine waves from
 * one to eight half turns across and down, each as whether it is stronger than the middle one of them. Changes of
 * size, of coding and of brightness leave nearly all bits; another picture differs in about half. Null where the
 * picture is all but even.
 */
export function likenessOf(grey: Uint8Array): Likeness | null {
  const rows = Array.from({ length: likenessSide }, (_, row) => [
    ...grey.subarray(row * likenessSide, (row + 1) * likenessSide),
  ]);
  const both = turned(transformed(turned(transformed(rows))));
  const strengths = both.slice(1).flatMap((row) => row.slice(1));
  if (!strengths.some((strength) => Math.abs(strength) > faint)) return null;
  const ordered = [...strengths].sort((a, b) => a - b);
  const middle = ((ordered[31] ?? 0) + (ordered[32] ?? 0)) / 2;
  const part = (first: number): number =>
    strengths.slice(first, first + 16).reduce((bits, strength) => bits * 2 + (strength > middle ? 1 : 0), 0);
  return [part(0), part(16), part(32), part(48)];
}
