import { CustosError } from '../../../../shared/kernel/error.ts';
import { asBuffer } from '../cleaner.ts';

/** Bytes that can be read at any place: a file, an open blob of the vault, or memory. */
export interface Seekable {
  readonly size: number;
  /** Up to `length` bytes from `offset`; fewer only where the content ends. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

export const seekableBytes = (bytes: Uint8Array): Seekable => ({
  size: bytes.length,
  read: async (offset, length) => bytes.subarray(offset, Math.min(bytes.length, offset + length)),
});

/**
 * Looks at small places of a large content. A block is held, so that neighbours cost no reading; what was handed
 * out stays valid, for blocks are never written again.
 */
export class Window {
  readonly #source: Seekable;
  readonly #block: number;
  #start = 0;
  #bytes: Buffer = Buffer.alloc(0);

  /** `block`: bytes read at once; small where the places lie far apart. */
  constructor(source: Seekable, block = 65_536) {
    this.#source = source;
    this.#block = block;
  }

  get size(): number {
    return this.#source.size;
  }

  /** The bytes where they are held already, else null; saves loops over small structures the waiting. */
  held(offset: number, length: number): Buffer | null {
    const from = offset - this.#start;
    return from >= 0 && from + length <= this.#bytes.length
      ? this.#bytes.subarray(from, from + length)
      : null;
  }

  /** Up to `length` bytes from `offset`; fewer at the end, none beyond it. */
  async at(offset: number, length: number): Promise<Buffer> {
    const wanted = Math.min(length, this.size - offset);
    if (!(wanted > 0)) return Buffer.alloc(0);
    const held = this.held(offset, wanted);
    if (held) return held;
    this.#bytes = asBuffer(await this.#source.read(offset, Math.max(wanted, this.#block)));
    this.#start = offset;
    return this.#bytes.subarray(0, wanted);
  }
}

const pieceLength = 1024 * 1024;

/** The bytes from one place up to another, in pieces of at most 1 MiB. */
export async function* copyOf(source: Seekable, from: number, to: number): AsyncGenerator<Buffer> {
  for (let at = from; at < to; ) {
    const piece = asBuffer(await source.read(at, Math.min(pieceLength, to - at)));
    if (piece.length === 0) throw new CustosError('unreadable', 'The file became shorter while it was read.');
    yield piece;
    at += piece.length;
  }
}
