import { createHash, randomBytes } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { CustosError } from '../../shared/kernel/error.ts';
import { writeFully } from '../files/durable.ts';
import { aead } from './aead.ts';
import { makeHeader, payloadKey } from './age-header.ts';
import { chunkNonce, chunkSize, nonceLength } from './payload.ts';

/** Sealed bytes gathered before each write: large enough that the count of calls does not matter. */
const batchSize = 16 * chunkSize;

/** Writes in order and one behind the sealing, so that the disk and the cipher work at the same time. */
class BatchedFile {
  readonly #handle: FileHandle;
  #parts: Uint8Array[] = [];
  #held = 0;
  #position = 0;
  #running: Promise<void> = Promise.resolve();

  constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  async add(parts: readonly Uint8Array[]): Promise<void> {
    for (const part of parts) {
      this.#parts.push(part);
      this.#held += part.length;
    }
    if (this.#held >= batchSize) await this.#flush();
  }

  async #flush(): Promise<void> {
    await this.#running;
    const parts = this.#parts;
    const position = this.#position;
    this.#position += this.#held;
    this.#parts = [];
    this.#held = 0;
    this.#running = this.#write(parts, position);
    // The failure is met by the next wait; this only keeps it from counting as unhandled until then.
    this.#running.catch(() => undefined);
  }

  async #write(parts: readonly Uint8Array[], position: number): Promise<void> {
    const { bytesWritten } = await this.#handle.writev(parts, position);
    const total = parts.reduce((sum, part) => sum + part.length, 0);
    if (bytesWritten < total) {
      await writeFully(this.#handle, Buffer.concat(parts).subarray(bytesWritten), position + bytesWritten);
    }
  }

  async end(): Promise<void> {
    await this.#flush();
    await this.#running;
  }

  async settle(): Promise<void> {
    await this.#running.catch(() => undefined);
  }
}

/** Cuts what comes into chunks and seals them; the last one is known only when the source ends. */
class ChunkSealer {
  readonly #key: Uint8Array;
  readonly #pending = Buffer.allocUnsafe(chunkSize);
  #filled = 0;
  #index = 0;

  constructor(key: Uint8Array) {
    this.#key = key;
  }

  *take(bytes: Uint8Array): Generator<readonly Uint8Array[]> {
    let rest = bytes;
    while (this.#filled + rest.length > chunkSize) {
      if (this.#filled === 0) {
        yield this.#seal(rest.subarray(0, chunkSize), false);
        rest = rest.subarray(chunkSize);
      } else {
        const room = chunkSize - this.#filled;
        this.#pending.set(rest.subarray(0, room), this.#filled);
        rest = rest.subarray(room);
        this.#filled = 0;
        yield this.#seal(this.#pending, false);
      }
    }
    this.#pending.set(rest, this.#filled);
    this.#filled += rest.length;
  }

  last(): readonly Uint8Array[] {
    const sealed = this.#seal(this.#pending.subarray(0, this.#filled), true);
    this.#pending.fill(0);
    this.#key.fill(0);
    return sealed;
  }

  #seal(plain: Uint8Array, last: boolean): readonly Uint8Array[] {
    return aead.seal(this.#key, chunkNonce(this.#index++, last), plain);
  }
}

const cancelled = (): CustosError =>
  new CustosError('cancelled', 'Storing the file was cancelled. Nothing of it was kept.');

/**
 * Writes an age file for one recipient from a source, which may hand over the same buffer again and again.
 * @returns the plain length and SHA-256 of what the source gave.
 * @throws CustosError `cancelled` where the signal says so; whatever the source throws.
 */
export async function writeBlob(
  handle: FileHandle,
  recipient: Uint8Array,
  source: AsyncIterable<Uint8Array>,
  signal?: AbortSignal,
): Promise<{ bytes: number; sha256: string }> {
  const { fileKey, header } = makeHeader(recipient);
  const nonce = randomBytes(nonceLength);
  const sealer = new ChunkSealer(payloadKey(fileKey, nonce));
  fileKey.fill(0);
  const file = new BatchedFile(handle);
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    await file.add([header, nonce]);
    for await (const part of source) {
      if (signal?.aborted) throw cancelled();
      hash.update(part);
      bytes += part.length;
      for (const sealed of sealer.take(part)) await file.add(sealed);
    }
    if (signal?.aborted) throw cancelled();
    await file.add(sealer.last());
    await file.end();
  } catch (error) {
    await file.settle();
    throw error;
  }
  return { bytes, sha256: hash.digest('hex') };
}
