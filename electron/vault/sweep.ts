import { rm } from 'node:fs/promises';
import type { Id } from '../../shared/kernel/id.ts';
import type { BlobFiles } from './blob-files.ts';
import type { BlobKeys } from './blob-keys.ts';

export type SweepReport = {
  /** Half-written files that were removed. */
  readonly parts: number;
  /** Blobs (file, key or both) that the catalogue does not know and that were destroyed. */
  readonly destroyed: readonly Id[];
  /** Blobs that the catalogue does not know and that were left, because a kill cannot leave so many. */
  readonly kept: readonly Id[];
  /** Known blobs whose file is gone: restore them from a backup. */
  readonly missingFiles: readonly Id[];
  /** Known blobs whose key is gone: only a copy of `blobkeys.db` from a backup opens them. */
  readonly missingKeys: readonly Id[];
};

type Sweep = {
  readonly files: BlobFiles;
  readonly keys: BlobKeys;
  readonly isKnown: (blob: Id) => boolean | Promise<boolean>;
  readonly isFresh: (blob: Id) => boolean;
  readonly destroy: (blobs: readonly Id[]) => Promise<void>;
};

/**
 * A kill leaves a few files that were in flight. Where the catalogue knows none of many more, it is the catalogue
 * that is behind (an older copy put in its place by hand), and the files are originals that it will know again.
 */
const mostLeftovers = 64;

const twoDigits = Array.from({ length: 256 }, (_, value) => value.toString(16).padStart(2, '0'));

async function removeParts({ files, isFresh }: Sweep): Promise<number> {
  const stale = (await files.parts()).filter((blob) => !isFresh(blob));
  for (const blob of stale) await rm(files.partPath(blob), { force: true });
  return stale.length;
}

/**
 * Brings files, keys and catalogue together again after a kill. What the catalogue knows is never removed,
 * only reported: a half-done erasure is finished by its operation, which is what no longer knows the blob.
 * One folder of the vault is looked at at a time.
 */
export async function sweepBlobs(sweep: Sweep): Promise<SweepReport> {
  const parts = await removeParts(sweep);
  const unknown: Id[] = [];
  const missingFiles: Id[] = [];
  const missingKeys: Id[] = [];
  for (const prefix of twoDigits) {
    const files = new Set(await sweep.files.withPrefix(prefix));
    const keys = new Set(sweep.keys.withPrefix(prefix));
    for (const blob of files.union(keys)) {
      if (sweep.isFresh(blob)) continue;
      if (!(await sweep.isKnown(blob))) unknown.push(blob);
      else if (!files.has(blob)) missingFiles.push(blob);
      else if (!keys.has(blob)) missingKeys.push(blob);
    }
  }
  if (unknown.length > mostLeftovers)
    return { parts, destroyed: [], kept: unknown, missingFiles, missingKeys };
  if (unknown.length > 0) await sweep.destroy(unknown);
  return { parts, destroyed: unknown, kept: [], missingFiles, missingKeys };
}
