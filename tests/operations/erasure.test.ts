import { execFileSync } from 'node:child_process';
import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Input } from '../../shared/contract/contract.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { aDay, erase, live, type Story, terms, withdraw, words } from './erasure-story.ts';
import { agreedHold, Rig, sample } from './rig.ts';

// Each person's passphrase costs seconds where the machine is busy.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const jpeg = readFileSync(sample('metadata-extractor__windowsXpFields.jpg'));
let variants = 0;

type Classification = Input<'import.start'>['classify'];

/** A new photograph with nothing but its class. */
async function photograph(rig: Rig, who: string, classify: Classification = undefined): Promise<Id> {
  variants += 1;
  const folder = rig.files({ 'photo.jpg': Buffer.concat([jpeg, Buffer.from(`erasure ${variants}`)]) });
  return rig.take(who, join(folder, 'photo.jpg'), classify);
}

const why = 'It is of no further use.';

describe('who may approve', () => {
  test('where nobody else may, the same person does, and the certificate says so', async () => {
    const rig = await Rig.make({ Clive: 'clinician' });
    const recording = await photograph(rig, 'Clive');
    const { certificates } = await erase(rig, 'Grace', 'Grace', [recording]);
    expect(certificates[0]).toMatchObject({ secondPersonMissing: true, proposedBy: { name: 'Grace' } });
    await rig.close();
  });

  test('where two may, it takes both', async () => {
    const rig = await Rig.make({ Cass: 'custodian' });
    rig.advance(aDay);
    const recording = await photograph(rig, 'Cass');
    const own = await erase(rig, 'Cass', 'Cass', [recording]);
    expect(own.certificates).toEqual([]);
    expect(own.refused[0]).toMatchObject({ code: 'needs-second-person' });
    const { certificates } = await rig.approve('Grace', [recording]);
    expect(certificates[0]).toMatchObject({ secondPersonMissing: false, approvedBy: { name: 'Grace' } });
    await rig.close();
  });

  test('somebody made by the proposer, or since yesterday, does not count where anybody independent is there', async () => {
    const rig = await Rig.make({ Cass: 'custodian' });
    rig.advance(aDay);
    const dependent = await photograph(rig, 'Cass');
    const alone = await erase(rig, 'Grace', 'Cass', [dependent]);
    expect(alone.certificates[0]).toMatchObject({ secondPersonMissing: true });
    await rig.addUser('Cass', 'Hal', 'governance');
    const recording = await photograph(rig, 'Cass');
    await rig.call('Grace', 'erasure.propose', { recordings: [recording], why });
    rig.advance(aDay);
    const byDependent = await rig.approve('Cass', [recording]);
    expect(byDependent.refused[0]).toMatchObject({ code: 'needs-second-person' });
    const { certificates } = await rig.approve('Hal', [recording]);
    expect(certificates[0]).toMatchObject({ secondPersonMissing: false, approvedBy: { name: 'Hal' } });
    await rig.close();
  });
});

describe('nothing is erased unseen', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await Rig.make({ Cass: 'custodian', Carl: 'custodian' });
    rig.advance(aDay);
  });
  afterAll(() => rig?.close());

  const propose = (recordings: Id[]) => rig.call('Cass', 'erasure.propose', { recordings, why });
  const approve = (recordings: Id[]) => rig.call('Grace', 'erasure.approve', { recordings });
  const unseen = { code: 'refused', message: expect.stringContaining('not looked at this recording') };

  test('each of a batch is looked at by whoever approves, and what was not is refused by itself', async () => {
    const [seen, other] = [await photograph(rig, 'Cass'), await photograph(rig, 'Cass')];
    await propose([seen, other]);
    expect((await approve([seen, other])).refused).toMatchObject([unseen, unseen]);
    await rig.lookAtToErase('Carl', [seen, other]);
    expect((await approve([seen])).refused).toMatchObject([unseen]);
    await rig.lookAtToErase('Grace', [seen]);
    const { certificates, refused } = await approve([seen, other]);
    expect(certificates).toMatchObject([{ recording: { id: seen } }]);
    expect(refused).toMatchObject([{ recording: { id: other }, ...unseen }]);
    expect((await rig.call('Cass', 'recording.show', { recording: other })).state).toBe('active');
  });

  test('a look before the proposal, for another purpose or at a copy is none', async () => {
    const recording = await photograph(rig, 'Cass');
    const { rendition } = await rig.call('Cass', 'anonymise.make', { recording, regions: [] });
    const { renditions } = await rig.call('Grace', 'recording.show', { recording });
    const original = renditions.find(({ kind }) => kind === 'original')?.id as Id;
    const open = (id: Id, purpose: 'appraising' | 'approvingErasure') =>
      rig.call('Grace', 'open.custody', { rendition: id, purpose });
    await propose([recording]);
    await open(original, 'approvingErasure');
    await rig.call('Cass', 'erasure.withdraw', { recordings: [recording], reason: 'Kept for now.' });
    await propose([recording]);
    await open(original, 'appraising');
    await open(rendition.id, 'approvingErasure');
    expect((await approve([recording])).refused).toMatchObject([unseen]);
    await open(original, 'approvingErasure');
    expect((await approve([recording])).certificates).toHaveLength(1);
  });

  test('what can no longer be shown counts once it was asked for', async () => {
    const recording = await rig.take('Cass', sample('tika__testTIFF.tif'));
    await propose([recording]);
    for (const file of globSync('vault/*/*.age', { cwd: rig.place })) rmSync(join(rig.place, file));
    await expect(rig.lookAtToErase('Grace', [recording])).rejects.toThrow('open.custody');
    expect((await approve([recording])).certificates).toHaveLength(1);
  });
});

describe('an erasure', () => {
  let rig: Rig;
  let story: Story;
  beforeAll(async () => {
    rig = await Rig.make({ Cass: 'custodian', Clive: 'clinician', Edda: 'educator' });
    rig.advance(aDay);
  });
  afterAll(() => rig?.close());

  test('is not proposed on hold, nor approved if the hold came after the proposal', async () => {
    const recording = await photograph(rig, 'Cass');
    const hold = (held: boolean) =>
      rig.call('Cass', 'recording.hold', {
        ...{ recordings: [recording], reason: 'A court asks for it.', held },
        ...agreedHold,
      });
    await hold(true);
    const refused = await rig.failure('Cass', 'erasure.propose', { recordings: [recording], why });
    expect(refused).toMatchObject({ code: 'refused', message: expect.stringContaining('hold') });
    await hold(false);
    await rig.call('Cass', 'erasure.propose', { recordings: [recording], why });
    await hold(true);
    const late = await rig.approve('Grace', [recording]);
    expect(late.refused[0]).toMatchObject({ code: 'refused', message: expect.stringContaining('hold') });
    await hold(false);
    await rig.call('Cass', 'erasure.withdraw', { recordings: [recording], reason: 'Kept after all.' });
    expect((await rig.call('Cass', 'recording.show', { recording })).state).toBe('active');
  });

  test('is refused of a recording made for care', async () => {
    const recording = await photograph(rig, 'Cass', {
      category: 'other',
      madeFor: 'care',
      circumstances: 'planned',
    });
    const refused = await rig.failure('Cass', 'erasure.propose', { recordings: [recording], why });
    expect(refused).toMatchObject({ code: 'refused', message: expect.stringContaining('medical record') });
  });

  test('is owed at once when the patient withdraws, and the recording is out of use at once', async () => {
    story = await live(rig, 'Cass');
    expect(story.release).toMatch(/^L-\d{6}$/);
    const tiles = async (who: string) =>
      (await rig.call(who, 'recording.window', { query: {}, offset: 0, limit: 50 })).tiles;
    expect((await tiles('Edda')).map(({ id }) => id)).toContain(story.recording);
    const effect = await withdraw(rig, 'Cass', story);
    expect(effect.recordings).toEqual([
      expect.objectContaining({ id: story.recording, state: 'quarantined' }),
    ]);
    expect((await tiles('Edda')).map(({ id }) => id)).not.toContain(story.recording);
    const { items } = await rig.call('Grace', 'queue.items', { queue: 'erase' });
    expect(items.find(({ recording }) => recording.id === story.recording)).toMatchObject({
      paragraph: '14e',
      action: 'proposeErasure',
    });
    const shown = await rig.failure('Edda', 'open.use', {
      rendition: story.anonymised,
      use: 'teaching',
      audience: 'medicalSetting',
    });
    expect(shown.code).toBe('not-found');
  });

  test('leaves a certificate with the copies out, as a row and on paper', async () => {
    const { certificates, refused } = await erase(rig, 'Cass', 'Grace', [story.recording]);
    expect(refused).toEqual([]);
    const [certificate] = certificates;
    expect(certificate).toMatchObject({
      number: expect.stringMatching(/^E-\d{6}$/),
      recording: { number: story.number },
      paragraph: '14e',
      secondPersonMissing: false,
      copiesOut: [{ release: story.release, recipient: 'Professor Nightjar' }],
    });
    expect(certificate?.outOfReach.join(' ')).toContain('solid-state');
    const listed = await rig.call('Grace', 'erasure.certificates', {});
    expect(listed.certificates[0]).toEqual(certificate);
    const { url } = await rig.call('Grace', 'erasure.certificatePdf', { certificate: certificate?.id as Id });
    const printed = await rig.media('Grace', url);
    expect(printed?.type).toBe('application/pdf');
    const path = join(rig.files({}), 'certificate.pdf');
    writeFileSync(path, printed?.bytes ?? '');
    const text = execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' }).replace(/\s+/g, ' ');
    for (const said of [
      certificate?.number,
      story.number,
      '14e',
      'Cass',
      'Grace',
      story.release,
      'Professor Nightjar',
    ])
      expect(text).toContain(said);
    for (const word of Object.values(words)) expect(text).not.toContain(word);
  });

  test('takes the recording from everybody, and the proof of the trail stands', async () => {
    for (const who of ['Cass', 'Grace', 'Edda'])
      expect((await rig.failure(who, 'recording.show', { recording: story.recording })).code).toBe(
        'not-found',
      );
    const found = await rig.call('Cass', 'recording.window', {
      query: { text: words.family },
      offset: 0,
      limit: 9,
    });
    expect(found.total).toBe(0);
    expect(await rig.call('Grace', 'trail.verify', {})).toMatchObject({ sound: true, faults: [] });
    const { entries } = await rig.call('Grace', 'trail.window', {
      about: story.recording,
      offset: 0,
      limit: 500,
    });
    expect(entries.length).toBeGreaterThan(8);
    expect(entries.filter(({ text }) => text !== null)).toEqual([]);
  });

  test('is known when the same file comes again, by whatever name', async () => {
    const path = join(rig.files({ 'renamed.jpg': story.contents[0] as Buffer }), 'renamed.jpg');
    const { items } = await rig.import('Cass', { paths: [path] });
    const { certificates } = await rig.call('Grace', 'erasure.certificates', {});
    const number = certificates.find(({ recording }) => recording.id === story.recording)?.number ?? 'none';
    expect(items[0]).toMatchObject({ state: 'erasedBefore', error: { code: 'already-erased' } });
    expect(items[0]?.error?.message).toContain(number);
  });
});

describe('what hangs together with a recording', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await Rig.make({ Cass: 'custodian' });
    rig.advance(aDay);
  });
  afterAll(() => rig?.close());

  const patient = (familyName: string): Promise<{ id: Id }> =>
    rig.call('Cass', 'subject.create', {
      familyName,
      givenName: 'Ann',
      bornOn: null,
      diedOn: null,
      appointedPerson: false,
      identifiers: [],
    });
  const of = (subject: Id): Classification => ({
    category: 'other',
    madeFor: 'teaching',
    circumstances: 'planned',
    subjects: [subject],
  });
  const agreement = (subjects: Id[], recordings: Id[]) =>
    rig.call('Cass', 'agreement.create', { terms: terms('Ann'), subjects, recordings });
  const gone = async (operation: 'agreement' | 'subject', id: Id): Promise<boolean> => {
    const listed = await rig.call('Cass', 'agreement.list', {});
    if (operation === 'agreement') return !listed.agreements.some((one) => one.id === id);
    return rig.call('Cass', 'subject.show', { subject: id }).then(
      () => false,
      () => true,
    );
  };

  test('an agreement and a patient with another recording stay, and go with the last', async () => {
    const { id: subject } = await patient('Oystercatcher');
    const [first, second] = [
      await photograph(rig, 'Cass', of(subject)),
      await photograph(rig, 'Cass', of(subject)),
    ];
    const { id } = await agreement([subject], [first, second]);
    await erase(rig, 'Cass', 'Grace', [first]);
    expect([await gone('agreement', id), await gone('subject', subject)]).toEqual([false, false]);
    await erase(rig, 'Cass', 'Grace', [second]);
    expect([await gone('agreement', id), await gone('subject', subject)]).toEqual([true, true]);
  });

  test('what only the recordings of one batch share goes with the batch', async () => {
    const { id: subject } = await patient('Sandpiper');
    const both = [await photograph(rig, 'Cass', of(subject)), await photograph(rig, 'Cass', of(subject))];
    const { id } = await agreement([subject], both);
    const { certificates } = await erase(rig, 'Cass', 'Grace', both);
    expect(certificates).toHaveLength(2);
    expect([await gone('agreement', id), await gone('subject', subject)]).toEqual([true, true]);
  });

  test('an entry joined to another does not stop the erasure, and stays while an agreement of it does', async () => {
    const [{ id: keep }, { id: merge }] = [await patient('Dunlin'), await patient('Dunling')];
    const recording = await photograph(rig, 'Cass', of(merge));
    const { id } = await agreement([merge], [recording]);
    await rig.call('Cass', 'subject.merge', { keep, merge, reason: 'The same patient, entered twice.' });
    const { certificates } = await erase(rig, 'Cass', 'Grace', [recording]);
    expect(certificates).toHaveLength(1);
    expect([await gone('agreement', id), await gone('subject', keep)]).toEqual([false, false]);
    const plain = await patient('Knot');
    const other = await patient('Knott');
    const again = await photograph(rig, 'Cass', of(other.id));
    await rig.call('Cass', 'subject.merge', {
      keep: plain.id,
      merge: other.id,
      reason: 'Entered twice as well.',
    });
    await erase(rig, 'Cass', 'Grace', [again]);
    expect(await gone('subject', plain.id)).toBe(true);
    const { entries } = await rig.call('Grace', 'trail.window', { about: other.id, offset: 0, limit: 100 });
    expect(entries.filter(({ text }) => text !== null)).toEqual([]);
  });
});
