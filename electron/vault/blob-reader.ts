import type { FileHandle } from 'node:fs/promises';
import { CustosError } from '../../shared/kernel/error.ts';
import { readFully } from '../files/durable.ts';
import { aead } from './aead.ts';
import { headerBound, payloadKey, readHeader } from './age-header.ts';
import type { BlobIdentity } from './blob-identity.ts';
import { chunkNonce, chunkSize, nonceLength, payloadShape, sealedChunkSize } from './payload.ts';

/** Chunks read from the disk at once: one call a MiB. */
const batch = 16;

const damaged = (): CustosError =>
  new CustosError(
    'damaged',
    'The stored file has been altered or is incomplete, so it cannot be shown. Restore it from a backup.',
  );

const closed = (): CustosError =>
  new CustosError('locked', 'The file has been closed. Open it again to go on.');

/** An open blob. Every byte it gives has been authenticated; it throws CustosError `damaged` otherwise. */
export type BlobReader = {
  /** Plain length in bytes, proven by the last chunk. */
  readonly size: number;
  /** The bytes from an offset on; fewer than asked for only where the blob ends. */
  readonly read: (offset: number, length: number) => Promise<Uint8Array>;
  /** The bytes from `start` up to but not including `end`, in parts of at most 64 KiB, in order. */
  readonly stream: (start?: number, end?: number) => AsyncIterable<Uint8Array>;
  /** Idempotent. Nothing can be read afterwards. */
  readonly close: () => Promise<void>;
};

class SealedPayload {
  readonly #handle: FileHandle;
  readonly #key: Uint8Array;
  readonly #start: number;
  readonly #length: number;
  #closed = false;
  readonly size: number;
  readonly chunks: number;

  constructor(handle: FileHandle, key: Uint8Array, start: number, length: number) {
    this.#handle = handle;
    this.#key = key;
    this.#start = start;
    this.#length = length;
    const shape = payloadShape(length);
    this.size = shape.size;
    this.chunks = shape.chunks;
  }

  /** The plain chunks from one index up to but not including another, read in one go. */
  async chunksFrom(first: number, end: number): Promise<Uint8Array[]> {
    if (this.#closed) throw closed();
    const from = first * sealedChunkSize;
    const sealed = Buffer.allocUnsafe(Math.min(end * sealedChunkSize, this.#length) - from);
    if ((await readFully(this.#handle, sealed, this.#start + from)) < sealed.length) throw damaged();
    if (this.#closed) throw closed();
    const plain: Uint8Array[] = [];
    for (let index = first; index < end; index++) {
      const at = (index - first) * sealedChunkSize;
      const chunk = sealed.subarray(at, at + sealedChunkSize);
      const opened = aead.unseal(this.#key, chunkNonce(index, index === this.chunks - 1), chunk);
      if (opened === undefined) throw damaged();
      plain.push(opened);
    }
    return plain;
  }

  async *range(start: number, end: number): AsyncGenerator<Uint8Array> {
    const stop = Math.ceil(end / chunkSize);
    const take = (first: number): Promise<Uint8Array[]> =>
      this.chunksFrom(first, Math.min(stop, first + batch));
    let first = Math.floor(start / chunkSize);
    let coming = first < stop ? take(first) : undefined;
    while (coming !== undefined) {
      const chunks = await coming;
      const base = first;
      first += chunks.length;
      coming = first < stop ? take(first) : undefined;
      // Read ahead: a failure is met when its turn comes, or dropped with a reader that went away.
      coming?.catch(() => undefined);
      for (const [index, chunk] of chunks.entries()) {
        const at = (base + index) * chunkSize;
        yield chunk.subarray(Math.max(0, start - at), Math.min(chunk.length, end - at));
      }
    }
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#key.fill(0);
    await this.#handle.close();
  }
}

async function openPayload(handle: FileHandle, identity: BlobIdentity): Promise<SealedPayload> {
  const { size: fileSize } = await handle.stat();
  const start = Buffer.alloc(Math.min(fileSize, headerBound + nonceLength));
  if ((await readFully(handle, start, 0)) < start.length) throw damaged();
  const { fileKey, length } = readHeader(start, identity);
  const nonce = start.subarray(length, length + nonceLength);
  if (nonce.length < nonceLength) throw damaged();
  const from = length + nonceLength;
  const payload = new SealedPayload(handle, payloadKey(fileKey, nonce), from, fileSize - from);
  fileKey.fill(0);
  await payload.chunksFrom(payload.chunks - 1, payload.chunks);
  return payload;
}

function clamp(value: number, size: number): number {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new CustosError('invalid-input', 'A range of bytes is given in whole numbers from 0 up.');
  }
  return Math.min(value, size);
}

/**
 * Opens the age file behind a handle, which the reader then owns and closes.
 * @throws CustosError `damaged` where the header or the last chunk does not hold.
 */
export async function readBlob(handle: FileHandle, identity: BlobIdentity): Promise<BlobReader> {
  const payload = await openPayload(handle, identity);
  const stream = (start = 0, end = payload.size): AsyncGenerator<Uint8Array> =>
    payload.range(clamp(start, payload.size), clamp(end, payload.size));
  return {
    size: payload.size,
    stream,
    async read(offset, length) {
      const from = clamp(offset, payload.size);
      const out = Buffer.allocUnsafe(Math.min(clamp(length, payload.size), payload.size - from));
      let at = 0;
      for await (const part of stream(from, from + out.length)) {
        out.set(part, at);
        at += part.length;
      }
      return out;
    },
    close: () => payload.close(),
  };
}
