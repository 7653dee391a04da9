import type { Glyph } from './glyph.ts';

/** Glyphs that may stand in one line of writing, in reading order of the plane (not of the script). */
export interface Line {
  readonly glyphs: readonly Glyph[];
  readonly direction: Direction;
}

/** How a line runs: along the rows, along the columns, or aslant. */
export type Direction = 'across' | 'down' | 'aslant';

/** A glyph's extents along the line and across it. */
interface Span {
  readonly glyph: Glyph;
  readonly from: number;
  readonly to: number;
  readonly low: number;
  readonly high: number;
  readonly size: number;
}

const spanOf = (glyph: Glyph, direction: Direction): Span =>
  direction === 'down'
    ? { glyph, from: glyph.top, to: glyph.bottom, low: glyph.left, high: glyph.right, size: glyph.width }
    : { glyph, from: glyph.left, to: glyph.right, low: glyph.top, high: glyph.bottom, size: glyph.height };

/** Whether two glyphs are of one ink on one ground. */
export function alike(a: Glyph, b: Glyph): boolean {
  const contrast = Math.max(a.ink - a.ground, b.ink - b.ground);
  const strokes = a.stroke > b.stroke ? a.stroke / b.stroke : b.stroke / a.stroke;
  return Math.abs(a.ink - b.ink) <= Math.max(10, 0.35 * contrast) && strokes <= 2.2;
}

/** Whether `b` may follow `a` in a line: beside it, no further than a gap between words, on the same height. */
function follows(a: Span, b: Span): boolean {
  const larger = Math.max(a.size, b.size);
  const smaller = Math.min(a.size, b.size);
  const gap = b.from - a.to - 1;
  if (gap < -0.25 * smaller || gap > 1.25 * larger + 1) return false;
  if (b.from < a.from + 0.3 * (a.to - a.from)) return false;
  if (smaller < 0.42 * larger) return false;
  const overlap = Math.min(a.high, b.high) - Math.max(a.low, b.low) + 1;
  if (overlap < 0.6 * smaller) return false;
  const feet = Math.abs(a.high - b.high);
  const heads = Math.abs(a.low - b.low);
  const middles = Math.abs(a.low + a.high - b.low - b.high) / 2;
  return Math.min(feet, heads, middles) <= Math.max(1.5, 0.16 * larger) && alike(a.glyph, b.glyph);
}

/** Disjoint sets over indexes. */
export class Sets {
  readonly #above: Int32Array;

  constructor(count: number) {
    this.#above = Int32Array.from({ length: count }, (_, index) => index);
  }

  find(start: number): number {
    let at = start;
    while (this.#above[at] !== at) {
      const above = this.#above[at] as number;
      this.#above[at] = this.#above[above] as number;
      at = above;
    }
    return at;
  }

  join(a: number, b: number): void {
    this.#above[this.find(b)] = this.find(a);
  }

  groups(count: number): number[][] {
    const groups = new Map<number, number[]>();
    for (let index = 0; index < count; index += 1) {
      const top = this.find(index);
      const group = groups.get(top);
      if (group) group.push(index);
      else groups.set(top, [index]);
    }
    return [...groups.values()];
  }
}

/** How many glyphs further on are looked at: a bound for textures. */
const mostLooks = 400;

/** Links each glyph to the nearest that may follow it, and gives back what hangs together. */
export function linesAlong(glyphs: readonly Glyph[], direction: 'across' | 'down'): Line[] {
  const spans = glyphs.map((glyph) => spanOf(glyph, direction)).sort((a, b) => a.from - b.from);
  const largest = spans.reduce((most, { size }) => Math.max(most, size), 0);
  const sets = new Sets(spans.length);
  // Rows of the height of the largest glyph would hold too many; sixteen pixels suit small writing.
  const rows = new Map<number, number[]>();
  for (const [index, { low, high }] of spans.entries()) {
    for (let row = low >> 4; row <= high >> 4; row += 1) {
      const list = rows.get(row);
      if (list) list.push(index);
      else rows.set(row, [index]);
    }
  }
  for (const list of rows.values()) {
    for (let at = 0; at < list.length; at += 1) {
      const index = list[at] as number;
      const span = spans[index] as Span;
      const reach = span.to + 1.25 * Math.min(largest, span.size / 0.42) + 2;
      for (let next = at + 1; next < Math.min(list.length, at + mostLooks); next += 1) {
        const other = list[next] as number;
        const candidate = spans[other] as Span;
        if (candidate.from > reach) break;
        if (!follows(span, candidate)) continue;
        sets.join(index, other);
        // What follows the neighbour is the neighbour's to find.
        if (candidate.from > span.to) break;
      }
    }
  }
  return sets
    .groups(spans.length)
    .map((group) => ({ glyphs: group.map((index) => (spans[index] as Span).glyph), direction }));
}
