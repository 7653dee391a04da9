import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, type Day } from '../../shared/kernel/day.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { terms } from './release-terms.ts';
import { Rig, sample } from './rig.ts';

let rig: Rig;
let subject: Id;

beforeAll(async () => {
  rig = await Rig.make({ Cass: 'custodian', Clive: 'clinician', Edda: 'educator' });
  const made = await rig.call('Cass', 'subject.create', {
    familyName: 'Releaseworth',
    givenName: 'Rhoda',
    bornOn: '1970-02-03' as Day,
    diedOn: null,
    appointedPerson: false,
    identifiers: [],
  });
  subject = made.id;
});
afterAll(() => rig?.close());

const jpeg = readFileSync(sample('metadata-extractor__windowsXpFields.jpg'));
let variants = 0;

async function photograph(): Promise<Id> {
  variants += 1;
  const folder = rig.files({
    'Releaseworth Rhoda.jpg': Buffer.concat([jpeg, Buffer.from(`variant ${variants}`)]),
  });
  return rig.take('Cass', join(folder, 'Releaseworth Rhoda.jpg'), {
    category: 'other',
    madeFor: 'teaching',
    circumstances: 'planned',
    made: { earliest: '2026-02-01' as Day, latest: '2026-02-01' as Day },
    subjects: [subject],
  });
}

/** A photograph that its agreement lets go, as it is. */
async function agreed(change: Partial<typeof terms> = {}): Promise<Id> {
  const recording = await photograph();
  const { id } = await rig.call('Cass', 'agreement.create', {
    terms: { ...terms, ...change },
    subjects: [subject],
    recordings: [recording],
  });
  await rig.call('Cass', 'agreement.record', {
    agreement: id,
    event: { kind: 'confirmed', on: '2026-02-02' as Day },
  });
  return recording;
}

async function anonymised(recording: Id): Promise<Id> {
  const { rendition } = await rig.call('Cass', 'anonymise.make', { recording, regions: [] });
  await rig.call('Cass', 'anonymise.signOff', {
    rendition: rendition.id,
    lookedAt: ['face'],
    identifiability: 'notIdentifiable',
  });
  return rendition.id;
}

const asked = (recordings: Id[]) => ({
  recordings,
  use: 'teaching' as const,
  audience: 'medicalSetting' as const,
  recipient: 'Prof Olu Lecturer',
  organisation: 'Elsewhere Medical School',
  purpose: 'Burns, third year',
});
const today = (): Day => new Date(rig.now).toISOString().slice(0, 10) as Day;
let folders = 0;
const newFolder = (): string => {
  folders += 1;
  return join(rig.folder, `out-${folders}`);
};

describe('a release', () => {
  test('is a folder of copies under neutral names, with a manifest and the terms, recorded as copies out', async () => {
    const recording = await agreed();
    const folder = newFolder();
    const made = await rig.call('Cass', 'release.make', { ...asked([recording]), folder });
    expect(made.folder).toBe(folder);
    const { number } = made.release!;
    expect(readdirSync(folder).sort()).toEqual([
      `${number}-001.jpg`,
      'manifest.csv',
      'manifest.json',
      'terms.pdf',
    ]);
    const copy = readFileSync(join(folder, `${number}-001.jpg`));
    const sha256 = createHash('sha256').update(copy).digest('hex');
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
    expect(manifest).toMatchObject({
      release: number,
      recipient: 'Prof Olu Lecturer',
      use: 'teaching',
      until: '2026-12-31',
      files: [{ file: `${number}-001.jpg`, bytes: copy.length, sha256 }],
    });
    expect(readFileSync(join(folder, 'manifest.csv'), 'utf8')).toContain(`${number}-001.jpg,`);
    expect(made.release).toMatchObject({
      recipient: 'Prof Olu Lecturer',
      until: '2026-12-31',
      items: [{ fileName: `${number}-001.jpg`, sha256, state: 'out' }],
    });
    const { releases } = await rig.call('Cass', 'release.list', { recording });
    expect(releases.map((release) => release.number)).toEqual([number]);
  });

  test('says nothing of the patient or of the source, in any name, text or time', async () => {
    const recording = await agreed();
    await anonymised(recording);
    const folder = newFolder();
    await rig.call('Cass', 'release.make', { ...asked([recording]), folder });
    for (const name of readdirSync(folder)) {
      expect(name).not.toMatch(/releaseworth/i);
      expect(readFileSync(join(folder, name)).toString('latin1')).not.toMatch(/releaseworth|rhoda/i);
      expect(statSync(join(folder, name)).mtime.toISOString()).toBe('2026-03-10T09:00:00.000Z');
    }
  });

  test('takes the signed-off anonymised copy where there is one, else the original', async () => {
    const [plain, cleaned] = [await agreed(), await agreed()];
    const rendition = await anonymised(cleaned);
    const { items } = await rig.call('Cass', 'release.preview', asked([plain, cleaned]));
    expect(items.map(({ kind }) => kind)).toEqual(['original', 'anonymised']);
    expect(items[1]!.rendition).toBe(rendition);
  });

  test('lets go what may, and says of the rest why not and what would change it', async () => {
    const [good, bad] = [await agreed(), await agreed({ copiesAllowed: false })];
    const made = await rig.call('Cass', 'release.make', { ...asked([good, bad]), folder: newFolder() });
    expect(made.items.map(({ decision }) => decision.outcome)).toEqual(['permit', 'refuse']);
    expect(made.items[1]).toMatchObject({ rendition: null, kind: null });
    expect(made.items[1]!.decision.reasons.length).toBeGreaterThan(0);
    expect(made.items[1]!.decision.remedies.length).toBeGreaterThan(0);
    expect(made.release!.items.map(({ recording }) => recording.id)).toEqual([good]);
  });

  test('of nothing that may go writes nothing, and the trail has the refusal', async () => {
    const bad = await agreed({ copiesAllowed: false });
    const folder = newFolder();
    const made = await rig.call('Cass', 'release.make', { ...asked([bad]), folder });
    expect(made).toMatchObject({ release: null, folder: null });
    expect(existsSync(folder)).toBe(false);
    const { entries } = await rig.call('Grace', 'trail.window', { about: bad, offset: 0, limit: 50 });
    expect(entries.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['decision.made', 'release.refused']),
    );
  });

  test('an agreement that names its viewers lets nothing go to somebody it does not name', async () => {
    const named = await agreed({ viewers: ['Cass'] });
    const { items } = await rig.call('Cass', 'release.preview', asked([named]));
    expect(items[0]!.decision.outcome).toBe('refuse');
    const both = await agreed({ viewers: ['Cass', 'Prof Olu Lecturer'] });
    const answer = await rig.call('Cass', 'release.preview', asked([both]));
    expect(answer.items[0]!.decision.outcome).toBe('permit');
  });

  test('goes into a folder of its own where the chosen one holds something, and overwrites nothing', async () => {
    const recording = await agreed();
    const folder = newFolder();
    mkdirSync(folder);
    writeFileSync(join(folder, 'manifest.json'), 'mine');
    const made = await rig.call('Cass', 'release.make', { ...asked([recording]), folder });
    expect(made.folder).toBe(join(folder, made.release!.number));
    expect(readFileSync(join(folder, 'manifest.json'), 'utf8')).toBe('mine');
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  test('is refused where a file stands in its way, and leaves no copy out', async () => {
    const recording = await agreed();
    const file = newFolder();
    writeFileSync(file, 'mine');
    expect(await rig.failure('Cass', 'release.make', { ...asked([recording]), folder: file })).toMatchObject({
      code: 'conflict',
    });
    expect(readFileSync(file, 'utf8')).toBe('mine');
    expect((await rig.call('Cass', 'release.list', { recording })).total).toBe(0);
  });

  test('never goes into the library’s own folder', async () => {
    const recording = await agreed();
    const folder = join(rig.place, 'tmp', 'deep', 'out');
    expect(await rig.failure('Cass', 'release.make', { ...asked([recording]), folder })).toMatchObject({
      code: 'conflict',
    });
    expect(existsSync(join(rig.place, 'tmp', 'deep'))).toBe(false);
  });

  test('without a folder goes to the engine’s own place for releases', async () => {
    const recording = await agreed();
    const made = await rig.call('Cass', 'release.make', asked([recording]));
    expect(made.folder).toBe(join(rig.releases, made.release!.number));
    expect(existsSync(join(made.folder!, 'terms.pdf'))).toBe(true);
  });

  test('two at the same time have two numbers and two folders', async () => {
    const recording = await agreed();
    const [a, b] = await Promise.all([
      rig.call('Cass', 'release.make', asked([recording])),
      rig.call('Cass', 'release.make', asked([recording])),
    ]);
    expect(a.release!.number).not.toBe(b.release!.number);
    expect(existsSync(a.folder!) && existsSync(b.folder!)).toBe(true);
  });
});

describe('a copy that is out', () => {
  test('can be recalled, then returned or destroyed, and never comes back', async () => {
    const recording = await agreed();
    const { release } = await rig.call('Cass', 'release.make', asked([recording]));
    const settle = (state: 'recalled' | 'returned' | 'destroyed') => ({
      release: release!.id,
      recording,
      state,
      note: '',
    });
    const letter = { release: release!.id, by: '2026-03-24' as Day };
    expect((await rig.failure('Cass', 'release.recallLetter', letter)).code).toBe('conflict');
    await rig.call('Cass', 'release.settle', settle('recalled'));
    const { url } = await rig.call('Cass', 'release.recallLetter', letter);
    expect(url).toMatch(/^media\//);
    expect((await rig.call('Cass', 'trail.window', { offset: 0, limit: 1 })).entries[0]?.kind).toBe(
      'release.letterPrinted',
    );
    await rig.call('Cass', 'release.settle', settle('destroyed'));
    expect(await rig.failure('Cass', 'release.settle', settle('recalled'))).toMatchObject({
      code: 'conflict',
    });
    const { releases } = await rig.call('Cass', 'release.list', { recording });
    expect(releases[0]!.items[0]!.state).toBe('destroyed');
  });

  test('a withdrawal asks for it, and with the copy back the duty is done', async () => {
    const recording = await agreed();
    const { agreements } = await rig.call('Cass', 'recording.show', { recording });
    const { release } = await rig.call('Cass', 'release.make', asked([recording]));
    await rig.call('Cass', 'agreement.record', {
      agreement: agreements[0]!.id,
      event: { kind: 'withdrawn', on: '2026-03-10' as Day },
    });
    const recalls = async () =>
      (await rig.call('Cass', 'queue.items', { queue: 'recall' })).items.filter(
        (item) => item.recording.id === recording,
      );
    expect(await recalls()).toHaveLength(1);
    await rig.call('Cass', 'release.settle', {
      release: release!.id,
      recording,
      state: 'returned',
      note: 'by post',
    });
    expect(await recalls()).toHaveLength(0);
  });

  const recallsOf = async (recording: Id) =>
    (await rig.call('Cass', 'queue.items', { queue: 'recall', limit: 200 })).items.filter(
      (item) => item.recording.id === recording,
    );

  test('an agreement that names a recipient no more asks for what they hold, and for nothing of others', async () => {
    const viewers = ['Cass', 'Prof Olu Lecturer', 'Dr Nadia Other'];
    const recording = await agreed({ viewers });
    const { agreements } = await rig.call('Cass', 'recording.show', { recording });
    await rig.call('Cass', 'release.make', asked([recording]));
    const other = await rig.call('Cass', 'release.make', {
      ...asked([recording]),
      recipient: 'Dr Nadia Other',
    });
    const vary = async (named: string[]) => {
      const varied = { ...terms, viewers: named };
      const event = { kind: 'varied', on: '2026-03-10' as Day, terms: varied, note: '' } as const;
      await rig.call('Cass', 'agreement.record', { agreement: agreements[0]!.id, event });
    };
    await vary(['Cass', 'Prof Olu Lecturer', 'Dr Nadia Other']);
    expect(await recallsOf(recording)).toEqual([]);
    await vary(['Cass', 'Prof Olu Lecturer']);
    expect((await recallsOf(recording)).map(({ reason }) => reason)).toEqual([
      expect.stringContaining(`release ${other.release!.number},`),
    ]);
  });

  describe.each([
    ['copies are agreed to no more', { copiesAllowed: false }],
    ['the recipient is named no more', { viewers: ['Cass'] }],
    ['the use is taken out', { uses: [] }],
  ])('where %s', (_, change) => {
    const owed = async (recording: Id) => (await recallsOf(recording))[0]?.id as Id;
    const word = (item: Id) => ({ item, outcome: 'done' as const, reason: 'They will not use it.' });

    async function varied() {
      const recording = await agreed();
      const { agreements } = await rig.call('Cass', 'recording.show', { recording });
      const { release } = await rig.call('Cass', 'release.make', asked([recording]));
      const event = { kind: 'varied', on: today(), terms: { ...terms, ...change }, note: '' } as const;
      await rig.call('Cass', 'agreement.record', { agreement: agreements[0]!.id, event });
      return { recording, release: release! };
    }

    test('no word ends the recall: only what became of the copy, or an agreement that lets it stay', async () => {
      const { recording, release } = await varied();
      const refused = { code: 'conflict', message: expect.stringContaining(release.number) };
      expect(await rig.failure('Grace', 'queue.settle', word(await owed(recording)))).toMatchObject(refused);
      const copy = { release: release.id, recording };
      await rig.call('Cass', 'release.settle', { ...copy, state: 'recalled', note: 'We wrote.' });
      expect(await rig.failure('Grace', 'queue.settle', word(await owed(recording)))).toMatchObject(refused);
      const later = { ...word(await owed(recording)), outcome: 'snooze' as const };
      await rig.call('Grace', 'queue.settle', { ...later, until: addDays(today(), 30) });
      await rig.call('Cass', 'release.settle', { ...copy, state: 'destroyed', note: 'They wrote back.' });
      expect(await recallsOf(recording)).toEqual([]);
    });

    test('a word with its reason ends it where the patient agrees anew', async () => {
      const { recording } = await varied();
      const anew = { terms: { ...terms, givenOn: today() }, subjects: [subject], recordings: [recording] };
      await rig.call('Cass', 'agreement.create', anew);
      await rig.call('Grace', 'queue.settle', word(await owed(recording)));
      expect(await recallsOf(recording)).toEqual([]);
      const { entries } = await rig.call('Grace', 'trail.window', { about: recording, offset: 0, limit: 50 });
      expect(entries.find(({ kind }) => kind === 'obligation.settled')).toMatchObject({
        text: 'They will not use it.',
      });
    });
  });

  test('a last day that was agreed to later calls back what went out before it was', async () => {
    const recording = await agreed({ keepUntil: null });
    const { agreements } = await rig.call('Cass', 'recording.show', { recording });
    const { release } = await rig.call('Cass', 'release.make', asked([recording]));
    expect(release?.until).toBeNull();
    const varied = { ...terms, keepUntil: '2026-03-20' as Day };
    const event = { kind: 'varied', on: '2026-03-10' as Day, terms: varied, note: '' } as const;
    await rig.call('Cass', 'agreement.record', { agreement: agreements[0]!.id, event });
    expect(await recallsOf(recording)).toEqual([]);
    rig.advance(Date.parse('2026-03-20T12:00:00Z') - rig.now);
    expect(await recallsOf(recording)).toEqual([]);
    rig.advance(24 * 3_600_000);
    expect(await recallsOf(recording)).toHaveLength(1);
  });

  test('an educator sees the releases they made and no others', async () => {
    expect((await rig.call('Edda', 'release.list', {})).total).toBe(0);
  });
});

describe('a view that leaves as a file', () => {
  const forTeaching = { use: 'teaching', audience: 'medicalSetting' } as const;

  test('is judged as an export and recorded as a release to the asker', async () => {
    const recording = await agreed();
    const { renditions } = await rig.call('Cass', 'recording.show', { recording });
    const file = `${newFolder()}.jpg`;
    const answer = await rig.call('Cass', 'open.export', {
      rendition: renditions[0]!.id,
      ...forTeaching,
      file,
    });
    expect(answer).toMatchObject({ file, decision: { outcome: 'permit' } });
    expect(statSync(file).size).toBe(renditions[0]!.bytes);
    const { releases } = await rig.call('Cass', 'release.list', { recording });
    expect(releases[0]).toMatchObject({ recipient: 'Cass', items: [{ state: 'out' }] });
  });

  test('a refusal writes nothing', async () => {
    const recording = await agreed({ copiesAllowed: false });
    const { renditions } = await rig.call('Cass', 'recording.show', { recording });
    const file = `${newFolder()}.jpg`;
    const answer = await rig.call('Cass', 'open.export', {
      rendition: renditions[0]!.id,
      ...forTeaching,
      file,
    });
    expect(answer).toMatchObject({ file: null, decision: { outcome: 'refuse' } });
    expect(existsSync(file)).toBe(false);
  });

  test('an existing file is never overwritten', async () => {
    const recording = await agreed();
    const { renditions } = await rig.call('Cass', 'recording.show', { recording });
    const file = `${newFolder()}.jpg`;
    writeFileSync(file, 'mine');
    expect(
      await rig.failure('Cass', 'open.export', { rendition: renditions[0]!.id, ...forTeaching, file }),
    ).toMatchObject({ code: 'conflict' });
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });
});
