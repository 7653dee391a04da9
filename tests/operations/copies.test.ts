import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openEncryptedDatabase } from '../../electron/files/encrypted-database.ts';
import type { Day } from '../../shared/kernel/day.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { databaseKeys } from '../torture/inspect.ts';
import { terms } from './release-terms.ts';
import { passphrase, Rig, sample } from './rig.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const asked = { use: 'teaching', audience: 'medicalSetting' } as const;
const picture = readFileSync(sample('media__london-512.jpg'));

let rig: Rig;
let folder: string;
let recording: Id;
let copy: Id;
let left: string;

/** A picture whose signed-off copy went out, and what became of that copy elsewhere. */
beforeAll(async () => {
  rig = await Rig.make({ Cass: 'custodian', Clive: 'clinician', Edda: 'educator' });
  folder = rig.files({
    'london.jpg': picture,
    'ball.jpg': 'tika__baseball.jpg',
    'sound.wav': 'tika__testWAV.wav',
    'words.txt': Buffer.from('no picture'),
    'screenshot.png': await sharp(picture)
      .resize(320)
      .extend({ top: 60, bottom: 20, left: 90, right: 12, background: '#202124' })
      .png()
      .toBuffer(),
  });
  const subject = await rig.call('Cass', 'subject.create', {
    familyName: 'Londonderry',
    givenName: 'Lena',
    bornOn: '1970-02-03' as Day,
    diedOn: null,
    appointedPerson: false,
    identifiers: [],
  });
  recording = await rig.take('Cass', join(folder, 'london.jpg'), {
    category: 'other',
    madeFor: 'teaching',
    circumstances: 'planned',
    made: { earliest: '2026-02-01' as Day, latest: '2026-02-01' as Day },
    subjects: [subject.id],
  });
  const agreement = await rig.call('Cass', 'agreement.create', {
    terms: { ...terms, identifiableAllowed: false },
    subjects: [subject.id],
    recordings: [recording],
  });
  await rig.call('Cass', 'agreement.record', {
    agreement: agreement.id,
    event: { kind: 'confirmed', on: '2026-02-02' as Day },
  });
  copy = (await rig.call('Cass', 'anonymise.make', { recording, regions: [] })).rendition.id;
  await rig.call('Cass', 'anonymise.signOff', {
    rendition: copy,
    lookedAt: ['face'],
    identifiability: 'notIdentifiable',
  });
  const out = join(rig.folder, 'out');
  const { release } = await rig.call('Cass', 'release.make', {
    ...asked,
    recordings: [recording],
    recipient: 'Prof Olu Lecturer',
    purpose: 'Burns, third year',
    folder: out,
  });
  left = join(out, release?.items[0]?.fileName ?? '');
});
afterAll(() => rig?.close());

const find = (who: string, path: string) => rig.call(who, 'copies.find', { path, ...asked });
const found = async (who: string, name: string) => find(who, join(folder, name));

test('an original is known by its content, and its copy by how it looks', async () => {
  const { copies, note, erased } = await found('Cass', 'london.jpg');
  expect([note, erased]).toEqual([null, null]);
  expect(copies.map(({ how, kind, agreement }) => [how, kind, agreement === null])).toEqual([
    ['same', 'original', true],
    ['alike', 'anonymised', false],
  ]);
  expect(copies.map((one) => one.recording.id)).toEqual([recording, recording]);
});

test('the very copy that left says in which release, to whom and for what, and the policy decides on it', async () => {
  const { copies } = await find('Cass', left);
  const [own] = copies;
  expect(own).toMatchObject({
    how: 'same',
    rendition: copy,
    releases: [{ recipient: 'Prof Olu Lecturer', purpose: 'Burns, third year', state: 'out', exact: true }],
  });
  const use = { rendition: copy, ...asked };
  expect(own?.decision).toEqual((await rig.call('Cass', 'open.use', use)).decision);
});

test('a screenshot of it is a candidate, refused where the policy refuses its use', async () => {
  const path = join(folder, 'screenshot.png');
  const { copies } = await rig.call('Cass', 'copies.find', { path, use: 'publicMedia', audience: 'public' });
  const one = copies.find(({ rendition }) => rendition === copy);
  expect(one).toMatchObject({ how: 'alike', releases: [{ state: 'out', exact: false }] });
  expect(one?.decision.outcome).toBe('refuse');
  expect(one?.decision.cites).toContain('10');
});

test('what is not ours, and what has no picture, has no copy here', async () => {
  expect(await found('Cass', 'ball.jpg')).toEqual({ note: null, copies: [], erased: null });
  for (const name of ['words.txt', 'sound.wav']) {
    const { note, copies } = await found('Cass', name);
    expect(copies).toEqual([]);
    expect(note).toMatch(/\w+\.$/);
  }
  expect((await rig.failure('Cass', 'copies.find', { path: folder, ...asked })).code).toBe('unreadable');
});

test('nobody learns of a recording from its picture who may not see it, nor of releases of others', async () => {
  // The original is not open to them; the signed-off copy, which they find, is.
  const { copies } = await found('Edda', 'london.jpg');
  expect(copies.map(({ kind, releases }) => [kind, releases])).toEqual([['anonymised', []]]);
});

test('the question and each answer stand in the trail, and nothing of the file is kept', async () => {
  const before = readdirSync(rig.place).sort();
  await found('Cass', 'screenshot.png');
  const { entries } = await rig.call('Cass', 'trail.window', { offset: 0, limit: 3 });
  expect(entries.map(({ kind }) => kind)).toEqual(['copies.sought', 'decision.made', 'decision.made']);
  expect(readdirSync(rig.place).sort()).toEqual(before);
  expect(readdirSync(join(rig.place, 'tmp'))).toEqual([]);
});

test('prints that are missing are taken when the library is next opened', async () => {
  const keys = await databaseKeys(rig.place, 'Grace', passphrase);
  await rig.stop();
  const database = openEncryptedDatabase(join(rig.place, 'catalogue.db'), keys.catalogue);
  expect(database.prepare('DELETE FROM rendition_print').run().changes).toBe(2);
  database.close();
  await rig.restart();
  const { copies } = await found('Cass', 'screenshot.png');
  expect(copies.map(({ how }) => how)).toEqual(['alike', 'alike']);
});
