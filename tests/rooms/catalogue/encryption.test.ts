import { readFileSync, writeFileSync } from 'node:fs';
import SqlCipher from '@signalapp/sqlcipher';
import { describe, expect, test } from 'vitest';
import { openReader, openWriter } from '../../../electron/catalogue/sqlite/connection.ts';
import { createCatalogue } from '../../../electron/catalogue/sqlite/open.ts';
import { databasePages } from '../../witness/sqlcipher-pages.ts';
import { idOf, newPlace, openAt, recording, testKey } from './made-up.ts';

const hex = Buffer.from(testKey).toString('hex');

function namesBySqlCipher(path: string, key: string): string[] {
  const db = new SqlCipher(path);
  try {
    db.pragma(`key = "x'${key}'"`);
    return db.prepare('SELECT file_name FROM recording ORDER BY number', { pluck: true }).all<string>();
  } finally {
    db.close();
  }
}

describe('the catalogue as a file', () => {
  test('SQLCipher itself opens it with the raw key', async () => {
    const path = newPlace();
    const catalogue = openAt(path);
    await catalogue.write((writer) => writer.recordings.add(recording(1, { fileName: 'knee.jpg' })));
    await catalogue.close();
    expect(namesBySqlCipher(path, hex)).toEqual(['knee.jpg']);
    expect(() => namesBySqlCipher(path, '00'.repeat(32))).toThrow();
  });

  test('what was written is in the file itself soon after, while the catalogue is open', async () => {
    const path = newPlace();
    const catalogue = openAt(path);
    await catalogue.write((writer) => writer.recordings.add(recording(1, { fileName: 'elbow.jpg' })));
    const isInFile = (): boolean =>
      [...databasePages(path, testKey)].some((page) => page.includes('elbow.jpg'));
    expect(isInFile()).toBe(false);
    await expect.poll(isInFile, { timeout: 5_000 }).toBe(true);
    await catalogue.close();
  });

  test('SQLCipher opens a snapshot as well, and what came later is not in it', async () => {
    const path = newPlace();
    const catalogue = openAt(path);
    await catalogue.write((writer) => writer.recordings.add(recording(1, { fileName: 'before.jpg' })));
    await catalogue.snapshot(`${path}-copy`);
    await catalogue.write((writer) => writer.recordings.add(recording(2, { fileName: 'after.jpg' })));
    expect(namesBySqlCipher(`${path}-copy`, hex)).toEqual(['before.jpg']);
  });

  test('after a change of key only the new one opens it, and reading goes on', async () => {
    const path = newPlace();
    const catalogue = openAt(path);
    await catalogue.write((writer) => writer.recordings.add(recording(1, { fileName: 'knee.jpg' })));
    await catalogue.read((reader) => reader.recordings.get(idOf(1)));
    const next = new Uint8Array(32).fill(0xee);
    await catalogue.rekey(next);
    expect(await catalogue.read((reader) => reader.recordings.get(idOf(1)))).toMatchObject({ number: 1 });
    await catalogue.close();
    expect(namesBySqlCipher(path, 'ee'.repeat(32))).toEqual(['knee.jpg']);
    expect(() => createCatalogue({ path, key: testKey })).toThrow(
      expect.objectContaining({ code: 'damaged' }),
    );
  });

  test('every page authenticates by the written format, and shows its first page', async () => {
    const path = newPlace();
    await openAt(path).close();
    const [first] = databasePages(path, testKey);
    // What follows the 16 bytes of salt in a SQLite header: page size 4096, and 80 bytes reserved a page.
    expect(first?.readUInt16BE(0)).toBe(4_096);
    expect(first?.[4]).toBe(80);
  });

  test.each([[0], [31], [33], [62], [64]])('a key of %d bytes is refused and no file is made', (length) => {
    const path = newPlace();
    expect(() => createCatalogue({ path, key: new Uint8Array(length), create: true })).toThrow(RangeError);
    expect(() => readFileSync(path)).toThrow();
  });

  test('a missing file is an error, never an empty library', () => {
    expect(() => createCatalogue({ path: newPlace(), key: testKey })).toThrow(
      expect.objectContaining({ code: 'not-found' }),
    );
  });

  test('a file that is no catalogue is refused', () => {
    const path = newPlace();
    writeFileSync(path, Buffer.alloc(8_192, 7));
    expect(() => createCatalogue({ path, key: testKey })).toThrow(
      expect.objectContaining({ code: 'damaged' }),
    );
  });

  test('every connection has its protections set', async () => {
    const path = newPlace();
    await openAt(path).close();
    for (const open of [openWriter, openReader]) {
      const { database, close } = open({ path, key: testKey });
      const pragma = (name: string): unknown => database.pragma(name, { simple: true });
      expect({
        foreign_keys: pragma('foreign_keys'),
        secure_delete: pragma('secure_delete'),
        trusted_schema: pragma('trusted_schema'),
        temp_store: pragma('temp_store'),
        journal_mode: pragma('journal_mode'),
        synchronous: pragma('synchronous'),
        query_only: pragma('query_only'),
      }).toEqual({
        foreign_keys: 1,
        secure_delete: 1,
        trusted_schema: 0,
        temp_store: 2,
        journal_mode: 'wal',
        synchronous: 2,
        query_only: open === openReader ? 1 : 0,
      });
      const secure = "SELECT v FROM recording_words_config WHERE k = 'secure-delete'";
      expect(database.prepare(secure).pluck().get()).toBe(1);
      close();
    }
  });
});
