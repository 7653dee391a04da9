/** A Huffman code of a set of symbols: its DHT form, and code and length of each symbol. */
export interface WrittenCode {
  readonly counts: Uint8Array;
  readonly symbols: readonly number[];
  readonly codes: Uint16Array;
  readonly lengths: Uint8Array;
}

/** Lengths of an optimal code for the given weights, before any limit (Huffman's own construction). */
function depths(weights: readonly number[]): number[] {
  interface Node {
    readonly weight: number;
    readonly leaves: readonly number[];
  }
  const depth = weights.map(() => 0);
  let nodes: Node[] = weights.map((weight, leaf) => ({ weight, leaves: [leaf] }));
  while (nodes.length > 1) {
    nodes = nodes.sort((a, b) => b.weight - a.weight || b.leaves.length - a.leaves.length);
    const [least, next] = [nodes.pop(), nodes.pop()];
    if (!least || !next) break;
    const leaves = [...least.leaves, ...next.leaves];
    for (const leaf of leaves) depth[leaf] = (depth[leaf] ?? 0) + 1;
    nodes.push({ weight: least.weight + next.weight, leaves });
  }
  return depth;
}

/** How many codes have each length, brought to at most 16 bits by the exchange of T.81 K.2. */
function limitedCounts(depth: readonly number[]): number[] {
  const counts = new Array<number>(Math.max(17, ...depth.map((bits) => bits + 1))).fill(0);
  for (const bits of depth) counts[bits] = (counts[bits] ?? 0) + 1;
  for (let bits = counts.length - 1; bits > 16; bits -= 1) {
    while ((counts[bits] ?? 0) > 0) {
      let shorter = bits - 2;
      while ((counts[shorter] ?? 0) === 0) shorter -= 1;
      counts[bits] = (counts[bits] ?? 0) - 2;
      counts[bits - 1] = (counts[bits - 1] ?? 0) + 1;
      counts[shorter + 1] = (counts[shorter + 1] ?? 0) + 2;
      counts[shorter] = (counts[shorter] ?? 0) - 1;
    }
  }
  return counts.slice(0, 17);
}

/** The best code of at most 16 bits for symbols that occur so often; the code of ones alone stays free. */
export function bestCode(frequencies: Uint32Array): WrittenCode {
  const used = [...frequencies.keys()].filter((symbol) => (frequencies[symbol] ?? 0) > 0);
  used.sort((a, b) => (frequencies[b] ?? 0) - (frequencies[a] ?? 0) || a - b);
  // The last place belongs to no symbol: it takes the longest code, which must not occur.
  const counts = limitedCounts(depths([...used.map((symbol) => frequencies[symbol] ?? 0), 0]));
  const longest = counts.findLastIndex((count) => count > 0);
  counts[longest] = (counts[longest] ?? 1) - 1;
  const codes = new Uint16Array(256);
  const lengths = new Uint8Array(256);
  let code = 0;
  let at = 0;
  for (let bits = 1; bits <= 16; bits += 1) {
    for (let left = counts[bits] ?? 0; left > 0; left -= 1) {
      const symbol = used[at] ?? 0;
      codes[symbol] = code;
      lengths[symbol] = bits;
      code += 1;
      at += 1;
    }
    code <<= 1;
  }
  return { counts: Uint8Array.from(counts.slice(1)), symbols: used, codes, lengths };
}

/** Writes bits with a zero stuffed behind each byte of ones (T.81 F.1.2.3). */
export class BitWriter {
  #bytes = Buffer.allocUnsafe(1 << 16);
  #length = 0;
  #bits = 0;
  #count = 0;

  put(value: number, length: number): void {
    if (length > 12) {
      this.#put(value >> 8, length - 8);
      this.#put(value & 255, 8);
    } else this.#put(value, length);
  }

  #put(value: number, length: number): void {
    this.#bits = (this.#bits << length) | value;
    this.#count += length;
    while (this.#count >= 8) {
      this.#count -= 8;
      this.#byte((this.#bits >>> this.#count) & 255);
    }
    this.#bits &= (1 << this.#count) - 1;
  }

  #byte(byte: number): void {
    if (this.#length + 2 > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(this.#bytes.length * 2);
      this.#bytes.copy(larger, 0, 0, this.#length);
      this.#bytes = larger;
    }
    this.#bytes[this.#length] = byte;
    this.#length += 1;
    if (byte === 0xff) {
      this.#bytes[this.#length] = 0;
      this.#length += 1;
    }
  }

  /** Everything written, the last byte filled up with ones. */
  end(): Buffer {
    if (this.#count > 0) {
      const free = 8 - this.#count;
      this.#put((1 << free) - 1, free);
    }
    return this.#bytes.subarray(0, this.#length);
  }
}
