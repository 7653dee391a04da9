import type { StandingEdges } from './standing-edges.ts';

/** Pixels a side of the squares whose level is followed: the noise of a camera or a coder is gone in their mean. */
const side = 8;
/** Levels by which a mean must change, and the share of the smooth squares in which it must, for a ground that moves. */
const leastChange = 3;
const movingShare = 0.3;
/** Less of the picture without edges tells nothing. */
const leastSmooth = 0.2;

/** The mean level of each square. */
function meansOf(grey: Uint8Array, width: number, height: number): Float64Array {
  const [across, down] = [Math.floor(width / side), Math.floor(height / side)];
  const means = new Float64Array(across * down);
  for (let row = 0; row < down * side; row += 1)
    for (let column = 0; column < across * side; column += 1) {
      const at = Math.floor(row / side) * across + Math.floor(column / side);
      means[at] = (means[at] ?? 0) + (grey[row * width + column] ?? 0) / side ** 2;
    }
  return means;
}

/** Which squares no edge was ever seen in. */
function smoothSquares({ seen, width, height }: StandingEdges): readonly number[] {
  const [across, down] = [Math.floor(width / side), Math.floor(height / side)];
  const busy = new Uint8Array(across * down);
  for (let row = 0; row < down * side; row += 1)
    for (let column = 0; column < across * side; column += 1)
      if (seen[row * width + column]) busy[Math.floor(row / side) * across + Math.floor(column / side)] = 1;
  return [...busy.keys()].filter((square) => busy[square] === 0);
}

/** The share of squares whose level changed otherwise than the light of the whole picture did. */
function changedShare(before: Float64Array, after: Float64Array, squares: readonly number[]): number {
  const sum = (means: Float64Array): number => squares.reduce((all, at) => all + (means[at] ?? 0), 0);
  const light = sum(after) / Math.max(1, sum(before));
  const changed = squares.filter(
    (at) => Math.abs((after[at] ?? 0) - light * (before[at] ?? 0)) >= leastChange,
  );
  return changed.length / squares.length;
}

/**
 * Whether what has no edges moves: a blurred ground shows it by its level alone, and then the edges that stand are those
 * of what is written over it, be they ever so many of all.
 */
export function smoothGroundMoves(samples: readonly Uint8Array[], edges: StandingEdges): boolean {
  const { width, height } = edges;
  const squares = smoothSquares(edges);
  if (squares.length * side ** 2 < width * height * leastSmooth) return false;
  const means = samples.map((grey) => meansOf(grey, width, height));
  const shares = means.slice(1).map((after, index) => changedShare(means[index] ?? after, after, squares));
  return shares.reduce((sum, share) => sum + share, 0) >= movingShare * shares.length;
}
