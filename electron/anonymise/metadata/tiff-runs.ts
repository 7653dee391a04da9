/** A run of the source, from its first byte to behind its last; `to` may lie beyond the end of the source. */
export interface Run {
  readonly from: number;
  readonly to: number;
}

interface Piece extends Run {
  /** Where the piece lies in the output. */
  readonly at: number;
}

/** Runs that overlap or touch made one, in their order, each ending within the source. */
function joined(runs: readonly Run[], size: number): Run[] {
  const out: { from: number; to: number }[] = [];
  for (const { from, to } of [...runs].sort((a, b) => a.from - b.from)) {
    const end = Math.min(to, size);
    if (from >= end) continue;
    const last = out.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, end);
    else out.push({ from, to: end });
  }
  return out;
}

/**
 * Where runs of the source come to lie in the output, each byte once however often it is referred to. The run that
 * reaches the end of the source is last: what a broken file says lies beyond its end, still does.
 */
export class Placed {
  readonly #pieces: Piece[] = [];
  readonly #size: number;
  readonly end: number;

  constructor(runs: readonly Run[], size: number, start: number) {
    this.#size = size;
    let at = start;
    for (const { from, to } of joined(runs, size)) {
      this.#pieces.push({ from, to, at });
      at += to - from;
    }
    this.end = at;
  }

  /** The place in the output of a byte of the source; beyond the end it stays beyond the end. */
  at(from: number): number {
    if (from >= this.#size) return this.end + Math.min(from - this.#size, 0x7fffffff);
    let low = 0;
    let high = this.#pieces.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#pieces[middle]?.from ?? 0) <= from) low = middle;
      else high = middle - 1;
    }
    const piece = this.#pieces[low];
    return piece && from >= piece.from && from < piece.to ? piece.at + from - piece.from : 0;
  }

  contents(source: Buffer): Buffer[] {
    return this.#pieces.map(({ from, to }) => source.subarray(from, to));
  }
}
