import { createHash, randomBytes } from 'node:crypto';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { CustosError, isCustosError } from '../../shared/kernel/error.ts';
import { type Id, idFromBytes } from '../../shared/kernel/id.ts';
import { BlobFiles } from './blob-files.ts';
import { generateIdentity, identityFromText, identityToText } from './blob-identity.ts';
import { BlobKeys } from './blob-keys.ts';
import { type BlobReader, readBlob } from './blob-reader.ts';
import { writeBlob } from './blob-writer.ts';
import { copyKeys } from './copy-keys.ts';
import { type SweepReport, sweepBlobs } from './sweep.ts';

/** The durable steps of a put and a destroy, each announced once it is done. */
export type VaultStep =
  | 'put:written'
  | 'put:placed'
  | 'put:synced'
  | 'put:key-stored'
  | 'destroy:keys-removed'
  | 'destroy:keys-rewritten'
  | 'destroy:file-removed';

export type StoredBlob = { readonly blob: Id; readonly bytes: number; readonly sha256: string };

/** Encrypted blobs, each an age file to its own key. Only the holder of the library's lock opens it. */
export type Vault = {
  /**
   * Stores what a source gives, bit for bit. When it returns, the blob and its key survive a power cut; when
   * it throws, nothing is kept. @throws CustosError `cancelled` where the signal says so.
   */
  readonly put: (
    source: AsyncIterable<Uint8Array>,
    options?: { readonly signal?: AbortSignal | undefined },
  ) => Promise<StoredBlob>;
  /** @throws CustosError `not-found` for a blob without file or key, `damaged` for an altered one. */
  readonly open: (blob: Id) => Promise<BlobReader>;
  /** Whether the stored blob opens and has that SHA-256 (hexadecimal), read from the disk to its end. */
  readonly readBack: (blob: Id, sha256: string) => Promise<boolean>;
  /** Erases by key, then removes the file. May be repeated, also for a blob that is gone. */
  readonly destroy: (blob: Id) => Promise<void>;
  /** As `destroy`, rewriting the keys once for all of them. */
  readonly destroyMany: (blobs: readonly Id[]) => Promise<void>;
  /**
   * Finishes or removes what a kill left. Blobs put since this vault was opened are left alone: their
   * catalogue rows may still be on the way.
   */
  readonly sweep: (isKnown: (blob: Id) => boolean | Promise<boolean>) => Promise<SweepReport>;
  /** Every blob that has a file, in order. */
  readonly blobs: () => AsyncIterable<Id>;
  /** Those of the blobs that have no key: it was erased or lost. */
  readonly withoutKey: (blobs: readonly Id[]) => readonly Id[];
  /** Puts a whole copy of the blob keys, under the same database key, in place of what is at a path. */
  readonly copyKeysTo: (path: string) => Promise<void>;
  /** Encrypts the blob keys anew under another 32-byte key. */
  readonly rekey: (key: Uint8Array) => void;
  readonly close: () => void;
};

export type VaultOptions = {
  /** Folder of the blobs, `vault/`. */
  readonly vault: string;
  /** Folder of what is being written, on the same file system. */
  readonly tmp: string;
  /** Path of `blobkeys.db`. */
  readonly blobKeys: string;
  /** The 32-byte catalogue key. */
  readonly key: Uint8Array;
  readonly onStep?: ((step: VaultStep) => void) | undefined;
};

const notFound = (blob: Id): CustosError =>
  new CustosError('not-found', 'The stored file is not in the vault: it was erased or never kept.', { blob });

class FileVault implements Vault {
  readonly #files: BlobFiles;
  readonly #keys: BlobKeys;
  readonly #onStep: (step: VaultStep) => void;
  /** Copies of the keys follow one another: two at once would write the same part. */
  #copying: Promise<void> = Promise.resolve();
  /** Blobs put since opening, and those being put. */
  readonly #fresh = new Set<Id>();

  constructor(options: VaultOptions) {
    this.#files = new BlobFiles(options.vault, options.tmp);
    this.#keys = BlobKeys.open(options.blobKeys, options.key);
    this.#onStep = options.onStep ?? (() => undefined);
  }

  async put(
    source: AsyncIterable<Uint8Array>,
    options: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<StoredBlob> {
    const blob = idFromBytes(randomBytes(16));
    this.#fresh.add(blob);
    try {
      return await this.#store(blob, source, options.signal);
    } catch (error) {
      await rm(this.#files.partPath(blob), { force: true });
      await this.#files.remove(blob);
      this.#fresh.delete(blob);
      throw error;
    }
  }

  async #store(blob: Id, source: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<StoredBlob> {
    const identity = generateIdentity();
    const handle = await open(this.#files.partPath(blob), 'wx', 0o600);
    let written: { bytes: number; sha256: string };
    try {
      written = await writeBlob(handle, identity.recipient, source, signal);
      await handle.sync();
    } finally {
      await handle.close();
    }
    this.#onStep('put:written');
    await this.#files.place(blob);
    this.#onStep('put:placed');
    await this.#files.syncFolderOf(blob);
    this.#onStep('put:synced');
    this.#keys.add(blob, identityToText(identity));
    this.#onStep('put:key-stored');
    return { blob, ...written };
  }

  async open(blob: Id): Promise<BlobReader> {
    const path = this.#files.path(blob);
    const identity = this.#keys.find(blob);
    if (identity === undefined) throw notFound(blob);
    let handle: FileHandle;
    try {
      handle = await open(path, 'r');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') throw notFound(blob);
      throw error;
    }
    try {
      return await readBlob(handle, identityFromText(identity));
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  async readBack(blob: Id, sha256: string): Promise<boolean> {
    try {
      const reader = await this.open(blob);
      try {
        const hash = createHash('sha256');
        for await (const part of reader.stream()) hash.update(part);
        return hash.digest('hex') === sha256;
      } finally {
        await reader.close();
      }
    } catch (error) {
      if (isCustosError(error) && (error.code === 'damaged' || error.code === 'not-found')) return false;
      throw error;
    }
  }

  destroy(blob: Id): Promise<void> {
    return this.destroyMany([blob]);
  }

  async destroyMany(blobs: readonly Id[]): Promise<void> {
    for (const blob of blobs) this.#files.path(blob);
    this.#keys.remove(blobs);
    this.#onStep('destroy:keys-removed');
    // Also where no row was left: an earlier run may have been killed before the file was rewritten.
    this.#keys.rewrite();
    this.#onStep('destroy:keys-rewritten');
    for (const blob of blobs) {
      await this.#files.remove(blob);
      this.#fresh.delete(blob);
      this.#onStep('destroy:file-removed');
    }
  }

  sweep(isKnown: (blob: Id) => boolean | Promise<boolean>): Promise<SweepReport> {
    return sweepBlobs({
      files: this.#files,
      keys: this.#keys,
      isKnown,
      isFresh: (blob) => this.#fresh.has(blob),
      destroy: (blobs) => this.destroyMany(blobs),
    });
  }

  async *blobs(): AsyncGenerator<Id> {
    for (const prefix of await this.#files.prefixes()) yield* await this.#files.withPrefix(prefix);
  }

  withoutKey(blobs: readonly Id[]): readonly Id[] {
    return blobs.filter((blob) => this.#keys.find(blob) === undefined);
  }

  copyKeysTo(path: string): Promise<void> {
    const copied = this.#copying.then(() => copyKeys(this.#keys, path));
    this.#copying = copied.catch(() => undefined);
    return copied;
  }

  rekey(key: Uint8Array): void {
    this.#keys.rekey(key);
  }

  close(): void {
    this.#keys.close();
  }
}

/**
 * Opens the vault, making `blobkeys.db` where there is none.
 * @throws CustosError `damaged` where the key does not fit `blobkeys.db`.
 */
export const openVault = (options: VaultOptions): Vault => new FileVault(options);
