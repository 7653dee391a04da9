import type { Region } from '../../../../../shared/domain/recording/region.ts';
import { countBits, type StandingEdges } from './standing-edges.ts';
import type { WindowMark } from './window-marks.ts';

/** How much of the ground around a mark may stand as well, of what stands in it, before it tells nothing. */
const tellingShare = 0.6;
/** Fewer edges around a mark, for each pixel and step, are no ground that could move. */
const leastGround = 0.01;

const holds = ({ x, y, w, h }: Region, column: number, row: number): boolean =>
  column >= x && column < x + w && row >= y && row < y + h;

interface Share {
  readonly stood: number;
  readonly seen: number;
  readonly pixels: number;
}

/** The steps in which a mark was there, a bit each. */
const stepsOf = ({ first, last }: WindowMark): number => ((2 ** (last - first) - 1) << first) >>> 0;

/** Edges that were seen in a part of the picture in some steps, and how often they stood. */
function shareIn(edges: StandingEdges, part: Region, without: readonly Region[], steps: number): Share {
  let [stood, seen, pixels] = [0, 0, 0];
  for (let row = Math.max(0, part.y); row < Math.min(edges.height, part.y + part.h); row += 1) {
    for (let column = Math.max(0, part.x); column < Math.min(edges.width, part.x + part.w); column += 1) {
      if (without.some((other) => holds(other, column, row))) continue;
      const at = row * edges.width + column;
      stood += countBits((edges.bits[at] ?? 0) & steps);
      seen += countBits((edges.seen[at] ?? 0) & steps);
      pixels += 1;
    }
  }
  return { stood, seen, pixels };
}

/**
 * Whether a mark stands while the ground around it moves, or has none around it. Under a slow zoom the middle of the
 * picture hardly moves: there the ground stands like whatever is written on it.
 */
export function standsAlone(edges: StandingEdges, mark: WindowMark, marks: readonly Region[]): boolean {
  const reach = Math.max(8, mark.h);
  const around = { x: mark.x - reach, y: mark.y - reach, w: mark.w + 2 * reach, h: mark.h + 2 * reach };
  const near = marks.filter(
    ({ x, y, w, h }) =>
      x < around.x + around.w && around.x < x + w && y < around.y + around.h && around.y < y + h,
  );
  const steps = stepsOf(mark);
  const ground = shareIn(edges, around, near, steps);
  if (ground.seen < ground.pixels * countBits(steps) * leastGround) return true;
  const within = shareIn(edges, mark, [], steps);
  return ground.stood * within.seen < tellingShare * within.stood * ground.seen;
}
