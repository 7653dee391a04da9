import { likenessSide, sureLikenessIn, waves, wavesAcross } from '../likeness.ts';
import { borders, type Summed, type Window } from './grey-picture.ts';

/** The waves across a strip of a picture, summed from its top down to each of its rows. */
type Strip = Float64Array;

/** Sums of all above each row and the means over the width of each cell: waves of those are sums of waves. */
function stripOf({ sums, width, height }: Summed, left: number, wide: number): Strip {
  const columns = borders(left, wide, likenessSide, width);
  const means = new Float64Array((height + 1) * likenessSide);
  for (let row = 0, at = 0; row <= height; row += 1) {
    const start = row * (width + 1);
    for (let cell = 0; cell < likenessSide; cell += 1, at += 1) {
      const [first, last] = [columns[cell * 2] ?? 0, columns[cell * 2 + 1] ?? 0];
      means[at] = ((sums[start + last] ?? 0) - (sums[start + first] ?? 0)) / (last - first);
    }
  }
  return wavesAcross(means);
}

/**
 * Likenesses of very many windows of one picture: the waves across are the same for all windows between the same two
 * columns, and are found once.
 */
export class WindowLikenesses {
  readonly #picture: Summed;
  readonly #strips = new Map<string, Strip>();

  constructor(picture: Summed) {
    this.#picture = picture;
  }

  #strip(left: number, width: number): Strip {
    const key = `${left} ${width}`;
    const known = this.#strips.get(key);
    if (known) return known;
    const strip = stripOf(this.#picture, left, width);
    this.#strips.set(key, strip);
    return strip;
  }

  /** As of the samples of that window, but for their rounding. */
  of({ left, top, width, height }: Window): ReturnType<typeof sureLikenessIn> {
    const strip = this.#strip(left, width);
    const rows = borders(top, height, likenessSide, this.#picture.height);
    const across = new Float64Array(likenessSide * waves);
    for (let row = 0; row < likenessSide; row += 1) {
      const [first, last] = [rows[row * 2] ?? 0, rows[row * 2 + 1] ?? 0];
      for (let wave = 0; wave < waves; wave += 1)
        across[row * waves + wave] =
          ((strip[last * waves + wave] ?? 0) - (strip[first * waves + wave] ?? 0)) / (last - first);
    }
    return sureLikenessIn(across);
  }
}
