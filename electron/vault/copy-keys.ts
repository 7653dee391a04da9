import { chmod, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder } from '../files/durable.ts';
import type { BlobKeys } from './blob-keys.ts';

/**
 * Puts a copy of the blob keys in place whole or not at all, so that a backup never holds two states. The part has
 * one name: what a kill left of an earlier copy holds keys that may have been destroyed since, and is overwritten.
 */
export async function copyKeys(keys: BlobKeys, path: string): Promise<void> {
  const part = `${path}.part`;
  await rm(part, { force: true });
  try {
    keys.copyTo(part);
    await chmod(part, 0o600);
    const handle = await open(part, 'r+');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}
