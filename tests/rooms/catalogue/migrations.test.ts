import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type CellSource, cellOf } from '../../../electron/catalogue/sqlite/cell.ts';
import { Grid } from '../../../electron/catalogue/sqlite/grid.ts';
import { migrate, migrations } from '../../../electron/catalogue/sqlite/migrate.ts';
import { createCatalogue } from '../../../electron/catalogue/sqlite/open.ts';
import { openEncryptedDatabase } from '../../../electron/files/encrypted-database.ts';
import { idOf, newPlace, openAt, query, testKey } from './made-up.ts';

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

test('a library of the first shape is brought up to date with nothing lost', async () => {
  const path = newPlace();
  const old = open(path);
  migrate(old, migrations.slice(0, 1));
  old.exec(`
    INSERT INTO recording (number, id, kind, state, standing, container, codecs, bytes, made_source, added_at, added_by,
      file_name, mark, caller_notice, colleague_consulted, medico_legal_investigation, coroner_discussed,
      external_filming, bodies_informed, visibility)
    VALUES (1, '${idOf(1)}', 'photo', 'active', 'ready', 'jpeg', '["jpeg"]', 9, 'camera', '2020-01-01T00:00:00.000Z',
      '${idOf(9)}', 'knee.jpg', 'mark', 0, 0, 0, 0, 0, 0, 3);
    INSERT INTO subject (number, id, family_name, given_name, appointed_person)
    VALUES (1, '${idOf(0x51)}', 'Featherstone', 'Ann', 0);
    INSERT INTO subject_word VALUES ('featherstone', 1), ('ann', 1);
    INSERT INTO recording_subject VALUES (1, 1, 0);
    INSERT INTO recording_text VALUES (1, 'knee featherstone ann');
    INSERT INTO trail_entry VALUES (1, '2020-01-01T00:00:00.000Z', NULL, 'library.created', '[]', '{}', NULL, 'p', 'h');`);
  const chunk = new Grid();
  chunk.set(1, cellOf(old.prepare('SELECT *, NULL AS rating FROM recording').get() as CellSource));
  old.prepare('INSERT INTO grid VALUES (0, ?)').run(Buffer.from(chunk.chunk(0)));
  const tables = ['recording', 'subject', 'recording_subject', 'recording_text', 'trail_entry'];
  const later = new Set([
    ...['rating', 'records', 'appraised_until', 'hold_senior', 'hold_until'],
    ...['capacity_regained_on', 'status_noted_on', 'last_seen_on'],
  ]);
  const everything = (database: typeof old) =>
    tables.map((table) => {
      const rows = database.prepare(`SELECT * FROM ${table}`).all() as Record<string, unknown>[];
      return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => !later.has(name))));
    });
  const before = everything(old);
  old.close();
  const catalogue = openAt(path);
  const custodian = { user: idOf(9), role: 'custodian' } as const;
  await catalogue.read(async ({ recordings }) => {
    const { tiles, notes } = await recordings.window(custodian, query({ text: 'fetherstone' }), 0, 9);
    expect(tiles.map(({ recording: { id, rating } }) => [id, rating])).toEqual([[idOf(1), null]]);
    expect(notes[0]).toContain('featherstone');
    expect(await recordings.uncompared(0, 9)).toEqual([{ id: idOf(1), number: 1 }]);
  });
  expect(await catalogue.check()).toEqual([]);
  await catalogue.close();
  const now = open(path);
  expect(everything(now)).toEqual(before);
  expect(now.pragma('user_version', { simple: true })).toBe(migrations.length);
  now.close();
});

test('pictures compared under the second shape are found by their likeness, without a look into the table', async () => {
  const path = newPlace();
  const old = open(path);
  migrate(old, migrations.slice(0, 2));
  const insert = old.prepare(`
    INSERT INTO recording (number, id, kind, state, standing, container, codecs, bytes, made_source, added_at, added_by,
      file_name, mark, caller_notice, colleague_consulted, medico_legal_investigation, coroner_discussed,
      external_filming, bodies_informed, visibility)
    VALUES (?, ?, 'photo', 'active', 'ready', 'jpeg', '["jpeg"]', 9, 'camera', '2020-01-01T00:00:00.000Z',
      '${idOf(9)}', 'knee.jpg', '', 0, 0, 0, 0, 0, 0, 3)`);
  const chunk = new Grid();
  for (const number of [1, 2, 3]) {
    insert.run(number, idOf(number));
    chunk.set(number, cellOf(old.prepare('SELECT * FROM recording').get() as CellSource));
  }
  old.prepare('INSERT INTO grid VALUES (0, ?)').run(Buffer.from(chunk.chunk(0)));
  old.exec("INSERT INTO recording_text VALUES (1, 'knee'), (2, 'knee'), (3, 'knee')");
  old.exec(
    'INSERT INTO likeness VALUES (1, 7, 7, 7, 65535), (2, 7, 6, 7, 65535), (3, NULL, NULL, NULL, NULL)',
  );
  old.close();
  const catalogue = openAt(path);
  const custodian = { user: idOf(9), role: 'custodian' } as const;
  const similar = await catalogue.read(({ recordings }) => recordings.similar(custodian, idOf(1), 9));
  expect(similar.tiles.map(({ recording, distance }) => [recording.number, distance])).toEqual([[2, 1]]);
  expect(await catalogue.check()).toEqual([]);
  await catalogue.close();
  const now = open(path);
  const plans = ['part_0', 'part_1', 'part_2', 'part_3'].map((part) =>
    now
      .prepare(`EXPLAIN QUERY PLAN SELECT recording, part_0, part_1, part_2, part_3 FROM likeness
        WHERE ${part} IN (SELECT value FROM json_each('[7]'))`)
      .all()
      .map((row) => (row as { detail: string }).detail)
      .join(),
  );
  now.close();
  for (const plan of plans) expect(plan).toContain('USING COVERING INDEX likeness_by_part_');
});

test('releases from before disclosures keep their use, and one without a use names its disclosure', () => {
  const database = open(newPlace());
  migrate(database, migrations.slice(0, 10));
  database.exec(`INSERT INTO release (id, at, by, use, audience, recipient, organisation, purpose)
    VALUES ('${idOf(1)}', '2020-01-01T00:00:00.000Z', '${idOf(9)}', 'teaching', 'medicalSetting', 'X', '', '')`);
  migrate(database);
  const [kept] = database.prepare('SELECT use, audience, disclosure FROM release').all();
  expect(kept).toEqual({ use: 'teaching', audience: 'medicalSetting', disclosure: null });
  expect(() => database.exec('UPDATE release SET use = NULL')).toThrow(/CHECK/);
  database.close();
});

test('a covert recording of the twelfth shape is found by nobody, and known to who took it in', async () => {
  const path = newPlace();
  const old = open(path);
  migrate(old, migrations.slice(0, 12));
  const row = `'photo', 'active', 'ready', 'jpeg', '[]', 9, 'unknown', '2020-01-01T00:00:00.000Z', '${idOf(9)}', '', '', 0, 0, 0, 0, 0, 0, 3`;
  old.exec(`
    INSERT INTO recording (number, id, circumstances, kind, state, standing, container, codecs, bytes, made_source, added_at,
      added_by, file_name, mark, caller_notice, colleague_consulted, medico_legal_investigation, coroner_discussed,
      external_filming, bodies_informed, visibility)
    VALUES (1, '${idOf(1)}', 'planned', ${row}), (2, '${idOf(2)}', 'covert', ${row});
    INSERT INTO recording_text VALUES (1, 'knee'), (2, 'bruise')`);
  const chunk = new Grid();
  for (const number of [1, 2])
    chunk.set(
      number,
      cellOf(old.prepare('SELECT * FROM recording WHERE number = ?').get(number) as CellSource),
    );
  old.prepare('INSERT INTO grid VALUES (0, ?)').run(Buffer.from(chunk.chunk(0)));
  old.close();
  const catalogue = openAt(path);
  const custodian = { user: idOf(9), role: 'custodian' } as const;
  await catalogue.read(async ({ recordings, seals }) => {
    const { total, tiles } = await recordings.window(custodian, query({}), 0, 9);
    expect([total, tiles.map(({ recording }) => recording.number)]).toEqual([1, [1]]);
    expect((await seals.persons(idOf(2))).map(({ user }) => user)).toEqual([idOf(9)]);
  });
  expect(await catalogue.check()).toEqual([]);
  await catalogue.close();
});

test('a view that was kept with one collection asks for that one of several', async () => {
  const path = newPlace();
  const old = open(path);
  migrate(old, migrations.slice(0, 13));
  const keep = old.prepare(
    'INSERT INTO saved_view (id, name, query, shared, made_by) VALUES (?, ?, ?, 0, ?)',
  );
  keep.run(idOf(1), 'Wounds', JSON.stringify({ text: '', collection: idOf(7) }), idOf(9));
  keep.run(idOf(2), 'Knees', JSON.stringify({ text: 'knee', collection: null }), idOf(9));
  old.close();
  const catalogue = openAt(path);
  const views = await catalogue.read(({ savedViews }) => savedViews.list());
  expect(Object.fromEntries(views.map(({ name, query: asked }) => [name, asked]))).toEqual({
    Wounds: { text: '', collections: [idOf(7)] },
    Knees: { text: 'knee', collections: [] },
  });
});
