import type { Region, Size } from '../../../../shared/domain/recording/region.ts';
import { Grid, grown } from './boxes.ts';
import type { Direction } from './lines.ts';
import { coveredShare } from './texture.ts';
import type { Scored } from './unite.ts';

interface Judged extends Scored {
  readonly line: { readonly direction: Direction };
}

/** Below this a line is no writing even beside some. */
const leastScore = 0.1;
/** How far a line may stand from the one that it goes on from, in heights of that; how much of its height they share. */
const mostApart = 1;
const leastShared = 0.6;
/** How much lower or higher its writing may be. */
const lowest = 0.6;
const highest = 1.6;
/** From a sure line so many others may follow one another. */
const mostSteps = 3;
/** Where more than this comes of what was sure, and of the picture, the ground is as doubtful as what is written on it. */
const mostGrowth = 1.25;
const mostAdded = 0.005;

/** A box as its line runs: along it and across it. */
function laidOut({ x, y, w, h }: Region, direction: Direction) {
  return direction === 'down'
    ? { from: y, to: y + h, low: x, high: x + w, size: w }
    : { from: x, to: x + w, low: y, high: y + h, size: h };
}

function goesOn(doubtful: Judged, from: Judged): boolean {
  const { direction } = from.line;
  if (doubtful.line.direction !== direction) return false;
  const [a, b] = [laidOut(from, direction), laidOut(doubtful, direction)];
  const apart = Math.max(a.from, b.from) - Math.min(a.to, b.to);
  const shared = Math.min(a.high, b.high) - Math.max(a.low, b.low);
  const size = b.size / a.size;
  return (
    apart <= mostApart * a.size &&
    shared >= leastShared * Math.min(a.size, b.size) &&
    size >= lowest &&
    size <= highest
  );
}

/**
 * The sure lines, with those that are too doubtful by themselves and go on where a sure one ends: of faint writing over
 * a ground that changes a part is clear, and the rest is not. Of a texture there is always more beside it, and nothing
 * is taken.
 */
export function withNeighbours<Line extends Judged>(
  sure: readonly Line[],
  doubtful: readonly Line[],
  size: Size,
): readonly Line[] {
  const found = new Set(sure);
  let left = doubtful.filter(({ score }) => score >= leastScore);
  let last: readonly Line[] = sure;
  for (let step = 0; step < mostSteps && last.length > 0; step += 1) {
    const grid = new Grid<Line>();
    for (const line of last) grid.add(line);
    const isNext = (line: Line): boolean =>
      grid
        .near(grown(line, (mostApart / lowest) * Math.min(line.w, line.h) + 1))
        .some((from) => goesOn(line, from));
    const next = left.filter(isNext);
    for (const line of next) found.add(line);
    left = left.filter((line) => !found.has(line));
    last = next;
  }
  const together = [...found];
  const before = coveredShare(sure, size);
  const most = Math.max(mostGrowth * before, before + mostAdded);
  return coveredShare(together, size) <= most ? together : sure;
}
