import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Output } from '../../shared/contract/contract.ts';
import { sayPlaces } from '../../shared/domain/lecture/places.ts';
import type { Day } from '../../shared/kernel/day.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { pdfOf, presentation } from './lecture-files.ts';
import { terms } from './release-terms.ts';
import { Rig, sample } from './rig.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 });

type Verdict = Output<'lecture.verdict'>;

const asked = { use: 'teaching', audience: 'medicalSetting' } as const;
const london = readFileSync(sample('media__london-512.jpg'));
const ball = readFileSync(sample('tika__baseball.jpg'));
const logo = readFileSync(sample('qr-code.png'));
const film = sample('media__bt601.mov');

let rig: Rig;
let folder: string;
let original: Id;
let open: Id;
let copy: Buffer;

const subject = (familyName: string) =>
  rig.call('Cass', 'subject.create', {
    ...{ familyName, givenName: 'Lena', bornOn: '1970-02-03' as Day, diedOn: null },
    ...{ appointedPerson: false, identifiers: [] },
  });

async function agreed(path: string, familyName: string, identifiableAllowed: boolean) {
  const { id } = await subject(familyName);
  const recording = await rig.take('Cass', path, {
    ...{ category: 'other', madeFor: 'teaching', circumstances: 'planned', subjects: [id] },
    made: { earliest: '2026-02-01' as Day, latest: '2026-02-01' as Day },
  });
  const agreement = await rig.call('Cass', 'agreement.create', {
    terms: { ...terms, identifiableAllowed },
    subjects: [id],
    recordings: [recording],
  });
  const event = { kind: 'confirmed', on: '2026-02-02' as Day } as const;
  await rig.call('Cass', 'agreement.record', { agreement: agreement.id, event });
  return { recording, agreement: agreement.id };
}

/** One recording whose original may not be shown but whose copy may, one that may be shown, and a film of nobody. */
beforeAll(async () => {
  rig = await Rig.make({ Cass: 'custodian', Edda: 'educator' });
  folder = rig.files({ 'london.jpg': london, 'ball.jpg': ball, 'film.mov': 'media__bt601.mov' });
  original = (await agreed(join(folder, 'london.jpg'), 'Londonderry', false)).recording;
  open = (await agreed(join(folder, 'ball.jpg'), 'Ballymena', true)).recording;
  await rig.take('Cass', join(folder, 'film.mov'));
  const made = await rig.call('Cass', 'anonymise.make', { recording: original, regions: [] });
  await rig.call('Cass', 'anonymise.signOff', {
    rendition: made.rendition.id,
    lookedAt: ['face'],
    identifiability: 'notIdentifiable',
  });
  const out = join(rig.folder, 'out');
  const { release } = await rig.call('Cass', 'release.make', {
    ...{ ...asked, recordings: [original], recipient: 'Prof Olu Lecturer', purpose: 'Burns', folder: out },
  });
  copy = readFileSync(join(out, release?.items[0]?.fileName ?? ''));
});
afterAll(() => rig?.close());

async function read(who: string, ...paths: string[]): Promise<Id> {
  const { check } = await rig.call(who, 'lecture.begin', { paths });
  for (;;) {
    const { state, error } = await rig.call(who, 'lecture.progress', { check });
    if (state === 'done') return check;
    if (state === 'failed') throw new Error(error ?? state);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function verdictOf(who: string, ...paths: string[]): Promise<Verdict & { check: Id }> {
  const check = await read(who, ...paths);
  return { check, ...(await rig.call(who, 'lecture.verdict', { check, ...asked })) };
}

const lines = ({ parts }: Verdict): string[] =>
  parts.map(({ places, name, colour, reason }) => `${sayPlaces(places) || name} ${colour} ${reason}`).sort();

const recoded = () => sharp(ball).resize(300).jpeg({ quality: 40 }).toBuffer();
const stranger = () =>
  sharp(readFileSync(sample('exifr__f6t.jpg')))
    .rotate(90)
    .jpeg()
    .toBuffer();

async function lecture(name: string): Promise<string> {
  const path = join(folder, name);
  const slides = [
    { pictures: [london] },
    { pictures: [copy] },
    { pictures: [ball], crop: true },
    { pictures: [await recoded()] },
    { pictures: [await stranger()], table: true },
    { pictures: [], clip: { path: film, still: logo } },
  ];
  writeFileSync(path, await presentation(slides, logo));
  return path;
}

test('each picture and clip of a presentation is green, amber or red, with its slide, the reason and what to show instead', async () => {
  const path = await lecture('burns.pptx');
  const before = createHash('sha256').update(readFileSync(path)).digest('hex');
  const verdict = await verdictOf('Cass', path);
  expect(lines(verdict)).toEqual([
    'Behind slides 1–6 amber unknown',
    'Slide 1 red refused',
    'Slide 2 green permitted',
    'Slide 3 green permitted',
    'Slide 4 amber alike',
    'Slide 5 amber unknown',
    'Slide 6 red companion',
    'Slide 6 red refused',
  ]);
  expect(verdict.counts).toEqual({ red: 3, amber: 3, green: 2 });
  expect(verdict.files).toEqual([{ name: 'burns.pptx', format: 'pptx', count: 6, note: null }]);
  const [red] = verdict.parts.filter(({ places }) => sayPlaces(places) === 'Slide 1');
  expect(red?.replacements).toMatchObject([
    { because: 'sameRecording', kind: 'anonymised', recording: { id: original } },
  ]);
  const refusal = red?.candidates.find(({ how }) => how === 'same')?.decision;
  expect(refusal?.remedies.length).toBeGreaterThan(0);
  expect(verdict.parts.find(({ cropped }) => cropped)?.colour).toBe('green');
  const near = verdict.parts.find(({ reason }) => reason === 'alike');
  expect(near?.candidates[0]).toMatchObject({ how: 'alike', recording: { id: open } });
  expect((await rig.media('Cass', near?.thumbnail ?? ''))?.type).toBe('image/webp');
  expect(createHash('sha256').update(readFileSync(path)).digest('hex')).toBe(before);
  expect(readdirSync(join(rig.place, 'tmp'))).toEqual([]);
});

test('a withdrawal turns green to red without the lecture being read again, and so does another audience', async () => {
  const path = join(folder, 'single.pptx');
  const upside = await sharp(london).flip().jpeg().toBuffer();
  const lasting = rig.files({ 'upside.jpg': upside });
  const { agreement } = await agreed(join(lasting, 'upside.jpg'), 'Strangford', true);
  writeFileSync(path, await presentation([{ pictures: [upside] }]));
  const { check, counts } = await verdictOf('Cass', path);
  expect(counts).toEqual({ red: 0, amber: 0, green: 1 });
  const wider = { check, use: 'publicMedia', audience: 'public' } as const;
  expect((await rig.call('Cass', 'lecture.verdict', wider)).counts.red).toBe(1);
  const event = { kind: 'withdrawn', on: '2026-03-10' as Day } as const;
  await rig.call('Cass', 'agreement.record', { agreement, event });
  const after = await rig.call('Cass', 'lecture.verdict', { check, ...asked });
  expect(after.parts.map(({ reason }) => reason)).toEqual(['refused']);
});

test('who may not see a recording is told what a stranger would be told, and nobody reads another’s check', async () => {
  const path = join(folder, 'film.pptx');
  writeFileSync(path, await presentation([{ pictures: [london], clip: { path: film, still: logo } }]));
  const { parts } = await verdictOf('Edda', path);
  // The film is hidden from her; of the picture she finds the copy, which looks like it.
  expect(parts.find(({ name }) => name.endsWith('.mov'))).toMatchObject({
    ...{ colour: 'amber', reason: 'unknown', candidates: [], replacements: [], erased: null },
    says: 'This is not from this library: nobody can say who agreed.',
  });
  const picture = parts.find(({ name }) => name.endsWith('.jpeg'));
  expect(picture?.candidates.map(({ how, kind }) => [how, kind])).toEqual([['alike', 'anonymised']]);
  expect(picture?.colour).toBe('amber');
  const { check } = await verdictOf('Cass', path);
  for (const name of ['lecture.verdict', 'lecture.report'] as const)
    expect((await rig.failure('Edda', name, { check, ...asked })).code).toBe('not-found');
  expect((await rig.failure('Edda', 'lecture.clean', { check, ...asked, file: 0 })).code).toBe('not-found');
});

test('what an educator had, and has no more after a withdrawal, is red and named by nothing', async () => {
  const files = rig.files({ 'once open.jpg': await sharp(ball).flop().jpeg().toBuffer() });
  const path = join(files, 'once open.jpg');
  const { recording } = await agreed(path, 'Onceopen', true);
  const [release] = [
    await rig.call('Edda', 'release.make', {
      ...{ recordings: [recording], use: 'teaching', audience: 'medicalSetting' },
      ...{ recipient: 'Edda', folder: join(files, 'out') },
    }),
  ];
  const pptx = join(files, 'lecture.pptx');
  writeFileSync(pptx, await presentation([{ pictures: [readFileSync(path)] }]));
  const { check, counts } = await verdictOf('Edda', pptx);
  expect([release?.items[0]?.decision.outcome, counts.green]).toEqual(['permit', 1]);
  const { agreements } = await rig.call('Cass', 'agreement.list', { recording, offset: 0, limit: 5 });
  const event = { kind: 'withdrawn', on: '2026-03-10' as Day } as const;
  await rig.call('Cass', 'agreement.record', { agreement: agreements[0]?.id as Id, event });
  const closed = { colour: 'red', reason: 'closed', candidates: [], replacements: [], erased: null };
  expect((await rig.call('Edda', 'lecture.verdict', { check, ...asked })).parts).toMatchObject([closed]);
  expect((await verdictOf('Edda', pptx)).parts).toMatchObject([
    { colour: 'red', candidates: [], replacements: [], erased: null },
  ]);
});

test('a cleaned copy holds grey pictures of the same size in the place of the red, and all else as it was', async () => {
  const { check } = await verdictOf('Cass', await lecture('to clean.pptx'));
  const to = join(folder, 'cleaned.pptx');
  const cleaned = await rig.call('Cass', 'lecture.clean', { check, ...asked, file: 0, to });
  expect(cleaned).toMatchObject({ file: to, replaced: 3 });
  expect(cleaned.contains.join(' ')).toMatch(/Slide 6: the clip was taken out.*amber.*Words were not read/);
  const { files, parts } = await verdictOf('Cass', to);
  expect(files[0]).toMatchObject({ format: 'pptx', count: 6 });
  expect(parts.map(({ colour }) => colour)).not.toContain('red');
  expect(parts.filter(({ colour }) => colour === 'green')).toHaveLength(2);
  const again = await rig.failure('Cass', 'lecture.clean', { check, ...asked, file: 0, to });
  expect(again.code).toBe('conflict');
  writeFileSync(join(folder, 'to clean.pptx'), 'another');
  const later = { check, ...asked, file: 0, to: join(folder, 'later.pptx') };
  expect((await rig.failure('Cass', 'lecture.clean', later)).message).toContain('was changed');
});

test('a copy leaves out what may be shown but not be copied', async () => {
  const files = rig.files({ 'only shown.jpg': await sharp(ball).flip().jpeg().toBuffer() });
  const path = join(files, 'only shown.jpg');
  const { recording } = await agreed(path, 'Onlyshown', true);
  const { agreements } = await rig.call('Cass', 'agreement.list', { recording, offset: 0, limit: 5 });
  const event = {
    kind: 'varied',
    on: '2026-03-09' as Day,
    terms: { ...terms, copiesAllowed: false },
  } as const;
  await rig.call('Cass', 'agreement.record', { agreement: agreements[0]?.id as Id, event });
  const pdf = join(files, 'lecture.pdf');
  writeFileSync(pdf, await pdfOf([[readFileSync(path)]]));
  const { check, counts } = await verdictOf('Cass', pdf);
  expect(counts.green).toBe(1);
  const cleaned = await rig.call('Cass', 'lecture.clean', { check, ...asked, file: 0 });
  expect(cleaned).toMatchObject({ file: join(rig.releases, 'lecture (cleaned).pdf'), replaced: 1 });
});

test('a PDF is told by the very pictures that were put into it, page by page', async () => {
  const path = join(folder, 'lecture.pdf');
  writeFileSync(path, await pdfOf([[london], [copy, ball], [london, logo]]));
  const verdict = await verdictOf('Cass', path);
  expect(lines(verdict)).toEqual([
    'Page 1 red refused',
    'Page 2 green permitted',
    'Page 2 green permitted',
    'Page 3 amber unknown',
    'Page 3 red refused',
  ]);
  const to = join(folder, 'cleaned.pdf');
  const { check } = verdict;
  expect(await rig.call('Cass', 'lecture.clean', { check, ...asked, file: 0, to })).toMatchObject({
    replaced: 2,
  });
  const after = await verdictOf('Cass', to);
  expect(lines(after)).toEqual([
    'Page 1 amber unknown',
    'Page 2 green permitted',
    'Page 2 green permitted',
    'Page 3 amber unknown',
    'Page 3 amber unknown',
  ]);
});

test('a folder is walked, with the lectures in it', async () => {
  const files = rig.files({
    'case/ball.jpg': ball,
    'case/london.jpg': london,
    'notes.txt': Buffer.from('no picture'),
    'old.ppt': Buffer.from('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an older one', 'latin1'),
    'slides.pptx': await presentation([{ pictures: [copy] }]),
  });
  const { files: told, parts } = await verdictOf('Cass', files);
  expect(told.map(({ name, format }) => [name, format])).toEqual([
    ...[
      ['notes.txt', null],
      ['old.ppt', null],
      ['slides.pptx', 'pptx'],
    ],
    ...[
      ['case/ball.jpg', null],
      ['case/london.jpg', null],
    ],
  ]);
  expect(parts.map(({ reason }) => reason)).toEqual([
    ...['notLookedAt', 'notLookedAt', 'permitted', 'permitted', 'refused'],
  ]);
  expect(parts[1]?.note).toContain('Save it as .pptx');
});

test('the report says it on paper, and every question is in the trail', async () => {
  const { check } = await verdictOf('Cass', await lecture('printed.pptx'));
  const { url } = await rig.call('Cass', 'lecture.report', { check, ...asked });
  const printed = await rig.media('Cass', url ?? '');
  expect(printed?.type).toBe('application/pdf');
  const pdf = join(folder, 'report.pdf');
  writeFileSync(pdf, printed?.bytes ?? Buffer.alloc(0));
  const text = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' });
  expect(text).toMatch(/Red: may not be shown \(3\)[\s\S]*Slide 1[\s\S]*Amber[\s\S]*Green/);
  expect(text).not.toMatch(/Londonderry|Lena/);
  const { entries } = await rig.call('Cass', 'trail.window', { offset: 0, limit: 1 });
  expect(entries[0]).toMatchObject({ kind: 'lecture.reportPrinted' });
});

test('eighty slides with forty pictures are checked while somebody waits', async () => {
  const path = join(folder, 'eighty.pptx');
  const pictures = await Promise.all(
    Array.from({ length: 40 }, (_, at) =>
      at % 4 === 0
        ? copy
        : at % 4 === 1
          ? london
          : sharp(ball)
              .rotate(at * 9)
              .resize(320)
              .jpeg()
              .toBuffer(),
    ),
  );
  const slides = Array.from({ length: 80 }, (_, at) => ({ pictures: [pictures[at % 40] as Uint8Array] }));
  writeFileSync(path, await presentation(slides));
  const verdict = await verdictOf('Cass', path);
  expect(verdict.files[0]?.count).toBe(80);
  expect(verdict.counts.green).toBe(20);
  expect(verdict.parts.length).toBe(80);
  expect(verdict.counts.red).toBeGreaterThanOrEqual(20);
});

test('a check ends with the lock, and what was received for it goes', async () => {
  const bytes = await presentation([{ pictures: [ball] }]);
  const upload = await rig.upload('Edda', 'uploaded.pptx', bytes);
  const { check } = await rig.call('Edda', 'lecture.begin', { uploads: [upload] });
  await vi.waitFor(
    async () => expect((await rig.call('Edda', 'lecture.progress', { check })).state).toBe('done'),
    60_000,
  );
  const { files } = await rig.call('Edda', 'lecture.verdict', { check, ...asked });
  expect(files[0]?.name).toBe('uploaded.pptx');
  await rig.call('Edda', 'session.lock', {});
  expect((await rig.failure('Edda', 'lecture.progress', { check })).code).toBe('not-found');
  await vi.waitFor(() => expect(readdirSync(join(rig.place, 'tmp'))).toEqual([]));
});
