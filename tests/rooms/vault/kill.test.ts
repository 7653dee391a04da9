import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BlobKeys } from '../../../electron/vault/blob-keys.ts';
import { openVault, type VaultOptions, type VaultStep } from '../../../electron/vault/vault.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { blobPath, freshPlace, inParts, openFresh } from './test-vault.ts';

const child = join(import.meta.dirname, 'kill-child.ts');

function runKilled(place: VaultOptions, step: string, what: string, blobs: readonly Id[] = []): void {
  const told = JSON.stringify({ ...place, key: Buffer.from(place.key).toString('hex') });
  const { signal, stderr } = spawnSync(process.execPath, [child, told, step, what, ...blobs]);
  expect(signal, stderr.toString()).toBe('SIGKILL');
}

const filesIn = (place: VaultOptions): string[] =>
  readdirSync(place.vault, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.age'));

function keysIn(place: VaultOptions): Id[] {
  const keys = BlobKeys.open(place.blobKeys, place.key);
  const all = keys.withPrefix('');
  keys.close();
  return all;
}

const putSteps: readonly (VaultStep | 'put:half')[] = [
  'put:half',
  'put:written',
  'put:placed',
  'put:synced',
  'put:key-stored',
];

test.each(putSteps)('a put killed after %s is swept away, and nothing else', async (step) => {
  const place = freshPlace();
  const first = openVault(place);
  const kept = await first.put(inParts(randomBytes(70_000)));
  first.close();
  runKilled(place, step, 'put');
  const vault = openFresh(place);
  await vault.sweep((blob) => blob === kept.blob);
  expect(await vault.readBack(kept.blob, kept.sha256)).toBe(true);
  expect(readdirSync(place.tmp)).toEqual([]);
  expect(filesIn(place)).toHaveLength(1);
  expect(keysIn(place)).toEqual([kept.blob]);
});

test('a put killed after its last step is whole where the catalogue knows it', async () => {
  const place = freshPlace();
  runKilled(place, 'put:key-stored', 'put');
  const vault = openFresh(place);
  await vault.sweep(() => true);
  const [blob] = keysIn(place);
  const reader = await vault.open(blob as Id);
  expect(reader.size).toBe(600_000);
  await reader.close();
});

const destroySteps: readonly VaultStep[] = [
  'destroy:keys-removed',
  'destroy:keys-rewritten',
  'destroy:file-removed',
];

test.each(destroySteps)('a destroy killed after %s never opens again and can be finished', async (step) => {
  const place = freshPlace();
  const first = openVault(place);
  const put = () => first.put(inParts(randomBytes(70_000)));
  const [kept, one, two] = [await put(), await put(), await put()];
  first.close();
  runKilled(place, step, 'destroy', [one.blob, two.blob]);
  const vault = openFresh(place);
  for (const { blob } of [one, two]) {
    await expect(vault.open(blob)).rejects.toMatchObject({ code: 'not-found' });
  }
  await vault.sweep((blob) => blob === kept.blob);
  expect(existsSync(blobPath(place, one.blob))).toBe(false);
  expect(existsSync(blobPath(place, two.blob))).toBe(false);
  expect(keysIn(place)).toEqual([kept.blob]);
  expect(await vault.readBack(kept.blob, kept.sha256)).toBe(true);
});
