import type { Region } from '../../../../../shared/domain/recording/region.ts';

/** A line of what may be writing, by the edges that stood still in it. */
export interface EdgeLine extends Region {
  /** Pixels with such an edge. */
  readonly edges: number;
}

/** How far apart edges of one glyph or of two neighbours may lie. */
const reachAcross = 5;
const reachDown = 2;
const leastHeight = 6;
const mostHeight = 90;
const leastEdges = 16;
const leastDensity = 0.1;

const right = ({ x, w }: Region): number => x + w;
const bottom = ({ y, h }: Region): number => y + h;

export function joined(a: EdgeLine, b: EdgeLine): EdgeLine {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  const w = Math.max(right(a), right(b)) - x;
  return { x, y, w, h: Math.max(bottom(a), bottom(b)) - y, edges: a.edges + b.edges };
}

/** Groups of marked pixels that lie within reach of each other. */
function groupsOf(marked: Uint8Array, width: number, height: number): EdgeLine[] {
  const seen = new Uint8Array(marked.length);
  const groups: EdgeLine[] = [];
  const waiting: number[] = [];
  for (let start = 0; start < marked.length; start += 1) {
    if (!marked[start] || seen[start]) continue;
    let [left, top, last, low, edges] = [width, height, 0, 0, 0];
    waiting.push(start);
    seen[start] = 1;
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      const y = Math.floor(at / width);
      const x = at - y * width;
      left = Math.min(left, x);
      last = Math.max(last, x);
      top = Math.min(top, y);
      low = Math.max(low, y);
      edges += 1;
      for (let row = Math.max(0, y - reachDown); row <= Math.min(height - 1, y + reachDown); row += 1) {
        for (
          let column = Math.max(0, x - reachAcross);
          column <= Math.min(width - 1, x + reachAcross);
          column += 1
        ) {
          const next = row * width + column;
          if (marked[next] && !seen[next]) {
            seen[next] = 1;
            waiting.push(next);
          }
        }
      }
    }
    groups.push({ x: left, y: top, w: last - left + 1, h: low - top + 1, edges });
  }
  return groups;
}

/** Whether two groups stand in one line, near enough to be words of it. */
function isOneLine(a: EdgeLine, b: EdgeLine): boolean {
  const shared = Math.min(bottom(a), bottom(b)) - Math.max(a.y, b.y);
  const lower = Math.min(a.h, b.h);
  const higher = Math.max(a.h, b.h);
  const gap = Math.max(a.x, b.x) - Math.min(right(a), right(b));
  return shared >= lower * 0.6 && higher <= lower * 2.2 && gap <= Math.max(12, higher * 1.1);
}

function inLines(groups: readonly EdgeLine[]): EdgeLine[] {
  const lines = [...groups];
  for (let again = true; again; ) {
    again = false;
    for (let index = 0; index < lines.length; index += 1) {
      for (let other = lines.length - 1; other > index; other -= 1) {
        const [a, b] = [lines[index], lines[other]];
        if (!a || !b || !isOneLine(a, b)) continue;
        lines[index] = joined(a, b);
        lines.splice(other, 1);
        again = true;
      }
    }
  }
  return lines;
}

/** Groups beyond this many are a texture, and no writing is told from it. */
const mostGroups = 3_000;

/** Lines of what may be writing among marked pixels. */
export function edgeLines(marked: Uint8Array, width: number, height: number): EdgeLine[] {
  const groups = groupsOf(marked, width, height).filter(
    ({ h, edges }) => h >= 3 && h <= mostHeight && edges >= 5,
  );
  if (groups.length > mostGroups) return [];
  return inLines(groups).filter(
    ({ w, h, edges }) =>
      h >= leastHeight && w >= leastHeight && edges >= leastEdges && edges / (w * h) >= leastDensity,
  );
}
