/** One value to look for, in the bytes of one encoding. */
export interface Pattern {
  /** The text as people write it; null for a run of binary content. */
  readonly value: string | null;
  readonly bytes: Uint8Array;
}

/** Lower case of ASCII letters; all other bytes as they are. */
const folded = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 65 && byte <= 90 ? byte + 32 : byte));

/** What a leap may be at most: one byte holds it. */
const longestLeap = 255;

/**
 * The tree of all values. An edge is found under its state and byte in one open table, so that the tree costs as
 * much as the values are long and not as much as there are different bytes.
 */
class Tree {
  readonly #keys: Int32Array;
  readonly #targets: Int32Array;
  readonly #mask: number;
  readonly parents: Int32Array;
  readonly bytes: Uint8Array;
  readonly depths: Uint8Array;
  size = 1;

  constructor(most: number) {
    const room = 2 ** Math.ceil(Math.log2(most * 2 + 2));
    this.#keys = new Int32Array(room);
    this.#targets = new Int32Array(room);
    this.#mask = room - 1;
    this.parents = new Int32Array(most + 1);
    this.bytes = new Uint8Array(most + 1);
    this.depths = new Uint8Array(most + 1);
  }

  #place(key: number): number {
    let place = (Math.imul(key, 0x9e3779b1) >>> 7) & this.#mask;
    while (this.#keys[place] !== 0 && this.#keys[place] !== key) place = (place + 1) & this.#mask;
    return place;
  }

  /** The state behind an edge; 0 where there is none. */
  next(state: number, byte: number): number {
    return this.#targets[this.#place(state * 256 + byte + 1)] as number;
  }

  grow(state: number, byte: number): number {
    const key = state * 256 + byte + 1;
    const place = this.#place(key);
    if (this.#keys[place] === key) return this.#targets[place] as number;
    const added = this.size;
    this.size += 1;
    this.#keys[place] = key;
    this.#targets[place] = added;
    this.parents[added] = state;
    this.bytes[added] = byte;
    this.depths[added] = (this.depths[state] as number) + 1;
    return added;
  }
}

/** Longer values are looked for by their beginning. */
const longestValue = 200;

/**
 * Searches for any number of values in one pass (Aho and Corasick, 1975), ASCII letters in either case. Where no
 * value has begun, it leaps over bytes with which none can (Wu and Manber, 1994).
 */
export class Search {
  readonly #tree: Tree;
  readonly #fallback: Int32Array;
  /** The nearest state on the way of fallbacks at which a value ends; 0 where there is none. */
  readonly #ends: Int32Array;
  readonly #found: (Pattern[] | undefined)[] = [];
  readonly #leaps = new Uint8Array(65_536);
  readonly #shortest: number;

  constructor(patterns: readonly Pattern[]) {
    const values = patterns.filter(({ bytes }) => bytes.length >= 2);
    const lengths = values.map(({ bytes }) => Math.min(bytes.length, longestValue));
    this.#shortest = lengths.reduce((least, length) => Math.min(least, length), longestLeap);
    this.#tree = new Tree(lengths.reduce((sum, length) => sum + length, 1));
    this.#leaps.fill(this.#shortest - 1);
    for (const pattern of values) this.#add(pattern);
    this.#fallback = new Int32Array(this.#tree.size);
    this.#ends = new Int32Array(this.#tree.size);
    this.#link();
  }

  #add(pattern: Pattern): void {
    const bytes = pattern.bytes.subarray(0, longestValue);
    let state = 0;
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = folded[bytes[at] as number] as number;
      state = this.#tree.grow(state, byte);
      if (at === 0 || at >= this.#shortest) continue;
      const pair = ((folded[bytes[at - 1] as number] as number) << 8) | byte;
      this.#leaps[pair] = Math.min(this.#leaps[pair] as number, this.#shortest - 1 - at);
    }
    const found = this.#found[state];
    if (found) found.push(pattern);
    else this.#found[state] = [pattern];
  }

  /** States from the root outwards, so that every fallback is known before it is needed. */
  #byDepth(): Int32Array {
    const { size, depths } = this.#tree;
    const starts = new Int32Array(longestValue + 2);
    for (let state = 0; state < size; state += 1) {
      const at = (depths[state] as number) + 1;
      starts[at] = (starts[at] as number) + 1;
    }
    for (let depth = 1; depth < starts.length; depth += 1)
      starts[depth] = (starts[depth] as number) + (starts[depth - 1] as number);
    const order = new Int32Array(size);
    for (let state = 0; state < size; state += 1) {
      const depth = depths[state] as number;
      order[starts[depth] as number] = state;
      starts[depth] = (starts[depth] as number) + 1;
    }
    return order;
  }

  #link(): void {
    const { parents, bytes } = this.#tree;
    for (const state of this.#byDepth()) {
      if (state === 0) continue;
      const parent = parents[state] as number;
      const back = parent === 0 ? 0 : this.#step(this.#fallback[parent] as number, bytes[state] as number);
      this.#fallback[state] = back;
      this.#ends[state] = this.#found[back] ? back : (this.#ends[back] as number);
    }
  }

  #step(from: number, byte: number): number {
    for (let state = from; ; state = this.#fallback[state] as number) {
      const next = this.#tree.next(state, byte);
      if (next !== 0 || state === 0) return next;
    }
  }

  #collect(state: number, hits: Set<Pattern>): void {
    for (
      let at = this.#found[state] ? state : (this.#ends[state] as number);
      at !== 0;
      at = this.#ends[at] as number
    )
      for (const pattern of this.#found[at] ?? []) hits.add(pattern);
  }

  /** The distinct values that occur in the bytes. */
  in(bytes: Uint8Array): Set<Pattern> {
    const hits = new Set<Pattern>();
    if (this.#tree.size === 1) return hits;
    const leaps = this.#leaps;
    const ahead = this.#shortest - 1;
    const length = bytes.length;
    let state = 0;
    for (let at = 0; at < length; ) {
      if (state === 0) {
        if (at + ahead >= length) break;
        const pair =
          ((folded[bytes[at + ahead - 1] as number] as number) << 8) |
          (folded[bytes[at + ahead] as number] as number);
        const leap = leaps[pair] as number;
        if (leap > 0) {
          at += leap;
          continue;
        }
      }
      state = this.#step(state, folded[bytes[at] as number] as number);
      at += 1;
      if (state !== 0 && (this.#found[state] || this.#ends[state] !== 0)) this.#collect(state, hits);
    }
    return hits;
  }
}
