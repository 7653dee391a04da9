import { CustosError } from '../../../shared/kernel/error.ts';

/** One chunk of a RIFF file (RFC 9649 section 2.3), without its padding. */
export interface RiffChunk {
  readonly type: string;
  readonly data: Buffer;
}

export interface RiffWalk {
  readonly chunks: readonly RiffChunk[];
  /** What lies behind the last chunk, inside the stated length or outside it. */
  readonly trailer: Buffer;
  /** False where the file ends before its last chunk does. */
  readonly complete: boolean;
}

const chunkLimit = 100_000;

/** Walks chunks side by side; one that the file cuts short is given as far as it goes. */
export function walkChunks(bytes: Buffer, from: number): RiffWalk {
  const chunks: RiffChunk[] = [];
  let at = from;
  while (at + 8 <= bytes.length && chunks.length < chunkLimit) {
    const type = bytes.toString('latin1', at, at + 4);
    if (!/^[\x20-\x7e]{4}$/.test(type)) break;
    const length = bytes.readUInt32LE(at + 4);
    const end = at + 8 + length;
    chunks.push({ type, data: bytes.subarray(at + 8, Math.min(end, bytes.length)) });
    if (end > bytes.length) return { chunks, trailer: bytes.subarray(bytes.length), complete: false };
    at = end + (length % 2);
  }
  return { chunks, trailer: bytes.subarray(Math.min(at, bytes.length)), complete: true };
}

export const isWebp = (bytes: Buffer): boolean =>
  bytes.length >= 12 &&
  bytes.toString('latin1', 0, 4) === 'RIFF' &&
  bytes.toString('latin1', 8, 12) === 'WEBP';

/** @throws CustosError `unreadable` for another signature. */
export function walkWebp(bytes: Buffer): RiffWalk {
  if (!isWebp(bytes)) {
    throw new CustosError('unreadable', 'This is not a WebP picture, whatever its name says.');
  }
  const length = bytes.readUInt32LE(4) + 8;
  // A program that streamed left the length open.
  const stated = length > 12 ? length : bytes.length;
  const { chunks, trailer, complete } = walkChunks(bytes.subarray(0, Math.max(stated, 12)), 12);
  const outside = bytes.subarray(Math.max(stated, 12));
  return {
    chunks,
    trailer: trailer.length > 0 ? bytes.subarray(trailer.byteOffset - bytes.byteOffset) : outside,
    complete: complete && stated <= bytes.length,
  };
}

/** A chunk with its length and padding. */
export function riffChunk(type: string, data: Buffer): Buffer {
  const out = Buffer.alloc(8 + data.length + (data.length % 2));
  out.write(type, 0, 'latin1');
  out.writeUInt32LE(data.length, 4);
  data.copy(out, 8);
  return out;
}
