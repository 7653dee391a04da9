import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Id } from '../../shared/kernel/id.ts';
import { Rig, sample } from './rig.ts';

let rig: Rig;
const day = 86_400_000;

beforeAll(async () => {
  rig = await Rig.make({ Cass: 'custodian', Clive: 'clinician', Nora: 'governance', Edda: 'educator' });
});
afterAll(() => rig?.close());

const jpeg = readFileSync(sample('metadata-extractor__windowsXpFields.jpg'));
let variants = 0;

const planned = { category: 'other', madeFor: 'care', circumstances: 'planned' } as const;

async function photograph(subjects: Id[] = [], content?: Uint8Array, name = 'photo.jpg'): Promise<Id> {
  variants += 1;
  const bytes = content ?? Buffer.concat([jpeg, Buffer.from(`variant ${variants}`)]);
  const folder = rig.files({ [name]: bytes });
  return rig.take('Cass', join(folder, name), { ...planned, subjects });
}

const region = { x: 10, y: 12, w: 40, h: 30 };
/** Within the sixteen pixels of the sample film. */
const small = { x: 2, y: 4, w: 8, h: 6 };
const renditionsOf = async (recording: Id) =>
  (await rig.call('Cass', 'recording.show', { recording })).renditions;

async function bytesOf(rendition: Id): Promise<Buffer> {
  const { url } = await rig.call('Cass', 'open.custody', { rendition, purpose: 'anonymising' });
  const served = await rig.media('Cass', url);
  if (!served) throw new Error('Nothing is behind the address.');
  return served.bytes;
}

const trailKinds = async (about: Id): Promise<readonly string[]> =>
  (await rig.call('Nora', 'trail.window', { about, offset: 0, limit: 500 })).entries.map(({ kind }) => kind);

describe('making an anonymised copy', () => {
  test('cleans, fills the region, verifies, and leaves the original as it was', async () => {
    const recording = await photograph();
    const [original] = await renditionsOf(recording);
    const before = await bytesOf(original!.id);
    const { rendition, findingsBefore, findingsAfter } = await rig.call('Cass', 'anonymise.make', {
      recording,
      regions: [region],
    });
    expect(findingsBefore.length).toBeGreaterThan(0);
    expect(findingsAfter).toEqual([]);
    expect(rendition).toMatchObject({
      kind: 'anonymised',
      parent: original!.id,
      container: 'jpeg',
      verification: { verified: true, residual: [] },
      signOff: null,
      identifiability: 'unassessed',
    });
    expect(rendition.recipe?.regions).toEqual([{ ...region, source: 'drawn by hand' }]);
    expect(rendition.recipe?.clean.removed.length).toBeGreaterThan(0);
    const result = await bytesOf(rendition.id);
    const { data, info } = await sharp(result)
      .extract({ left: 15, top: 15, width: 30, height: 20 })
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect(info.width).toBe(30);
    expect(Math.max(...data)).toBeLessThanOrEqual(4);
    const file = join(rig.folder, 'result.jpg');
    writeFileSync(file, result);
    const tags = JSON.parse(execFileSync('exiftool', ['-j', '-G', file]).toString())[0];
    expect(Object.keys(tags).filter((tag) => /^(EXIF|XMP|IPTC|MakerNotes|Photoshop):/.test(tag))).toEqual([]);
    expect((await bytesOf(original!.id)).equals(before)).toBe(true);
    expect(await trailKinds(rendition.id)).toContain('rendition.made');
    expect(await trailKinds(recording)).toContain('custody.opened');
  });

  test('whoever may see only the copy sees the copy’s own thumbnail, and no words the verification met', async () => {
    const recording = await photograph();
    await rig.call('Cass', 'recording.classify', {
      recordings: [recording],
      classification: { category: 'xray' },
    });
    const { width, height } = (await renditionsOf(recording))[0]!;
    const everything = { x: 0, y: 0, w: width!, h: height! };
    expect(await rig.failure('Edda', 'recording.show', { recording })).toMatchObject({ code: 'not-found' });
    const { rendition } = await rig.call('Cass', 'anonymise.make', { recording, regions: [everything] });
    await rig.call('Cass', 'anonymise.signOff', {
      rendition: rendition.id,
      lookedAt: ['the whole picture'],
      identifiability: 'notIdentifiable',
    });
    const shown = await rig.call('Edda', 'recording.show', { recording });
    expect(shown.renditions.map(({ id }) => id)).toEqual([rendition.id]);
    expect(shown.renditions[0]!.verification).toEqual({ verified: true, residual: [], toLookAt: [] });
    const picture = await rig.media('Edda', shown.thumbnail!);
    const { channels } = await sharp(picture!.bytes).stats();
    expect(Math.max(...channels.map(({ max }) => max))).toBeLessThanOrEqual(4);
  });

  test('a PNG is cleaned of what its text says', async () => {
    const recording = await photograph([], readFileSync(sample('exifr__png_with_exif_and_gps.png')), 'a.png');
    const { rendition, findingsBefore } = await rig.call('Cass', 'anonymise.make', {
      recording,
      regions: [],
    });
    expect(findingsBefore.some(({ name }) => /gps|latitude/i.test(name))).toBe(true);
    expect(rendition.container).toBe('png');
  });

  test.each([
    ['tika__testTIFF.tif', 'tiff'],
    ['media__sample_still_photo.heic', 'heic'],
  ])(
    '%s stays in its own form; with a region it is stored in another, and that is recorded',
    async (name, form) => {
      const recording = await photograph([], readFileSync(sample(name)), name);
      const whole = await rig.call('Cass', 'anonymise.make', { recording, regions: [] });
      expect(whole.rendition).toMatchObject({ container: form, recipe: { clean: { lossless: true } } });
      expect(whole.findingsAfter).toEqual([]);
      const filled = await rig.call('Cass', 'anonymise.make', { recording, regions: [region] });
      expect(['jpeg', 'png']).toContain(filled.rendition.container);
      expect(filled.rendition.recipe).toMatchObject({ clean: { lossless: false } });
      expect(filled.rendition.recipe!.notes!.join(' ')).toContain('decoded and stored as');
    },
  );

  test('a film is cleaned from the vault into the vault, with the previews of its original', async () => {
    const name = 'media__sample_with_htc_rotation_track_name.mkv';
    const recording = await rig.take('Cass', join(rig.files({ [name]: name }), name), planned);
    const [original] = await renditionsOf(recording);
    const findings = await rig.call('Cass', 'recording.findings', { rendition: original!.id });
    expect(findings.map(({ value }) => value)).toContain('Lavf58.29.100');
    const { rendition, findingsBefore, findingsAfter } = await rig.call('Cass', 'anonymise.make', {
      recording,
      regions: [],
    });
    expect(findingsBefore).toEqual(findings);
    expect(findingsAfter).toEqual([]);
    expect(rendition).toMatchObject({ container: 'mkv', verification: { verified: true, residual: [] } });
    const bytes = await bytesOf(rendition.id);
    expect(bytes.includes('Lavf')).toBe(false);
    expect(bytes.length).toBeGreaterThan(100_000);
    const shown = await rig.call('Cass', 'recording.show', { recording });
    expect(shown.thumbnail).not.toBeNull();
  });

  test('a region of a film is filled in its pictures, its sound silenced, and the recipe says so', async () => {
    const made = join(rig.folder, 'heard.mp4');
    const scene = ['-f', 'lavfi', '-i', 'testsrc2=s=64x48:r=10:d=1', '-f', 'lavfi', '-i', 'sine=d=1'];
    execFileSync('ffmpeg', ['-v', 'error', ...scene, '-c:v', 'libx264', '-c:a', 'aac', made]);
    const folder = rig.files({ 'heard.mp4': readFileSync(made) });
    const recording = await rig.take('Cass', join(folder, 'heard.mp4'), planned);
    const timed = { ...small, from: 0, to: 1 };
    const silenced = { from: 0, to: 1, treatment: 'silence' } as const;
    const asked = { recording, regions: [timed], sound: [silenced] };
    const { rendition } = await rig.call('Cass', 'anonymise.make', asked);
    expect(rendition.verification).toMatchObject({ verified: true, residual: [] });
    expect(rendition.recipe).toMatchObject({
      regions: [{ ...timed, source: 'drawn by hand' }],
      sound: [silenced],
      hashes: {
        before: expect.stringMatching(/^[0-9a-f]{64}$/),
        after: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    });
    const file = join(rig.folder, 'filled.mp4');
    writeFileSync(file, await bytesOf(rendition.id));
    const crop = `crop=${small.w}:${small.h}:${small.x}:${small.y},format=gray`;
    const picture = execFileSync('ffmpeg', [
      ...['-v', 'error', '-i', file, '-frames:v', '1', '-vf', crop, '-f', 'rawvideo', '-'],
    ]);
    expect(picture.length).toBe(small.w * small.h);
    expect(Math.max(...picture) - Math.min(...picture)).toBeLessThanOrEqual(16);
    const { search, residue } = await rig.call('Cass', 'anonymise.residue', { rendition: rendition.id });
    expect([search, residue]).toEqual(['ready', []]);
    // The original is searched as well, ahead of whoever opens it.
    await expect.poll(() => readdirSync(join(rig.place, 'tmp'))).toEqual([]);
  });

  test('what can be read in the copy of a film blocks its sign-off until somebody looked at it', async () => {
    const made = join(rig.folder, 'named.mp4');
    const write = 'drawtext=font=DejaVuSans:fontsize=22:fontcolor=white:x=20:y=';
    const name = `${write}20:text='KOWALCZYK WILHELMINA'`;
    const later = `${write}90:text='Ysbyty Gwynedd':enable='gte(t,2)'`;
    const scene = ['-f', 'lavfi', '-i', 'color=c=black:s=400x160:r=2:d=3', '-vf', `${name},${later}`];
    execFileSync('ffmpeg', ['-v', 'error', '-y', ...scene, '-c:v', 'libx264', made]);
    const folder = rig.files({ 'named.mp4': readFileSync(made) });
    const facts = { familyName: 'Kowalczyk', givenName: 'Wilhelmina', bornOn: null, diedOn: null };
    const { id } = await rig.call('Cass', 'subject.create', {
      ...{ ...facts, appointedPerson: false, identifiers: [] },
    });
    const recording = await rig.take('Cass', join(folder, 'named.mp4'), { ...planned, subjects: [id] });
    const proposed = async () => (await rig.call('Cass', 'bench.open', { recording })).proposals;
    await expect.poll(proposed, { timeout: 60_000 }).not.toEqual([]);
    expect((await proposed()).find(({ critical }) => critical)).toMatchObject({
      text: expect.stringMatching(/KOWALCZYK/),
      sources: expect.arrayContaining(['reading', 'catalogue']),
    });
    const { rendition } = await rig.call('Cass', 'anonymise.make', {
      recording,
      regions: [{ x: 10, y: 10, w: 80, h: 40 }],
    });
    const { search, residue } = await rig.call('Cass', 'anonymise.residue', { rendition: rendition.id });
    expect(search).toBe('ready');
    expect(residue.find(({ critical }) => critical)?.text).toMatch(/WILHELMINA/);
    expect(residue.find(({ from = 0 }) => from >= 1)?.text).toMatch(/Gwynedd/);
    const identifiability = 'notIdentifiable' as const;
    const judged = { rendition: rendition.id, lookedAt: ['face'], identifiability };
    expect((await rig.failure('Cass', 'anonymise.signOff', judged)).code).toBe('conflict');
    await rig.call('Cass', 'anonymise.signOff', { ...judged, residueSeen: true });
  }, 120_000);

  test('a film is made as a job that says how it ended', async () => {
    const name = 'tika__testMP4Video.mp4';
    const recording = await rig.take('Cass', join(rig.files({ [name]: name }), name), planned);
    // What does not fit a film is said before anything is begun.
    const cut = await rig.failure('Cass', 'anonymise.start', { recording, regions: [], keep: small });
    expect(cut).toMatchObject({ code: 'invalid-input', message: expect.stringContaining('cannot be cut') });
    const { job } = await rig.call('Cass', 'anonymise.start', { recording, regions: [small] });
    await expect
      .poll(async () => (await rig.call('Cass', 'job.show', { job })).job.state, { timeout: 60_000 })
      .toBe('done');
    const { items } = await rig.call('Cass', 'job.show', { job });
    expect(items).toMatchObject([{ state: 'stored', recording: { id: recording }, error: null }]);
    expect(await renditionsOf(recording)).toHaveLength(2);
  });

  test('a DICOM film is covered in all its pictures, and says so', async () => {
    const name = 'pydicom__rtdose.dcm';
    const recording = await rig.take('Cass', join(rig.files({ [name]: name }), name), planned);
    const timed = { x: 2, y: 2, w: 4, h: 4, from: 0.5, to: 1 };
    const { rendition } = await rig.call('Cass', 'anonymise.make', { recording, regions: [timed] });
    expect(rendition.recipe).toMatchObject({ regions: [{ x: 2, y: 2, w: 4, h: 4 }] });
    expect(rendition.recipe?.regions[0]?.from).toBeUndefined();
    expect(rendition.recipe?.notes?.join()).toContain('every picture of this DICOM film');
  });

  test('times and sound are not of a photograph', async () => {
    const recording = await photograph();
    const timed = { recording, regions: [{ ...region, from: 0 }] };
    expect((await rig.failure('Cass', 'anonymise.make', timed)).message).toMatch(/Region 1 has times/);
    const sound = [{ from: 0, to: 1, treatment: 'tone' }] as const;
    const heard = { recording, regions: [], sound: [...sound] };
    expect((await rig.failure('Cass', 'anonymise.make', heard)).code).toBe('invalid-input');
  });

  test('a region outside the picture is refused by its number', async () => {
    const recording = await photograph();
    const regions = [region, { x: 0, y: 0, w: 100_000, h: 5 }];
    expect(await rig.failure('Cass', 'anonymise.make', { recording, regions })).toMatchObject({
      code: 'invalid-input',
      message: expect.stringMatching(/Region 2/),
    });
  });

  test('only a custodian makes one', async () => {
    const recording = await photograph();
    expect(await rig.failure('Nora', 'anonymise.make', { recording, regions: [] })).toMatchObject({
      code: 'not-allowed',
    });
  });

  test('discarding takes the file and its picture with it; an original is never discarded', async () => {
    const recording = await photograph();
    const { rendition } = await rig.call('Cass', 'anonymise.make', { recording, regions: [] });
    const [original] = await renditionsOf(recording);
    expect(await rig.failure('Cass', 'anonymise.discard', { rendition: original!.id })).toMatchObject({
      code: 'conflict',
    });
    await rig.call('Cass', 'anonymise.discard', { rendition: rendition.id });
    expect(await renditionsOf(recording)).toHaveLength(1);
    expect((await rig.call('Cass', 'library.verify', { deep: true })).faults).toEqual([]);
  });
});

describe('findings', () => {
  test('say what in a file identifies, and the reading is in the trail', async () => {
    const recording = await photograph();
    const [original] = await renditionsOf(recording);
    const findings = await rig.call('Nora', 'recording.findings', { rendition: original!.id });
    expect(findings.some(({ name }) => /author|artist|XPAuthor/i.test(name))).toBe(true);
    expect(await trailKinds(original!.id)).toContain('rendition.findingsRead');
  });
});

describe('signing off', () => {
  const signOff = (rendition: Id, identifiability: 'notIdentifiable' | 'identifiable' | 'unassessed') => ({
    rendition,
    lookedAt: ['face', 'tattoos'],
    identifiability,
  });

  test('makes the copy effectively anonymised, with a signature over its content', async () => {
    const recording = await photograph();
    const { rendition } = await rig.call('Cass', 'anonymise.make', { recording, regions: [] });
    const signed = await rig.call('Cass', 'anonymise.signOff', signOff(rendition.id, 'notIdentifiable'));
    expect(signed).toMatchObject({
      identifiability: 'notIdentifiable',
      signOff: { by: { name: 'Cass' }, lookedAt: ['face', 'tattoos'], valid: true },
    });
    const { entries } = await rig.call('Nora', 'trail.window', { about: rendition.id, offset: 0, limit: 50 });
    expect(entries.map(({ kind }) => kind)).toContain('rendition.signedOff');
  });

  test('an original is not signed off', async () => {
    const recording = await photograph();
    const [original] = await renditionsOf(recording);
    expect(
      await rig.failure('Cass', 'anonymise.signOff', signOff(original!.id, 'notIdentifiable')),
    ).toMatchObject({ code: 'conflict' });
  });

  test('a changed judgement takes a second person, the same judgement does not', async () => {
    const recording = await photograph();
    const { rendition } = await rig.call('Cass', 'anonymise.make', { recording, regions: [] });
    rig.advance(2 * day);
    await rig.call('Cass', 'anonymise.signOff', signOff(rendition.id, 'identifiable'));
    await rig.call('Cass', 'anonymise.signOff', signOff(rendition.id, 'identifiable'));
    expect(
      await rig.failure('Cass', 'anonymise.signOff', signOff(rendition.id, 'notIdentifiable')),
    ).toMatchObject({ code: 'needs-second-person' });
    const changed = await rig.call('Nora', 'anonymise.signOff', signOff(rendition.id, 'notIdentifiable'));
    expect(changed).toMatchObject({ identifiability: 'notIdentifiable', signOff: { by: { name: 'Nora' } } });
  });

  test('making the same copy anew does not shake the earlier judgement off', async () => {
    const recording = await photograph();
    const first = await rig.call('Cass', 'anonymise.make', { recording, regions: [] });
    await rig.call('Cass', 'anonymise.signOff', signOff(first.rendition.id, 'identifiable'));
    const second = await rig.call('Cass', 'anonymise.make', { recording, regions: [] });
    expect(
      await rig.failure('Cass', 'anonymise.signOff', signOff(second.rendition.id, 'notIdentifiable')),
    ).toMatchObject({ code: 'needs-second-person' });
  });

  test('a sign-off falls with the link it rested on, and the copy counts as anonymised no more', async () => {
    const patient = (familyName: string) =>
      rig.call('Cass', 'subject.create', {
        familyName,
        givenName: 'Pat',
        bornOn: null,
        diedOn: null,
        appointedPerson: false,
        identifiers: [],
      });
    const [wrong, right] = [await patient('Wrongly'), await patient('Rightly')];
    const recording = await photograph([wrong.id]);
    const { rendition } = await rig.call('Cass', 'anonymise.make', { recording, regions: [] });
    await rig.call('Cass', 'anonymise.signOff', signOff(rendition.id, 'notIdentifiable'));
    await rig.call('Cass', 'subject.move', {
      recordings: [recording],
      from: wrong.id,
      to: right.id,
      reason: 'mixed up at the desk',
    });
    const after = (await renditionsOf(recording)).find(({ id }) => id === rendition.id);
    expect(after).toMatchObject({ identifiability: 'unassessed', signOff: { valid: false } });
  });

  test('what the catalogue knows of the patient is looked for in the copy', async () => {
    const known = await rig.call('Cass', 'subject.create', {
      familyName: 'Featherstone',
      givenName: 'Fenella',
      bornOn: null,
      diedOn: null,
      appointedPerson: false,
      identifiers: [],
    });
    const named = execFileSync('exiftool', [
      '-Artist=Fenella Featherstone',
      '-o',
      '-',
      sample('metadata-extractor__windowsXpFields.jpg'),
    ]);
    const recording = await photograph([known.id], named);
    const { rendition } = await rig.call('Cass', 'anonymise.make', { recording, regions: [] });
    expect(rendition.verification).toEqual({ verified: true, residual: [], toLookAt: [] });
    expect((await bytesOf(rendition.id)).toString('latin1')).not.toMatch(/Featherstone/i);
  });
});
