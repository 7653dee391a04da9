import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, lstat, open } from 'node:fs/promises';
import { readFully } from '../files/durable.ts';

/** A file up to this size is read once, into memory; several are in flight at a time. */
const wholeLimit = 24 * 1024 * 1024;
const partSize = 1024 * 1024;

/** Why a file cannot be taken in, before anybody has looked at its content. */
export class SourceFault extends Error {
  readonly code: 'missing' | 'not-a-file' | 'not-readable' | 'changed';
  readonly wayForward: string;

  constructor(code: SourceFault['code'], message: string, wayForward: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'SourceFault';
    this.code = code;
    this.wayForward = wayForward;
  }
}

export const changedFault = (): SourceFault =>
  new SourceFault(
    'changed',
    'The file was changed by another program while it was being read. Nothing of it was kept.',
    'Take it in again when no other program is using it.',
  );

interface Shape {
  readonly dev: bigint;
  readonly ino: bigint;
  readonly size: bigint;
  readonly mtimeNs: bigint;
}

const same = (a: Shape, b: Shape): boolean =>
  a.dev === b.dev && a.ino === b.ino && a.size === b.size && a.mtimeNs === b.mtimeNs;

/** A file that is being taken in, held open so that nothing can be put in its place unseen. */
export interface SourceFile {
  readonly path: string;
  readonly size: number;
  /** SHA-256 (hexadecimal) where the file was small enough to be read at once; else it is known after the put. */
  readonly sha256: string | null;
  parts(): AsyncIterable<Uint8Array>;
  /** Forgets the content that was read into memory: it is needed no more while the file waits for its number. */
  letGo(): void;
  /** Whether the path still names the very file that was opened, with the size and time of writing it had then. */
  unchanged(): Promise<boolean>;
  close(): Promise<void>;
}

async function* partsOf(handle: FileHandle, size: number): AsyncGenerator<Uint8Array> {
  let [current, other] = [Buffer.allocUnsafe(partSize), Buffer.allocUnsafe(partSize)];
  for (let at = 0; at < size; ) {
    const { bytesRead } = await handle.read(current, 0, partSize, at);
    if (bytesRead === 0) throw changedFault();
    at += bytesRead;
    yield current.subarray(0, bytesRead);
    // The reader may still hold the last part while the next is read.
    [current, other] = [other, current];
  }
}

async function* slices(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += partSize) yield bytes.subarray(at, at + partSize);
}

async function readWhole(handle: FileHandle, size: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(size);
  if ((await readFully(handle, bytes, 0)) < size) throw changedFault();
  return bytes;
}

/** Neither a link nor a pipe is waited for: the first is refused, the second is no file. */
const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

function asFault(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return new SourceFault(
      'missing',
      'The file is not there any more.',
      'Choose it again where it lies now.',
    );
  if (code === 'ELOOP' || code === 'ENXIO' || code === 'EISDIR') return notAFile();
  if (code === 'EACCES' || code === 'EPERM' || code === 'EIO' || code === 'EBUSY')
    return new SourceFault(
      'not-readable',
      'The system does not let the file be read.',
      'See to it that you may read the file and that its disk is sound, then take it in again.',
      error,
    );
  return error;
}

const notAFile = (): SourceFault =>
  new SourceFault(
    'not-a-file',
    'This is not an ordinary file.',
    'Choose the file itself, not a link, folder or device.',
  );

async function shapeOf(handle: FileHandle): Promise<Shape> {
  const stat = await handle.stat({ bigint: true });
  if (!stat.isFile()) throw notAFile();
  return stat;
}

/** @throws SourceFault where the path names no file that can be read. */
export async function openSourceFile(path: string): Promise<SourceFile> {
  let handle: FileHandle | null = null;
  try {
    handle = await open(path, flags);
    return await sourceOf(path, handle);
  } catch (error) {
    await handle?.close();
    throw asFault(error);
  }
}

async function sourceOf(path: string, handle: FileHandle): Promise<SourceFile> {
  const before = await shapeOf(handle);
  const size = Number(before.size);
  let whole = size <= wholeLimit ? await readWhole(handle, size) : null;
  return {
    path,
    size,
    sha256: whole && createHash('sha256').update(whole).digest('hex'),
    parts: () => (whole ? slices(whole) : partsOf(handle, size)),
    letGo() {
      whole = null;
    },
    async unchanged() {
      if (!same(await shapeOf(handle), before)) return false;
      try {
        return same(await lstat(path, { bigint: true }), before);
      } catch {
        return false;
      }
    },
    close: () => handle.close(),
  };
}
