import { type EdgeLine, edgeLines, joined } from './edge-lines.ts';
import { countBits, longestRun, type StandingEdges } from './standing-edges.ts';

/** A line that stood in a window, and in which of its samples. */
export interface WindowMark extends EdgeLine {
  readonly first: number;
  readonly last: number;
}

/**
 * Where few edges stay by chance, little is asked of one: white over bone is gone for a while. Where more do, as under
 * a slow camera, an edge must have stood for a larger share of the steps, and for more of them in a row.
 */
const quick = { most: 0.1, throughout: 0.3, run: 2 };
const slow = { throughout: 0.5, run: 3 };

/** Whether so much of the picture stays from sample to sample that standing still tells little. */
export const isSlow = ({ stayed, edges }: StandingEdges): boolean => stayed >= edges * quick.most;

const asked = (edges: StandingEdges): { readonly throughout: number; readonly run: number } =>
  isSlow(edges) ? slow : quick;
/** How often a line is grown by a part of its height at either end. */
const mostSteps = 40;

/** How many pixels of a part of the picture stood in at least one step, of its whole. */
function share({ bits, width, height }: StandingEdges, x: number, y: number, w: number, h: number): number {
  let count = 0;
  if (x < 0 || x + w > width) return 0;
  for (let row = Math.max(0, y); row < Math.min(height, y + h); row += 1)
    for (let column = x; column < x + w; column += 1) if (bits[row * width + column]) count += 1;
  return count / (w * h);
}

/**
 * Grows a line over its neighbours that change: the seconds of a clock stand for a second each, which no picture that
 * moves does just there, in the same height and as densely.
 */
function overClock(edges: StandingEdges, line: EdgeLine): EdgeLine {
  const width = Math.max(4, Math.round(line.h * 0.6));
  const dense = share(edges, line.x, line.y, line.w, line.h) * 0.5;
  let grown = line;
  for (let step = 0; step < mostSteps; step += 1) {
    const x = grown.x + grown.w;
    if (x + width > edges.width || share(edges, x, line.y, width, line.h) < dense) break;
    grown = joined(grown, { x, y: line.y, w: width, h: line.h, edges: 0 });
  }
  for (let step = 0; step < mostSteps; step += 1) {
    const x = grown.x - width;
    if (x < 0 || share(edges, x, line.y, width, line.h) < dense) break;
    grown = joined(grown, { x, y: line.y, w: width, h: line.h, edges: 0 });
  }
  return grown;
}

/** The samples in which a line was there: those beside steps in which a good part of its edges stood. */
function withSpan(edges: StandingEdges, marked: Uint8Array, line: EdgeLine): WindowMark {
  const counts = new Int32Array(edges.steps);
  for (let row = line.y; row < line.y + line.h; row += 1) {
    for (let column = line.x; column < line.x + line.w; column += 1) {
      const at = row * edges.width + column;
      if (!marked[at]) continue;
      for (let step = 0; step < edges.steps; step += 1)
        if (((edges.bits[at] ?? 0) >>> step) & 1) counts[step] = (counts[step] ?? 0) + 1;
    }
  }
  const enough = line.edges * 0.35;
  const there = [...counts.keys()].filter((step) => (counts[step] ?? 0) >= enough);
  return { ...line, first: there[0] ?? 0, last: (there.at(-1) ?? edges.steps - 1) + 1 };
}

function markedWhere(edges: StandingEdges, rule: (bits: number) => boolean): Uint8Array {
  const marked = new Uint8Array(edges.bits.length);
  for (let at = 0; at < marked.length; at += 1) {
    const bits = edges.bits[at] ?? 0;
    if (bits !== 0 && rule(bits)) marked[at] = 1;
  }
  return marked;
}

/** Lines that stood throughout a window, and those that came or went in it. */
export function windowMarks(edges: StandingEdges): WindowMark[] {
  const { throughout, run } = asked(edges);
  const least = Math.max(2, Math.ceil(edges.steps * throughout));
  const marksOf = (rule: (bits: number) => boolean): WindowMark[] => {
    const marked = markedWhere(edges, rule);
    return edgeLines(marked, edges.width, edges.height).map((line) =>
      withSpan(edges, marked, overClock(edges, line)),
    );
  };
  const always = marksOf((bits) => countBits(bits) >= least);
  if (edges.steps <= run) return always;
  const passing = marksOf((bits) => countBits(bits) < least && longestRun(bits) >= run);
  const isNew = (mark: WindowMark): boolean =>
    !always.some(
      ({ x, y, w, h }) => mark.x < x + w && x < mark.x + mark.w && mark.y < y + h && y < mark.y + mark.h,
    );
  return [...always, ...passing.filter(isNew)];
}
