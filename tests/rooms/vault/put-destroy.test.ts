import { createHash, randomBytes } from 'node:crypto';
import { appendFileSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readSource } from '../../../electron/vault/file-source.ts';
import { openVault } from '../../../electron/vault/vault.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { ageDecrypt, blobPath, freshPlace, identityOf, inParts, openFresh } from './test-vault.ts';

const everything = (place: ReturnType<typeof freshPlace>): string[] => [
  ...readdirSync(place.tmp),
  ...readdirSync(place.vault, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.age')),
];

test('a put answers length and SHA-256 of what came in', async () => {
  const place = freshPlace();
  const vault = openFresh(place);
  const plain = randomBytes(3_000_001);
  writeFileSync(`${place.tmp}/source`, plain);
  const stored = await vault.put(readSource(`${place.tmp}/source`));
  expect(stored).toMatchObject({
    bytes: plain.length,
    sha256: createHash('sha256').update(plain).digest('hex'),
  });
  expect(ageDecrypt(identityOf(place, stored.blob), blobPath(place, stored.blob)).equals(plain)).toBe(true);
});

test('a source that reuses its buffer is stored as it was', async () => {
  const vault = openFresh();
  const buffer = Buffer.alloc(65_537);
  async function* counting(): AsyncGenerator<Uint8Array> {
    for (let round = 0; round < 40; round++) yield buffer.fill(round);
  }
  const expected = createHash('sha256');
  for (let round = 0; round < 40; round++) expected.update(Buffer.alloc(65_537, round));
  const { blob } = await vault.put(counting());
  expect(await vault.readBack(blob, expected.digest('hex'))).toBe(true);
});

test('an aborted put leaves nothing', async () => {
  const place = freshPlace();
  const vault = openFresh(place);
  const abort = new AbortController();
  async function* slow(): AsyncGenerator<Uint8Array> {
    yield randomBytes(2_000_000);
    abort.abort();
    yield randomBytes(10);
  }
  await expect(vault.put(slow(), { signal: abort.signal })).rejects.toMatchObject({ code: 'cancelled' });
  expect(everything(place)).toEqual([]);
});

test('a source that fails half-way leaves nothing', async () => {
  const place = freshPlace();
  const vault = openFresh(place);
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield randomBytes(5_000_000);
    throw new Error('card pulled');
  }
  await expect(vault.put(broken())).rejects.toThrow('card pulled');
  expect(everything(place)).toEqual([]);
});

test('a file that changes while it is read is not stored', async () => {
  const place = freshPlace();
  const vault = openFresh(place);
  const path = `${place.tmp}/../growing`;
  writeFileSync(path, randomBytes(4_000_000));
  async function* meddled(): AsyncGenerator<Uint8Array> {
    let parts = 0;
    for await (const part of readSource(path)) {
      if (parts++ === 1) appendFileSync(path, 'more');
      yield part;
    }
  }
  await expect(vault.put(meddled())).rejects.toMatchObject({ code: 'conflict' });
  expect(everything(place)).toEqual([]);
});

test('what was destroyed does not open, and destroying may be repeated', async () => {
  const place = freshPlace();
  const vault = openFresh(place);
  const kept = await vault.put(inParts(randomBytes(100)));
  const { blob } = await vault.put(inParts(randomBytes(100)));
  await vault.destroy(blob);
  await vault.destroy(blob);
  expect(existsSync(blobPath(place, blob))).toBe(false);
  await expect(vault.open(blob)).rejects.toMatchObject({ code: 'not-found' });
  expect(await vault.readBack(kept.blob, kept.sha256)).toBe(true);
});

test('the sweep removes what the catalogue does not know and only reports what it does', async () => {
  const place = freshPlace();
  const before = openVault(place);
  const put = () => before.put(inParts(randomBytes(1000)));
  const [whole, unknown, noFile, lostFile] = [await put(), await put(), await put(), await put()];
  rmSync(blobPath(place, noFile.blob));
  rmSync(blobPath(place, lostFile.blob));
  before.close();
  const stranger = `${'0'.repeat(31)}1` as Id;
  const part = `${place.tmp}/${stranger}.age.part`;
  writeFileSync(part, 'half');

  const vault = openFresh(place);
  const fresh = await vault.put(inParts(randomBytes(1000)));
  const known = new Set([whole.blob, lostFile.blob]);
  const report = await vault.sweep(async (blob) => known.has(blob));
  expect(report.parts).toBe(1);
  expect([...report.destroyed].sort()).toEqual([unknown.blob, noFile.blob].sort());
  expect(report.missingFiles).toEqual([lostFile.blob]);
  expect(report.missingKeys).toEqual([]);
  expect(existsSync(part)).toBe(false);
  expect(await vault.readBack(whole.blob, whole.sha256)).toBe(true);
  expect(await vault.readBack(fresh.blob, fresh.sha256)).toBe(true);
  const left: Id[] = [];
  for await (const blob of vault.blobs()) left.push(blob);
  expect(left).toEqual([whole.blob, fresh.blob].sort());
});

test('a known blob whose key is gone is reported and its file stays', async () => {
  const place = freshPlace();
  const first = openVault(place);
  const { blob } = await first.put(inParts(randomBytes(1000)));
  first.close();
  rmSync(place.blobKeys);
  const report = await openFresh(place).sweep(() => true);
  expect(report.missingKeys).toEqual([blob]);
  expect(existsSync(blobPath(place, blob))).toBe(true);
});

test('a sweep against a catalogue that has fallen behind removes nothing', async () => {
  const place = freshPlace();
  const before = openVault(place);
  const stored: Id[] = [];
  for (let count = 0; count < 70; count += 1) stored.push((await before.put(inParts(randomBytes(10)))).blob);
  before.close();

  const vault = openFresh(place);
  const report = await vault.sweep(() => false);
  expect(report.destroyed).toEqual([]);
  expect([...report.kept].sort()).toEqual(stored.sort());
  for (const blob of stored) await (await vault.open(blob)).close();
});
