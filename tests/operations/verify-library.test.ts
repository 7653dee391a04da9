import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openEncryptedDatabase } from '../../electron/files/encrypted-database.ts';
import type { Day } from '../../shared/kernel/day.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { databaseKeys } from '../torture/inspect.ts';
import { erase } from './erasure-story.ts';
import { passphrase, Rig } from './rig.ts';

// Each person's passphrase costs seconds where the machine is busy.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

let rig: Rig;
let key: Buffer;

beforeEach(async () => {
  rig = await Rig.make({ Cass: 'custodian' });
  key = (await databaseKeys(rig.place, 'Grace', passphrase)).catalogue;
  const folder = rig.files({
    'a.jpg': 'metadata-extractor__windowsXpFields.jpg',
    'b.png': 'exifr__png_with_exif_and_gps.png',
  });
  await rig.import('Cass', { paths: [folder] });
});
afterEach(() => rig?.close());

const verify = () => rig.call('Grace', 'library.verify', { deep: true });

const first = async (): Promise<Id> => {
  const [reference] = await rig.call('Cass', 'recording.byNumber', { numbers: ['R-000001'] });
  if (!reference) throw new Error('R-000001 is not there');
  return reference.id;
};

/** The stored files of the library, by their paths. */
const blobs = (): string[] =>
  readdirSync(join(rig.place, 'vault'), { recursive: true })
    .map((name) => join(rig.place, 'vault', String(name)))
    .filter((path) => path.endsWith('.age'));

/** Changes the catalogue behind the engine's back, as somebody with the keys and other tools could. */
function tamper(work: (db: Database.Database) => void): void {
  const db = openEncryptedDatabase(join(rig.place, 'catalogue.db'), key);
  db.pragma('foreign_keys = OFF');
  db.exec('DROP TRIGGER trail_entry_unchanged; DROP TRIGGER trail_entry_kept');
  work(db);
  db.close();
}

/** Exactly one sort of thing is wrong, and it says where and what to do. */
async function expectFault(where: RegExp, what: RegExp, wayForward: RegExp): Promise<void> {
  const { sound, faults } = await verify();
  expect(sound).toBe(false);
  const fault = faults.find((one) => where.test(one.where) && what.test(one.what));
  expect(fault, JSON.stringify(faults)).toBeDefined();
  expect(fault?.wayForward).toMatch(wayForward);
}

test('a sound library is found sound, and each of its files is counted', async () => {
  expect(await verify()).toMatchObject({ sound: true, checked: { blobs: 2 }, faults: [] });
});

test('one byte that was flipped in a stored file is found', async () => {
  const [path] = blobs();
  const bytes = readFileSync(path ?? '');
  const at = bytes.length - 1_000;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(path ?? '', bytes);
  await expectFault(/^vault/, /damaged|altered|changed/i, /backup/);
});

test('a stored file that is missing is found', async () => {
  rmSync(blobs()[0] ?? '');
  await expectFault(/^vault/, /not in the vault/, /backup/);
});

test('a file that nothing names is found, and is gone when the library is opened again', async () => {
  const [path] = blobs();
  const stray = 'ab'.repeat(16);
  mkdirSync(join(rig.place, 'vault', 'ab'), { recursive: true });
  writeFileSync(join(rig.place, 'vault', 'ab', `${stray}.age`), readFileSync(path ?? ''));
  await expectFault(new RegExp(stray), /No recording names/, /Lock and unlock/);
  await rig.restart();
  await expect.poll(async () => (await verify()).sound, { timeout: 20_000 }).toBe(true);
});

test('a row that was deleted is found from both its sides', async () => {
  tamper((db) =>
    db.exec(
      "DELETE FROM rendition WHERE recording = (SELECT number FROM recording WHERE file_name = 'a.jpg')",
    ),
  );
  await expectFault(/^R-/, /no original/, /backup/);
  await expectFault(/^vault/, /No recording names/, /Lock and unlock/);
});

test('an entry of the trail that was altered is found', async () => {
  tamper((db) =>
    db.exec(
      "UPDATE trail_entry SET facts = replace(facts, 'photo', 'video') WHERE kind = 'recording.stored'",
    ),
  );
  await expectFault(/^trail \d+/, /./, /checkpoint/);
});

test('a trail that was cut is found against the checkpoint of a backup', async () => {
  const cut = (db: Database.Database): void => {
    db.exec('DELETE FROM trail_about WHERE sequence > 3; DELETE FROM trail_text WHERE sequence > 3');
    db.exec('DELETE FROM trail_entry WHERE sequence > 3');
  };
  await rig.call('Grace', 'backup.make', { destination: rig.files({}) });
  expect((await verify()).sound).toBe(true);
  tamper(cut);
  await expectFault(/^trail/, /cut off|not the one/, /checkpoint/);
});

test('a judgement that somebody put in another person’s mouth is found', async () => {
  const { rendition } = await rig.call('Cass', 'anonymise.make', { recording: await first(), regions: [] });
  const looked = { rendition: rendition.id, lookedAt: ['face'], identifiability: 'identifiable' as const };
  await rig.call('Cass', 'anonymise.signOff', looked);
  expect((await verify()).faults).toEqual([]);
  tamper((db) => db.exec("UPDATE sign_off SET identifiability = 'notIdentifiable'"));
  await expectFault(/^R-000001/, /sign-off.*signature/, /signed it off anew/);
});

test('an approval of an erasure that nobody signed is found', async () => {
  const { certificates } = await erase(rig, 'Cass', 'Grace', [await first()]);
  expect(certificates).toHaveLength(1);
  expect((await verify()).faults).toEqual([]);
  tamper((db) => db.exec("UPDATE erasure SET approved_by = (SELECT id FROM user WHERE name = 'Cass')"));
  await expectFault(/^R-000001/, /approval.*signature/, /backup/);
});

test('a disclosure that somebody made longer than was confirmed is found', async () => {
  rig.advance(25 * 3_600_000);
  const references = await rig.call('Cass', 'recording.byNumber', { numbers: ['R-000001', 'R-000002'] });
  for (const { id: recording } of references) {
    const { renditions } = await rig.call('Cass', 'recording.show', { recording });
    const { id: disclosure } = await rig.call('Cass', 'disclosure.propose', {
      ...{ kind: 'preventHarm', means: 'view', about: null, viewer: rig.id('Cass'), hours: 4 },
      ...{
        recipient: '',
        organisation: '',
        reason: 'A child is at risk',
        basis: '',
        senior: 'Professor Hale',
      },
      items: [{ recording, rendition: renditions[0]!.id, checks: [{ subject: null, answer: 'notShown' }] }],
    });
    await rig.call('Grace', 'disclosure.confirm', { disclosure });
  }
  // What was signed of the first goes with its recording.
  await erase(rig, 'Cass', 'Grace', [await first()]);
  expect((await verify()).faults).toEqual([]);
  tamper((db) => db.exec("UPDATE disclosure SET ends_at = '2030-01-01T00:00:00.000Z' WHERE number = 2"));
  await expectFault(/^D-000002/, /confirmation.*signature/, /End it/);
});

test('a sealed recording that somebody opened for longer than was signed is found', async () => {
  await rig.addUser('Grace', 'Cora', 'custodian');
  rig.advance(25 * 3_600_000);
  const recording = await first();
  const classification = { category: 'other', madeFor: 'care', circumstances: 'covert' } as const;
  await rig.call('Cass', 'recording.classify', { recordings: [recording], classification });
  const until = '2026-03-12' as Day;
  await rig.call('Cass', 'seal.ask', { recording, second: rig.id('Cora'), until, reason: 'The police ask' });
  const { sealed } = await rig.call('Cora', 'seal.list', {});
  await rig.call('Cora', 'seal.decide', { opening: sealed[0]?.opening?.id as Id, opens: true });
  expect((await verify()).faults).toEqual([]);
  tamper((db) => db.exec("UPDATE seal_opening SET until = '2030-01-01'"));
  await expectFault(/^R-000001/, /second person/, /Close it/);
});
