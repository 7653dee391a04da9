import type { Window } from './seekable.ts';

/** One chunk of RIFF or IFF: four letters, a length, content, and a byte of padding where the length is odd. */
export interface Chunk {
  readonly type: string;
  readonly start: number;
  readonly body: number;
  /** Where its content ends; never beyond the file. */
  readonly end: number;
  /** The length it states, which a program that streamed left open as 0 or all ones. */
  readonly stated: number;
}

const countLimit = 1_000_000;

const isLetter = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x20 && byte <= 0x7e;

function chunkFrom(head: Buffer, at: number, to: number, big: boolean): Chunk | null {
  if (head.length < 8 || ![head[0], head[1], head[2], head[3]].every(isLetter)) return null;
  const stated = big ? head.readUInt32BE(4) : head.readUInt32LE(4);
  const type = head.toString('latin1', 0, 4);
  return { type, start: at, body: at + 8, end: Math.min(at + 8 + stated, to), stated };
}

/** The chunk at a place where its head is held already, else null; saves loops over small ones the waiting. */
export function chunkHeld(window: Window, at: number, to: number, big: boolean): Chunk | null {
  const head = at + 8 > to ? null : window.held(at, 8);
  return head && chunkFrom(head, at, to, big);
}

/** The chunk at a place, or null where none begins. `big`: IFF's order of bytes. */
export async function chunkAt(window: Window, at: number, to: number, big: boolean): Promise<Chunk | null> {
  if (at + 8 > to) return null;
  return chunkFrom(window.held(at, 8) ?? (await window.at(at, 8)), at, to, big);
}

/** The chunks from one place up to another; ends at what is none. */
export async function* chunksIn(
  window: Window,
  from: number,
  to: number,
  big: boolean,
): AsyncGenerator<Chunk> {
  let at = from;
  for (let count = 0; count < countLimit; count += 1) {
    const chunk = chunkHeld(window, at, to, big) ?? (await chunkAt(window, at, to, big));
    if (!chunk) return;
    yield chunk;
    at = chunk.end + (chunk.stated % 2);
  }
}

export function makeChunk(type: string, body: Uint8Array): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
}
