import { closeSync, constants, fstatSync, openSync, readSync, statSync } from 'node:fs';
import type { MediaInput } from './look-result.ts';
import { SetAsideError } from './set-aside.ts';

const headSize = 65_536;
const wholeLimit = 96 * 1024 * 1024;

/** Bounded reading at any place of a file or of bytes in memory. Synchronous: it lives in a worker process. */
export interface ByteSource {
  readonly size: number;
  /** Null for content in memory. */
  readonly path: string | null;
  readonly modified: Date | null;
  /** Up to `length` bytes from `offset`; fewer at the end, none beyond it. */
  at(offset: number, length: number): Buffer;
  /** All the content where it fits in 96 MiB, read once and kept; otherwise null. */
  whole(): Buffer | null;
  close(): void;
}

const asBuffer = (bytes: Uint8Array): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** A source over content in memory. */
export function sourceOfBytes(bytes: Uint8Array): ByteSource {
  const buffer = asBuffer(bytes);
  return {
    size: buffer.length,
    path: null,
    modified: null,
    at: (offset, length) => buffer.subarray(offset, Math.max(offset, offset + length)),
    whole: () => buffer,
    close: () => undefined,
  };
}

function readFully(file: number, offset: number, length: number): Buffer {
  const buffer = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const got = readSync(file, buffer, filled, length - filled, offset + filled);
    if (got === 0) break;
    filled += got;
  }
  return buffer.subarray(0, filled);
}

/** @throws SetAsideError where the path is no ordinary file or cannot be read. */
function sourceOfFile(path: string): ByteSource {
  let file: number;
  try {
    // A pipe or a device would block or never end: only ordinary files are opened.
    if (!statSync(path).isFile()) throw new SetAsideError('unreadable', 'This is not an ordinary file.');
    file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    if (error instanceof SetAsideError) throw error;
    throw new SetAsideError('unreadable', 'The file could not be opened for reading.');
  }
  const { size, mtime } = fstatSync(file);
  let kept = readFully(file, 0, Math.min(size, headSize));
  return {
    size,
    path,
    modified: mtime,
    at(offset, length) {
      const end = Math.min(offset + length, size);
      if (end <= offset) return Buffer.alloc(0);
      return end <= kept.length ? kept.subarray(offset, end) : readFully(file, offset, end - offset);
    },
    whole() {
      if (size > wholeLimit) return null;
      if (kept.length < size) kept = Buffer.concat([kept, readFully(file, kept.length, size - kept.length)]);
      return kept;
    },
    close: () => closeSync(file),
  };
}

/** Opens an input for reading; the caller closes it. @throws SetAsideError where it cannot be read. */
export const openSource = (input: MediaInput): ByteSource =>
  'path' in input ? sourceOfFile(input.path) : sourceOfBytes(input.bytes);
