import { copyFileSync, existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openEncryptedDatabase } from '../../electron/files/encrypted-database.ts';
import { type DatabaseKeys, databaseKeys } from '../torture/inspect.ts';
import { findInFolder, Windows } from '../witness/search-folder.ts';
import { databasePages, findInPages, logFrames } from '../witness/sqlcipher-pages.ts';
import { aDay, digests, erase, live, type Story, spellings, withdraw, words } from './erasure-story.ts';
import { passphrase, Rig } from './rig.ts';

// Each person's passphrase costs seconds where the machine is busy.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

let rig: Rig;
let keys: DatabaseKeys;
let story: Story;
let secrets: readonly string[];
let blobs: readonly string[];
let destination: string;
let away: string;

const keyOf = (path: string): Buffer => (path.endsWith('previews.db') ? keys.previews : keys.catalogue);
const none = new Windows([]);
const findIn = (folder: string, words: readonly string[], windows: Windows): string[] =>
  findInFolder(folder, { words, windows }, keyOf);

/** The tables whose pages hold a text, by SQLite's own map of the file. */
function tablesWith(path: string, text: string): string[] {
  const copy = join(rig.folder, 'copy.db');
  copyFileSync(path, copy);
  const db = openEncryptedDatabase(copy, keys.catalogue);
  const owners = new Map(
    db
      .prepare<[], { pageno: number; owner: string }>(
        'SELECT pageno, coalesce((SELECT tbl_name FROM sqlite_schema WHERE sqlite_schema.name = dbstat.name), name) AS owner FROM dbstat',
      )
      .all()
      .map(({ pageno, owner }) => [pageno, owner]),
  );
  db.close();
  const found = new Set<string>();
  let number = 0;
  for (const page of databasePages(path, keys.catalogue)) {
    number += 1;
    if (page.includes(text)) found.add(owners.get(number) ?? 'a free page');
  }
  return [...found].sort();
}

const everything = (): readonly string[] => [
  ...spellings,
  ...secrets,
  ...blobs,
  ...digests(story),
  story.scan,
];

beforeAll(async () => {
  rig = await Rig.make({ Cass: 'custodian', Clive: 'clinician' });
  keys = await databaseKeys(rig.place, 'Grace', passphrase);
  rig.advance(aDay);
  await rig.take('Cass', join(rig.files({ 'other.png': 'exifr__png_with_exif_and_gps.png' }), 'other.png'));
  story = await live(rig, 'Cass');
  destination = rig.files({});
  away = rig.files({});
  for (const place of [destination, away]) await rig.call('Grace', 'backup.make', { destination: place });
  const db = openEncryptedDatabase(join(rig.place, 'catalogue.db'), keys.catalogue);
  blobs = db
    .prepare<[string, string], string>(
      `SELECT blob FROM rendition JOIN recording ON number = recording WHERE recording.id = ?
         UNION SELECT blob FROM scan JOIN agreement ON number = agreement WHERE agreement.id = ?`,
    )
    .pluck()
    .all(story.recording, story.agreement);
  db.close();
  const stored = openEncryptedDatabase(join(rig.place, 'blobkeys.db'), keys.catalogue);
  secrets = blobs.map((blob) =>
    String(stored.prepare('SELECT identity FROM blob_key WHERE blob = ?').pluck().get(blob)),
  );
  stored.close();
});
afterAll(() => rig?.close());

test('before the erasure every one of these is found, so that the search can find', () => {
  expect(blobs).toHaveLength(3);
  for (const secret of secrets) expect(secret).toMatch(/^AGE-SECRET-KEY-1/);
  for (const folder of [rig.place, destination]) {
    const found = findIn(folder, everything(), none);
    const unseen = everything().filter((needle) => !found.some((line) => line.startsWith(needle)));
    // Only the released copy is stored with its digest; the last three are no words of any row, or not said yet.
    const [original, , form] = digests(story);
    const never = [original, form, words.nhs, 'zebediah quillfeather', words.withdrawn];
    expect([...unseen].sort()).toEqual([...never].sort());
  }
  const previews = [
    ...databasePages(join(rig.place, 'previews.db'), keys.previews),
    ...logFrames(join(rig.place, 'previews.db'), keys.previews),
  ];
  expect(previews.some((page) => page.includes(story.original))).toBe(true);
});

test('after it nothing is left in any byte of the library or of a backup that could be reached', async () => {
  await withdraw(rig, 'Cass', story);
  renameSync(away, `${away}-gone`);
  const { certificates, refused } = await erase(rig, 'Cass', 'Grace', [story.recording]);
  expect(refused).toEqual([]);
  const [certificate] = certificates;
  expect(certificate?.outOfReach.filter((line) => line.includes(away))).toHaveLength(1);
  const windows = new Windows(story.contents);
  expect(windows.size).toBeGreaterThan(1_000);
  expect(findIn(rig.place, everything(), windows)).toEqual([]);
  expect(findIn(destination, everything(), windows)).toEqual([]);
});

test('ids stay only where the trail, the certificate and the list of copies name them', () => {
  const catalogue = join(rig.place, 'catalogue.db');
  const trail = ['trail_about', 'trail_entry'];
  expect(tablesWith(catalogue, story.recording)).toEqual(['erasure', 'recording', ...trail]);
  expect(tablesWith(catalogue, story.subject)).toEqual(trail);
  expect(tablesWith(catalogue, story.agreement)).toEqual(trail);
  expect(tablesWith(catalogue, story.original)).toEqual(trail);
  expect(tablesWith(catalogue, story.anonymised)).toEqual(['release_item', ...trail]);
  for (const id of [story.original, story.anonymised])
    expect(findInPages(join(rig.place, 'previews.db'), keys.previews, [id])).toEqual([]);
});

test('the backup that was out of reach still has it, is owed for, and loses it with the next backup', async () => {
  const owed = async () =>
    (await rig.call('Grace', 'queue.items', { queue: 'erase' })).items.filter(({ reason }) =>
      reason.includes(away),
    );
  expect(await owed()).toHaveLength(1);
  const left = findIn(`${away}-gone`, everything(), none);
  expect(left.some((line) => line.includes('AGE-SECRET-KEY'))).toBe(true);
  renameSync(`${away}-gone`, away);
  const { verified } = await rig.call('Grace', 'backup.make', { destination: away });
  expect(verified).toBe(true);
  expect(await owed()).toEqual([]);
  expect(findIn(away, everything(), new Windows(story.contents))).toEqual([]);
});

test('the closed library holds nothing of it either, and is sound when it is opened again', async () => {
  await rig.restart();
  expect(await rig.call('Grace', 'library.verify', { deep: true })).toMatchObject({
    sound: true,
    faults: [],
  });
  await rig.engine.close();
  expect(existsSync(join(rig.place, 'catalogue.db-wal'))).toBe(false);
  expect(findIn(rig.place, everything(), new Windows(story.contents))).toEqual([]);
});
