import type { FillBox } from './fill-boxes.ts';

/** Pictures, in the order of decoding, that are coded afresh together: whole groups, from `from` up to `to`. */
export interface Run {
  readonly from: number;
  readonly to: number;
  /** The number of the first of them among all as they are shown. */
  readonly firstShown: number;
}

/** A run ends with the first group beyond this, so that one fits into memory whatever the film. */
const longestRun = 1_500;

/** The rank of each picture among all as they are shown. */
export function ranksOf(shown: Float64Array): Int32Array {
  const order = Array.from(shown.keys()).sort((a, b) => (shown[a] ?? 0) - (shown[b] ?? 0));
  const ranks = new Int32Array(shown.length);
  for (const [rank, index] of order.entries()) ranks[index] = rank;
  return ranks;
}

/**
 * The runs that the boxes touch. `starts` are the pictures by which a decoder can begin and before which nothing is
 * shown later. Null where groups are shown one into the other, so that none can be replaced alone.
 */
export function runsOf(
  starts: readonly number[],
  shown: Float64Array,
  boxes: readonly FillBox[],
): readonly Run[] | null {
  const ranks = ranksOf(shown);
  if (starts[0] !== 0) return null;
  const runs: Run[] = [];
  for (const [index, from] of starts.entries()) {
    const to = starts[index + 1] ?? shown.length;
    // Ranks within a closed group are those of its own places.
    for (let at = from; at < to; at += 1) {
      const rank = ranks[at] ?? -1;
      if (rank < from || rank >= to) return null;
    }
    if (!boxes.some(({ first, end }) => first < to && end > from)) continue;
    const last = runs.at(-1);
    if (last?.to === from && to - last.from <= longestRun) runs[runs.length - 1] = { ...last, to };
    else runs.push({ from, to, firstShown: from });
  }
  return runs;
}
