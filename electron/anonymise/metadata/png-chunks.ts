import { crc32 } from 'node:zlib';
import { CustosError } from '../../../shared/kernel/error.ts';

/** One chunk as it lies in the file (PNG, third edition, 5.3). */
export interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

export interface PngWalk {
  readonly chunks: readonly Chunk[];
  /** What follows the end chunk, or cannot be read as a chunk. */
  readonly trailer: Buffer;
  readonly complete: boolean;
}

export const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

const chunkLimit = 1_000_000;

const isChunkType = (type: string): boolean => /^[A-Za-z]{4}$/.test(type);

/**
 * Walks the chunks of a PNG up to its end chunk. A last image chunk that the file cuts short is given as far as
 * it goes. @throws CustosError `unreadable` for a foreign signature or more chunks than a picture can have.
 */
export function walkPng(bytes: Buffer): PngWalk {
  if (!bytes.subarray(0, 8).equals(pngSignature)) {
    throw new CustosError('unreadable', 'This is not a PNG picture, whatever its name says.');
  }
  const chunks: Chunk[] = [];
  let at = 8;
  while (at + 8 <= bytes.length) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (!isChunkType(type)) break;
    const end = at + 8 + length;
    if (end + 4 > bytes.length) {
      const cut = type === 'IDAT' || type === 'fdAT';
      if (cut) chunks.push({ type, data: bytes.subarray(at + 8, Math.min(end, bytes.length)) });
      return { chunks, trailer: bytes.subarray(cut ? bytes.length : at), complete: false };
    }
    if (chunks.length >= chunkLimit) {
      throw new CustosError(
        'unreadable',
        'The picture has more chunks than a PNG can have. It cannot be cleaned.',
      );
    }
    chunks.push({ type, data: bytes.subarray(at + 8, end) });
    at = end + 4;
    if (type === 'IEND') return { chunks, trailer: bytes.subarray(at), complete: true };
  }
  return { chunks, trailer: bytes.subarray(at), complete: false };
}

/** A chunk with its length and check sum. */
export function chunk(type: string, data: Buffer): Buffer {
  const out = Buffer.alloc(12 + data.length);
  out.writeUInt32BE(data.length, 0);
  out.write(type, 4, 'latin1');
  data.copy(out, 8);
  out.writeUInt32BE(crc32(out.subarray(4, 8 + data.length)), 8 + data.length);
  return out;
}
