import { randomBytes } from 'node:crypto';
import { copyFileSync, readFileSync, statSync } from 'node:fs';
import SqlCipher from '@signalapp/sqlcipher';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { openEncryptedDatabase, rekeyDatabaseFile } from '../../../electron/files/encrypted-database.ts';
import { openVault } from '../../../electron/vault/vault.ts';
import { freshPlace, identityOf, inParts, openFresh } from './test-vault.ts';

const hex = (key: Uint8Array): string => Buffer.from(key).toString('hex');

/** Every page of a database in the clear, free pages among them. */
function plainPages(path: string, key: Uint8Array): Buffer {
  copyFileSync(path, `${path}.plain`);
  const db = new Database(`${path}.plain`) as Database.Database & { key(k: Buffer): void };
  db.pragma("cipher = 'sqlcipher'");
  db.pragma('legacy = 4');
  db.key(Buffer.from(`raw:${hex(key)}`));
  db.pragma('journal_mode = DELETE');
  db.pragma("rekey = ''");
  db.close();
  return readFileSync(`${path}.plain`);
}

test('SQLCipher itself reads the blob keys by the raw key', async () => {
  const place = freshPlace();
  const vault = openVault(place);
  const { blob } = await vault.put(inParts(randomBytes(10)));
  vault.close();
  const db = new SqlCipher(place.blobKeys);
  db.pragma(`key = "x'${hex(place.key)}'"`);
  const row = db.prepare('SELECT identity FROM blob_key WHERE blob = ?').get([blob]);
  db.close();
  expect(row?.identity).toBe(identityOf(place, blob));
});

test('the databases stand under the settings that erasing relies on', () => {
  const db = openEncryptedDatabase(freshPlace().blobKeys, randomBytes(32));
  const settings = [
    'journal_mode',
    'synchronous',
    'secure_delete',
    'trusted_schema',
    'foreign_keys',
    'temp_store',
  ];
  const found = settings.map((name) => [name, db.pragma(name, { simple: true })]);
  db.close();
  expect(Object.fromEntries(found)).toEqual({
    journal_mode: 'wal',
    synchronous: 2,
    secure_delete: 1,
    trusted_schema: 0,
    foreign_keys: 1,
    temp_store: 2,
  });
});

test('no page and no log holds the key of a destroyed blob', async () => {
  const place = freshPlace();
  const vault = openFresh(place);
  for (let count = 0; count < 60; count++) await vault.put(inParts(randomBytes(10)));
  const { blob } = await vault.put(inParts(randomBytes(10)));
  const identity = identityOf(place, blob);
  const kept = await vault.put(inParts(randomBytes(10)));
  await vault.destroyMany([]);
  expect(plainPages(place.blobKeys, place.key).includes(identity)).toBe(true);
  await vault.destroy(blob);
  expect(statSync(`${place.blobKeys}-wal`).size).toBe(0);
  const pages = plainPages(place.blobKeys, place.key);
  expect(pages.includes(identity)).toBe(false);
  expect(pages.includes(blob)).toBe(false);
  expect(pages.includes(identityOf(place, kept.blob))).toBe(true);
});

test('a wrong key, a key of another length and a file that is no database are refused', () => {
  const place = freshPlace();
  openVault(place).close();
  expect(() => openVault({ ...place, key: randomBytes(32) })).toThrow(/cannot be opened/);
  expect(() => openVault({ ...place, key: randomBytes(31) })).toThrow(/32 bytes/);
  expect(() => openVault({ ...place, key: Buffer.alloc(0) })).toThrow(/32 bytes/);
});

test('a copy of the keys opens under the same key and replaces an older copy', async () => {
  const place = freshPlace();
  const vault = openFresh(place);
  const copy = `${place.tmp}/copy.db`;
  const first = await vault.put(inParts(randomBytes(10)));
  await vault.copyKeysTo(copy);
  expect(identityOf({ ...place, blobKeys: copy }, first.blob)).toBe(identityOf(place, first.blob));
  await vault.destroy(first.blob);
  await vault.copyKeysTo(copy);
  expect(() => identityOf({ ...place, blobKeys: copy }, first.blob)).toThrow('no key');
  expect(statSync(copy).mode & 0o777).toBe(0o600);
});

test('after a change of key only the new one opens, and it may be done again', async () => {
  const place = freshPlace();
  const vault = openVault(place);
  const stored = await vault.put(inParts(randomBytes(10)));
  const next = randomBytes(32);
  vault.rekey(next);
  expect(await vault.readBack(stored.blob, stored.sha256)).toBe(true);
  vault.close();
  expect(() => openVault(place)).toThrow(/cannot be opened/);
  const third = randomBytes(32);
  rekeyDatabaseFile(place.blobKeys, next, third);
  rekeyDatabaseFile(place.blobKeys, next, third);
  rekeyDatabaseFile(`${place.blobKeys}.missing`, next, third);
  const again = openFresh({ ...place, key: third });
  expect(await again.readBack(stored.blob, stored.sha256)).toBe(true);
});
