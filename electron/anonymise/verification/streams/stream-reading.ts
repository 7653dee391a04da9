import type { Residue } from '../account.ts';
import type { Pattern, Search } from '../search.ts';

/** Bytes of an output at any place. */
export interface Readable {
  readonly size: number;
  read(offset: number, length: number): Promise<Uint8Array>;
}

export interface Searches {
  /** For what is structure: every text, however short. */
  readonly texts: Search;
  /** For coded samples: what chance does not repeat. */
  readonly long: Search;
}

const pieceLength = 1024 * 1024;
/** No value that is looked for is longer: a hit across two pieces lies within so many bytes of each. */
const overlap = 512;

const nameOf = ({ value }: Pattern): string => value ?? 'binary content that was removed';

/**
 * The reading-back of one film or sound: what was found wrong, and what a person must look at. Content is searched
 * as it is reported, piece by piece, so that memory stays the same for files of any size.
 */
export class StreamReading {
  readonly source: Readable;
  readonly residual: Residue[] = [];
  readonly toLookAt: Residue[] = [];
  readonly #searches: Searches;
  readonly #said = new Set<string>();
  #start = 0;
  #held: Buffer = Buffer.alloc(0);

  constructor(source: Readable, searches: Searches) {
    this.source = source;
    this.#searches = searches;
  }

  /** The bytes where they were read already, else null. */
  held(offset: number, length: number): Buffer | null {
    const from = offset - this.#start;
    return from >= 0 && from + length <= this.#held.length ? this.#held.subarray(from, from + length) : null;
  }

  /** Up to `length` bytes from `offset`. */
  async at(offset: number, length: number): Promise<Buffer> {
    const wanted = Math.max(0, Math.min(length, this.source.size - offset));
    const held = this.held(offset, wanted);
    if (held) return held;
    const read = await this.source.read(offset, Math.max(wanted, pieceLength));
    this.#held = Buffer.from(read.buffer, read.byteOffset, read.byteLength);
    this.#start = offset;
    return this.#held.subarray(0, wanted);
  }

  /** Something that must not be there. Each is said once. */
  wrong(where: string, what: string): void {
    this.#say(this.residual, where, what);
  }

  #say(list: Residue[], where: string, what: string): void {
    const key = `${list === this.residual}${where}\0${what}`;
    if (this.#said.has(key) || list.length >= 200) return;
    this.#said.add(key);
    list.push({ where, what });
  }

  /** Searches bytes of structure that have no one exact form. */
  structure(where: string, bytes: Uint8Array): void {
    for (const hit of this.#searches.texts.in(bytes)) this.wrong(where, nameOf(hit));
  }

  /** Searches coded samples or tables of numbers. */
  coded(where: string, bytes: Uint8Array): void {
    for (const hit of this.#searches.long.in(bytes)) this.#say(this.toLookAt, where, nameOf(hit));
  }

  /** Searches coded samples that lie in the output. */
  async samples(where: string, from: number, to: number): Promise<void> {
    let tail = Buffer.alloc(0);
    for (let at = from; at < to; ) {
      const read = await this.source.read(at, Math.min(pieceLength, to - at));
      const piece = Buffer.from(read.buffer, read.byteOffset, read.byteLength);
      if (piece.length === 0) break;
      this.coded(where, Buffer.concat([tail, piece.subarray(0, overlap)]));
      this.coded(where, piece);
      tail = Buffer.from(piece.subarray(Math.max(0, piece.length - overlap)));
      at += piece.length;
    }
  }
}

/** Reads one container back; every byte is of an exact form, searched, or reported as wrong. */
export type StreamAccount = (reading: StreamReading) => Promise<void>;
