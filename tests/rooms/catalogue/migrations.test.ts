import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { migrate, migrations } from '../../../electron/catalogue/sqlite/migrate.ts';
import { createCatalogue } from '../../../electron/catalogue/sqlite/open.ts';
import { openEncryptedDatabase } from '../../../electron/files/encrypted-database.ts';
import { newPlace, testKey } from './made-up.ts';

const open = (path: string) => openEncryptedDatabase(path, testKey);

test('schema.sql says what the migrations make', () => {
  const database = open(newPlace());
  migrate(database);
  const statements = database
    .prepare<[], string>(
      "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'recording_words_%' ORDER BY rowid",
    )
    .pluck()
    .all();
  database.close();
  const said = readFileSync(
    join(import.meta.dirname, '../../../electron/catalogue/sqlite/schema.sql'),
    'utf8',
  );
  expect(`${statements.join(';\n\n')};\n`).toBe(said);
});

test('migrating again changes nothing', () => {
  const database = open(newPlace());
  migrate(database);
  const before = database.pragma('schema_version', { simple: true });
  migrate(database);
  expect(database.pragma('schema_version', { simple: true })).toBe(before);
  expect(database.pragma('user_version', { simple: true })).toBe(migrations.length);
  database.close();
});

test('a library of a later version is refused and left as it is', () => {
  const path = newPlace();
  const database = open(path);
  migrate(database);
  database.pragma(`user_version = ${migrations.length + 1}`);
  database.close();
  expect(() => createCatalogue({ path, key: testKey })).toThrow(
    expect.objectContaining({ code: 'unsupported' }),
  );
  const again = open(path);
  expect(again.pragma('user_version', { simple: true })).toBe(migrations.length + 1);
  again.close();
});

test('a step that fails leaves the old shape whole', () => {
  const database = open(newPlace());
  const steps = [
    ...migrations,
    { number: migrations.length + 1, statements: 'CREATE TABLE half (a) STRICT; nonsense' },
  ];
  migrate(database);
  expect(() => migrate(database, steps)).toThrow();
  expect(database.pragma('user_version', { simple: true })).toBe(migrations.length);
  expect(database.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'half'").pluck().get()).toBe(0);
  database.close();
});

test('steps out of order are refused', () => {
  const database = open(newPlace());
  expect(() => migrate(database, [{ number: 2, statements: '' }])).toThrow('place 1');
  database.close();
});
