import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createLibraryKeys } from '../../../electron/keys/key-room.ts';
import type { LibraryKeys } from '../../../electron/keys/library-keys.ts';

export const passphrase = 'kettle marble sonnet';

/** For tests in which no removal is pending. */
export const noChange = async (): Promise<void> => {
  throw new Error('no change of keys was expected');
};

export function freshFolder(): string {
  const root = mkdtempSync(join(tmpdir(), 'custos-keys-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  return join(root, 'keys');
}

export async function freshKeys(): Promise<{ folder: string; keys: LibraryKeys }> {
  const folder = freshFolder();
  return { folder, keys: await createLibraryKeys(folder, { name: 'Anna Archer', passphrase }) };
}

export const secretsOf = (keys: LibraryKeys): string[] => [
  keys.libraryIdentity,
  keys.catalogueKey.toString('hex'),
  keys.previewsKey.toString('hex'),
  keys.librarySecret.toString('hex'),
  keys.checkpoint.publicKey,
];
