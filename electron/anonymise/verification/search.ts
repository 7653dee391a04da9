/** One value to look for, in the bytes of one encoding. */
export interface Pattern {
  /** The text as people write it; null for a run of binary content. */
  readonly value: string | null;
  readonly bytes: Uint8Array;
}

/** Lower case of ASCII letters; all other bytes as they are. */
const folded = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 65 && byte <= 90 ? byte + 32 : byte));

/** More states than this are not built: the values beyond are left to a further search. */
const stateLimit = 200_000;

/**
 * Searches for any number of values in one pass (Aho and Corasick, 1975), ASCII letters in either case.
 * Bytes that occur in no value share one column of the table.
 */
export class Search {
  readonly #columns = new Uint8Array(256);
  #width = 1;
  #next: Int32Array;
  readonly #found: (readonly Pattern[] | undefined)[] = [undefined];

  constructor(patterns: readonly Pattern[]) {
    for (const { bytes } of patterns) for (const byte of bytes) this.#column(folded[byte] ?? 0);
    for (let byte = 65; byte <= 90; byte += 1) this.#columns[byte] = this.#columns[byte + 32] ?? 0;
    const total = patterns.reduce((sum, { bytes }) => sum + bytes.length, 1);
    if (total > stateLimit) throw new RangeError(`Too many values to look for: ${total} bytes`);
    this.#next = new Int32Array(total * this.#width);
    for (const pattern of patterns) this.#add(pattern);
    this.#link();
  }

  #column(byte: number): void {
    if (this.#columns[byte] !== 0) return;
    this.#columns[byte] = this.#width;
    this.#width += 1;
  }

  #add(pattern: Pattern): void {
    let state = 0;
    for (const byte of pattern.bytes) {
      const cell = state * this.#width + (this.#columns[byte] ?? 0);
      if (this.#next[cell] === 0) {
        this.#next[cell] = this.#found.length;
        this.#found.push(undefined);
      }
      state = this.#next[cell] ?? 0;
    }
    if (state !== 0) this.#found[state] = [...(this.#found[state] ?? []), pattern];
  }

  /** Turns the tree into an automaton: where no edge leads on, the longest ending that is a beginning does. */
  #link(): void {
    const fallback = new Int32Array(this.#found.length);
    const queue: number[] = [0];
    for (let at = 0; at < queue.length; at += 1) {
      const state = queue[at] ?? 0;
      const back = fallback[state] ?? 0;
      if (state !== 0 && this.#found[back])
        this.#found[state] = [...(this.#found[state] ?? []), ...(this.#found[back] ?? [])];
      for (let column = 0; column < this.#width; column += 1) {
        const cell = state * this.#width + column;
        const child = this.#next[cell] ?? 0;
        const other = state === 0 ? 0 : (this.#next[back * this.#width + column] ?? 0);
        if (child === 0) this.#next[cell] = other;
        else {
          fallback[child] = other;
          queue.push(child);
        }
      }
    }
  }

  /** The distinct values that occur in the bytes. */
  in(bytes: Uint8Array): Set<Pattern> {
    const hits = new Set<Pattern>();
    const next = this.#next;
    const columns = this.#columns;
    const width = this.#width;
    let state = 0;
    for (let at = 0; at < bytes.length; at += 1) {
      state = next[state * width + (columns[bytes[at] as number] as number)] as number;
      if (state !== 0 && this.#found[state])
        for (const pattern of this.#found[state] ?? []) hits.add(pattern);
    }
    return hits;
  }
}
