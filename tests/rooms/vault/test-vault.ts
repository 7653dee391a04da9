import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { BlobKeys } from '../../../electron/vault/blob-keys.ts';
import { openVault, type Vault, type VaultOptions } from '../../../electron/vault/vault.ts';
import type { Id } from '../../../shared/kernel/id.ts';

/** Folders of a vault in a fresh place that the test's end removes. */
export function freshPlace(): VaultOptions {
  const root = mkdtempSync(join(tmpdir(), 'custos-vault-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const place = { vault: join(root, 'vault'), tmp: join(root, 'tmp'), blobKeys: join(root, 'blobkeys.db') };
  mkdirSync(place.vault);
  mkdirSync(place.tmp);
  return { ...place, key: randomBytes(32) };
}

export function openFresh(place: VaultOptions = freshPlace()): Vault {
  const vault = openVault(place);
  onTestFinished(() => vault.close());
  return vault;
}

/** A source that gives bytes in parts of uneven sizes. */
export async function* inParts(bytes: Uint8Array, part = 50_021): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += part) yield bytes.subarray(at, at + part);
}

export const blobPath = (place: VaultOptions, blob: Id): string =>
  join(place.vault, blob.slice(0, 2), `${blob}.age`);

export function identityOf(place: VaultOptions, blob: Id): string {
  const keys = BlobKeys.open(place.blobKeys, place.key);
  const identity = keys.find(blob);
  keys.close();
  if (identity === undefined) throw new Error('the blob has no key');
  return identity;
}

/** What the age command reads from a file with an identity. */
export function ageDecrypt(identity: string, path: string): Buffer {
  const root = mkdtempSync(join(tmpdir(), 'custos-age-'));
  try {
    writeFileSync(join(root, 'key.txt'), `${identity}\n`);
    return execFileSync('age', ['-d', '-i', join(root, 'key.txt'), path], { maxBuffer: 1 << 28 });
  } finally {
    rmSync(root, { recursive: true });
  }
}
