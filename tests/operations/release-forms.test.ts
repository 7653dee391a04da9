import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReleaseForm } from '../../shared/domain/release/form.ts';
import type { Day } from '../../shared/kernel/day.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { identifyingTags, run } from '../rooms/anonymise/witnesses.ts';
import { terms } from './release-terms.ts';
import { Rig, sample } from './rig.ts';

let rig: Rig;
let subject: Id;
let still: Id;
let loop: Id;

async function person(familyName: string): Promise<Id> {
  const { id } = await rig.call('Cass', 'subject.create', {
    familyName,
    givenName: 'Rhoda',
    bornOn: '1970-02-03' as Day,
    diedOn: null,
    appointedPerson: false,
    identifiers: [],
  });
  return id;
}

/** A recording whose agreement lets its copies go. */
async function agreed(name: string, subjects: Id[] = [subject]): Promise<Id> {
  const recording = await rig.take('Cass', sample(name), {
    category: 'other',
    madeFor: 'teaching',
    circumstances: 'planned',
    made: { earliest: '2026-02-01' as Day, latest: '2026-02-01' as Day },
    subjects,
  });
  const { id } = await rig.call('Cass', 'agreement.create', {
    terms,
    subjects,
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
  return recording;
}

beforeAll(async () => {
  rig = await Rig.make({ Cass: 'custodian' });
  subject = await person('Releaseworth');
  still = await anonymised(await agreed('pydicom__MR_small_bigendian.dcm'));
  loop = await anonymised(await agreed('pydicom__rtdose.dcm'));
});
afterAll(() => rig?.close());

let folders = 0;

const asked = (recording: Id, form: ReleaseForm) => {
  folders += 1;
  return {
    recordings: [recording],
    use: 'teaching' as const,
    audience: 'medicalSetting' as const,
    recipient: 'Prof Olu Lecturer',
    folder: join(rig.folder, `out-${folders}`),
    form,
  };
};

/** The one copy of a release, as it lies in its folder, and what the manifest says of it. */
async function released(recording: Id, form: ReleaseForm) {
  const made = await rig.call('Cass', 'release.make', asked(recording, form));
  const [item] = made.release?.items ?? [];
  const path = join(made.folder ?? '', item?.fileName ?? '');
  const bytes = readFileSync(path);
  const manifest = JSON.parse(readFileSync(join(made.folder ?? '', 'manifest.json'), 'utf8'));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  expect(item?.sha256).toBe(sha256);
  expect(manifest.files[0]).toMatchObject({ file: item?.fileName, bytes: bytes.length, sha256 });
  return { path, bytes, row: manifest.files[0], number: made.release?.number };
}

const pixelsOf = async (bytes: Buffer) => [...(await sharp(bytes).toColourspace('b-w').raw().toBuffer())];

describe('a DICOM copy leaves', () => {
  test('as DICOM where no other form is asked for', async () => {
    const { path, bytes, row, number } = await released(still, 'dicom');
    expect(path.endsWith(`${number}-001.dcm`)).toBe(true);
    expect(bytes.toString('latin1', 128, 132)).toBe('DICM');
    expect(row).toMatchObject({ type: 'application/dicom', madeFrom: null, width: 64, height: 64 });
  });

  test.each([
    ['png', 'png', 'image/png'],
    ['jpeg', 'jpg', 'image/jpeg'],
  ] as const)('as %s, which says nothing but its samples', async (form, ending, type) => {
    const { path, bytes, row, number } = await released(still, form);
    expect(path.endsWith(`${number}-001.${ending}`)).toBe(true);
    expect(row).toMatchObject({ type, madeFrom: 'application/dicom', width: 64, height: 64 });
    expect(await sharp(bytes).metadata()).toMatchObject({ format: form, width: 64, height: 64 });
    expect(identifyingTags(bytes, `out.${ending}`)).toEqual([]);
    const shown = run('dcmj2pnm', 'dcmtk', [
      '+Wi',
      '1',
      '--write-raw-pnm',
      sample('pydicom__MR_small_bigendian.dcm'),
    ]);
    const [ours, theirs] = [await pixelsOf(bytes), [...shown.subarray(-64 * 64)]];
    const farthest = Math.max(...ours.map((level, at) => Math.abs(level - (theirs[at] ?? 0))));
    expect(farthest).toBeLessThanOrEqual(form === 'png' ? 1 : 8);
  });

  test('as a film of its frames, without a word of the tool that made it', async () => {
    const { path, bytes, row, number } = await released(loop, 'mp4');
    expect(path.endsWith(`${number}-001.mp4`)).toBe(true);
    expect(row).toMatchObject({ type: 'video/mp4', madeFrom: 'application/dicom', width: 10, height: 10 });
    const entries = 'stream=codec_name,width,height,nb_read_frames:format_tags:stream_tags';
    const probed = run('ffprobe', 'ffmpeg', [
      ...['-v', 'error', '-count_frames', '-show_entries', entries, '-of', 'json', path],
    ]);
    const { streams, format } = JSON.parse(probed.toString());
    expect(streams).toMatchObject([{ codec_name: 'h264', width: 10, height: 10, nb_read_frames: '15' }]);
    expect(Object.keys(format.tags ?? {})).toEqual(['major_brand', 'minor_version', 'compatible_brands']);
    expect(bytes.toString('latin1')).not.toMatch(/x264|lavf|lavc|ffmpeg/i);
  });

  test('in no form that cannot hold what it shows, and nothing leaves', async () => {
    for (const [recording, form, said] of [
      [loop, 'png', /several pictures.*MP4/],
      [still, 'mp4', /single picture.*PNG/],
    ] as const) {
      const question = asked(recording, form);
      const failure = await rig.failure('Cass', 'release.make', question);
      expect(failure).toMatchObject({ code: 'conflict' });
      expect(failure.message).toMatch(said);
      expect(existsSync(question.folder)).toBe(false);
    }
  });
});

describe('the days of DICOM copies', () => {
  const studied = (path: string): string =>
    run('exiftool', 'libimage-exiftool-perl', ['-s3', '-StudyDate', path]).toString().trim();
  const daysFrom = (day: string, to: string): number => {
    const [from, until] = [day, to].map((text) => Date.parse(text.replaceAll(':', '-')));
    return ((until ?? 0) - (from ?? 0)) / 86_400_000;
  };

  test('are moved by one number for one subject, which the recipe says', async () => {
    const [one, other] = [await released(still, 'dicom'), await released(loop, 'dicom')];
    const moved = daysFrom('2004:08:26', studied(one.path));
    expect(moved).toBeLessThanOrEqual(-1);
    expect(moved).toBeGreaterThanOrEqual(-365);
    expect(daysFrom('2003:08:05', studied(other.path))).toBe(moved);
    const { renditions } = await rig.call('Cass', 'recording.show', { recording: still });
    const recipe = renditions.find(({ kind }) => kind === 'anonymised')?.recipe;
    expect(recipe?.notes.join()).toContain('days of this examination were moved');
  });

  test('go where there are several subjects, or none', async () => {
    const recording = await agreed('pydicom__badVR.dcm', [subject, await person('Otherworth')]);
    await anonymised(recording);
    const { path, bytes } = await released(recording, 'dicom');
    expect(studied(path)).toBe('');
    expect(bytes.includes('Modified Dates')).toBe(false);
    const variant = Buffer.concat([readFileSync(sample('pydicom__rtdose.dcm')), Buffer.alloc(2)]);
    const nobodys = await rig.take('Cass', join(rig.files({ 'dose.dcm': variant }), 'dose.dcm'));
    const { rendition } = await rig.call('Cass', 'anonymise.make', { recording: nobodys, regions: [] });
    expect(rendition.recipe?.notes.join()).not.toContain('moved');
  });
});

test('an original is turned into no other form', async () => {
  const original = await agreed('pydicom__chrX2.dcm');
  const failure = await rig.failure('Cass', 'release.make', asked(original, 'png'));
  expect(failure).toMatchObject({ code: 'conflict' });
  expect(failure.message).toMatch(/signed-off/);
});

test('copies that are no DICOM leave as they are kept', async () => {
  const jpeg = await agreed('tika__baseball.jpg');
  const { row } = await released(jpeg, 'png');
  expect(row).toMatchObject({ type: 'image/jpeg', madeFrom: null });
  expect(readdirSync(join(rig.folder, `out-${folders}`)).some((name) => name.endsWith('-001.jpg'))).toBe(
    true,
  );
});
