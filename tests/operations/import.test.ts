import {
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Rig, sample } from './rig.ts';

let rig: Rig;

beforeAll(async () => {
  rig = await Rig.make({ Cass: 'custodian', Edda: 'educator' });
});
afterAll(() => rig?.close());

const jpeg = readFileSync(sample('metadata-extractor__windowsXpFields.jpg'));

/** The sample with other bytes after its end: another file to the library, the same picture to the eye. */
let variants = 0;
const variant = (): Buffer => {
  variants += 1;
  return Buffer.concat([jpeg, Buffer.from(`variant ${variants}`)]);
};

describe('taking in', () => {
  test('a folder gives each recording by its content, in a stable order, and passes over what is none', async () => {
    const folder = rig.files({
      'b.jpg': 'metadata-extractor__windowsXpFields.jpg',
      'a.dat': 'exifr__png_with_exif_and_gps.png',
      'inner/c.jpg': 'tika__testWAV.wav',
      'inner/d.mov': 'media__bt601.mov',
      '.hidden.jpg': variant(),
      'Thumbs.db': variant(),
      'b.xmp': Buffer.from('<x/>'),
    });
    symlinkSync('/etc/hostname', join(folder, 'link.jpg'));
    const started = await rig.call('Cass', 'import.start', { paths: [folder] });
    expect(started.passedOver).toBe(4);
    const { job, items } = await rig.ended('Cass', started.job);
    expect(job).toMatchObject({ state: 'done', done: 4, total: 4, outcomes: { stored: 4 } });
    expect(items.map(({ state }) => state)).toEqual(['stored', 'stored', 'stored', 'stored']);
    const shown = [];
    for (const { recording } of items)
      shown.push(await rig.call('Cass', 'recording.show', { recording: recording!.id }));
    expect(shown.map(({ fileName, kind, container }) => [fileName, kind, container])).toEqual([
      ['a.dat', 'photo', 'png'],
      ['b.jpg', 'photo', 'jpeg'],
      ['c.jpg', 'audio', 'wav'],
      ['d.mov', 'video', 'mov'],
    ]);
    for (const { thumbnail } of shown)
      expect((await rig.media('Cass', thumbnail!))?.type).toMatch(/^image\//);
  });

  test('a sound has a tile that shows how loud it is', async () => {
    const folder = rig.files({ 'call.wav': 'tika__testWAV.wav' });
    const recording = await rig.take('Cass', join(folder, 'call.wav'));
    const { thumbnail } = await rig.call('Cass', 'recording.show', { recording });
    const drawn = await rig.media('Cass', thumbnail!);
    expect(drawn?.type).toBe('image/svg+xml');
    const bars = drawn!.bytes.toString().match(/M[\d.]+ [\d.]+V[\d.]+/g);
    expect(bars).toHaveLength(40);
    // Whoever may not know of it gets no drawing of it either.
    expect(await rig.media('Edda', thumbnail!)).toBeNull();
  });

  test('recordings are numbered in the order of the card, however long each takes to read', async () => {
    const names = ['IMG_2.mov', 'IMG_9.jpg', 'img_10.jpg', 'IMG_11.jpg', 'IMG_100.jpg'];
    const folder = rig.files({
      ...Object.fromEntries(names.map((name) => [name, variant()])),
      'IMG_2.mov': Buffer.concat([readFileSync(sample('media__bt601.mov')), Buffer.from('free')]),
      'later/IMG_1.jpg': variant(),
    });
    const { items } = await rig.import('Cass', { paths: [folder] });
    const shown = [];
    for (const { recording } of items)
      shown.push(await rig.call('Cass', 'recording.show', { recording: recording!.id }));
    expect(shown.map(({ fileName }) => fileName)).toEqual([...names, 'IMG_1.jpg']);
    const numbers = shown.map(({ number }) => Number(number.slice(2)));
    const [first = 0] = numbers;
    expect(numbers).toEqual(numbers.map((_, at) => first + at));
  });

  test('the stored original is the file bit for bit', async () => {
    const content = variant();
    const folder = rig.files({ 'x.jpg': content });
    const recording = await rig.take('Cass', join(folder, 'x.jpg'));
    const { renditions } = await rig.call('Cass', 'recording.show', { recording });
    const opened = await rig.call('Cass', 'open.custody', {
      rendition: renditions[0]!.id,
      purpose: 'cataloguing',
    });
    expect((await rig.media('Cass', opened.url))?.bytes.equals(content)).toBe(true);
  });

  test('the same file again points at its twin, in the same batch as in a later one', async () => {
    const content = variant();
    const folder = rig.files({ '1.jpg': content, '2.jpg': content });
    const first = await rig.import('Cass', { paths: [folder] });
    expect(first.job.outcomes).toEqual({ stored: 1, duplicate: 1 });
    const stored = first.items.find(({ state }) => state === 'stored')?.recording;
    expect(first.items.find(({ state }) => state === 'duplicate')?.recording).toEqual(stored);
    const again = await rig.import('Cass', { paths: [join(folder, '2.jpg')] });
    expect(again.items[0]).toMatchObject({ state: 'duplicate', recording: stored });
  });

  test('damaged, empty and foreign files are set aside with a way forward, and the rest goes on', async () => {
    const folder = rig.files({
      'a.jpg': variant(),
      'b.jpg': jpeg.subarray(0, 9_000),
      'c.jpg': Buffer.alloc(0),
      'd.jpg': Buffer.from('%PDF-1.4 a letter'),
      'e.jpg': variant(),
    });
    const { job, items } = await rig.import('Cass', { paths: [folder] });
    expect(job).toMatchObject({ state: 'done', outcomes: { stored: 2, setAside: 3 } });
    // What needs somebody is found wherever it stands on the list.
    const needy = await rig.call('Cass', 'job.show', { job: job.id, troubled: true, limit: 2 });
    expect(needy.items).toEqual(items.filter(({ error }) => error !== null).slice(0, 2));
    const codes = items.map(({ state, error }) => error?.code ?? state);
    expect(codes[0]).toBe('stored');
    expect(codes[1]).toBe('truncated');
    expect(codes[2]).toBe('empty');
    expect(['unrecognised', 'unsupported']).toContain(codes[3]);
    expect(codes[4]).toBe('stored');
    for (const { error } of items.slice(1, 4)) {
      expect(error?.message.length).toBeGreaterThan(10);
      expect(error?.wayForward.length).toBeGreaterThan(10);
    }
  });

  test('a file that is not there, and a link or a folder in its place, are set aside', async () => {
    const folder = rig.files({ 'real.jpg': variant() });
    const { items } = await rig.import('Cass', {
      paths: [join(folder, 'gone.jpg'), '/dev/null'],
    });
    expect(items.map(({ error }) => error?.code)).toEqual(['missing', 'not-a-file']);
  });

  test('a chosen link is what it points at', async () => {
    const folder = rig.files({ 'real.jpg': variant() });
    symlinkSync(join(folder, 'real.jpg'), join(folder, 'link.jpg'));
    const { items } = await rig.import('Cass', { paths: [join(folder, 'link.jpg')] });
    expect(items).toMatchObject([{ state: 'stored' }]);
  });

  test('nothing to take in is said at once', async () => {
    const folder = rig.files({ '.hidden': Buffer.from('x') });
    expect(await rig.failure('Cass', 'import.start', { paths: [folder] })).toMatchObject({
      code: 'invalid-input',
    });
  });

  test('only those who take in may', async () => {
    expect(await rig.failure('Edda', 'import.start', { paths: ['/x'] })).toMatchObject({
      code: 'not-allowed',
    });
  });

  test('a received file keeps the name it came with, and its bytes go from tmp', async () => {
    const ticket = await rig.upload('Cass', '../../Mrs/Smith 12.jpg', variant());
    const { items } = await rig.import('Cass', { uploads: [ticket] });
    expect(items).toMatchObject([{ state: 'stored' }]);
    const { fileName } = await rig.call('Cass', 'recording.show', { recording: items[0]!.recording!.id });
    expect(fileName).toBe('Smith 12.jpg');
    expect(await rig.failure('Cass', 'import.start', { uploads: [ticket] })).toMatchObject({
      code: 'invalid-input',
    });
    expect(readdirSync(join(rig.place, 'tmp'))).toEqual([]);
  });
});

describe('the date made', () => {
  const madeOf = async (content: Uint8Array | string, modified?: Date) => {
    const folder = rig.files({ 'x.bin': content });
    if (modified) utimesSync(join(folder, 'x.bin'), modified, modified);
    const recording = await rig.take('Cass', join(folder, 'x.bin'));
    return (await rig.call('Cass', 'recording.show', { recording })).made;
  };

  test('a camera’s day is the day made', async () => {
    const made = await madeOf('media__sample_still_photo.heic');
    expect(made).toMatchObject({ source: 'camera', earliest: '2020-10-21', latest: '2020-10-21' });
  });

  test('so is a container’s, and it says which of the two it was', async () => {
    const made = await madeOf('media__bbb_1ch_8kHz_aac_lc.m4a');
    expect(made).toMatchObject({ source: 'container', earliest: '2021-03-26', latest: '2021-03-26' });
  });

  test('the file system’s date is never the day made: only that it was there when it was added', async () => {
    const made = await madeOf('tika__testWEBP.webp', new Date('2009-05-06T07:08:09Z'));
    expect(made).toEqual({
      source: 'fileSystem',
      earliest: null,
      latest: '2026-03-10',
      local: '2009-05-06T07:08:09',
      offset: 'Z',
    });
  });
});

describe('classifying while taking in', () => {
  test('what is said of the batch holds for every file of it', async () => {
    const { id: subject } = await rig.call('Cass', 'subject.create', {
      familyName: 'Batchson',
      givenName: 'Bea',
      bornOn: null,
      diedOn: null,
      appointedPerson: false,
      identifiers: [],
    });
    const folder = rig.files({ 'a.jpg': variant(), 'b.jpg': variant() });
    const { items } = await rig.import('Cass', {
      paths: [folder],
      classify: {
        category: 'xray',
        madeFor: 'care',
        circumstances: 'planned',
        made: { earliest: '2020-01-01' as never, latest: '2020-12-31' as never },
        subjects: [subject],
      },
    });
    for (const { recording } of items) {
      const shown = await rig.call('Cass', 'recording.show', { recording: recording!.id });
      expect(shown.classification).toMatchObject({ category: 'xray', madeFor: 'care' });
      expect(shown.made).toMatchObject({ source: 'person', earliest: '2020-01-01', latest: '2020-12-31' });
      expect(shown.subjects.map(({ id }) => id)).toEqual([subject]);
      expect(shown.standing).not.toBe('needsClass');
    }
  });

  test('an unknown patient is refused before the first file', async () => {
    const folder = rig.files({ 'a.jpg': variant() });
    const subjects = ['0'.repeat(32) as never];
    expect(
      await rig.failure('Cass', 'import.start', { paths: [folder], classify: { subjects } }),
    ).toMatchObject({ code: 'invalid-input', details: { field: 'classify.subjects' } });
  });
});

describe('moving', () => {
  test('a source goes only after its stored copy was compared, and the trail says so', async () => {
    const folder = rig.files({ 'a.jpg': variant() });
    const path = join(folder, 'a.jpg');
    const { items } = await rig.import('Cass', { paths: [path], move: true });
    expect(items).toMatchObject([{ state: 'stored', sourceRemoved: true }]);
    expect(existsSync(path)).toBe(false);
    const recording = items[0]!.recording!.id;
    const history = await rig.call('Cass', 'recording.history', { recording });
    expect(history.some(({ what }) => what.includes('Removed the source'))).toBe(true);
  });

  test('without being asked to, nothing of the source changes', async () => {
    const folder = rig.files({ 'a.jpg': variant() });
    const path = join(folder, 'a.jpg');
    const before = statSync(path);
    await rig.take('Cass', path);
    expect(statSync(path)).toMatchObject({ size: before.size, mtimeMs: before.mtimeMs, ino: before.ino });
  });

  test('the source of a duplicate or of a file set aside stays', async () => {
    const content = variant();
    const folder = rig.files({ '1.jpg': content, 'bad.jpg': Buffer.from('not a picture') });
    await rig.take('Cass', join(folder, '1.jpg'));
    const { items } = await rig.import('Cass', { paths: [folder], move: true });
    expect(items.map(({ sourceRemoved }) => sourceRemoved)).toEqual([false, false]);
    expect(existsSync(join(folder, '1.jpg'))).toBe(true);
    expect(existsSync(join(folder, 'bad.jpg'))).toBe(true);
  });
});

describe('a file that changes', () => {
  test('a file written to while it is stored is set aside, and nothing of it stays in the vault', async () => {
    const folder = rig.files({ 'a.jpg': variant() });
    const path = join(folder, 'a.jpg');
    rig.onStep((step) => {
      if (step === 'put:written') writeFileSync(path, variant());
    });
    const { items } = await rig.import('Cass', { paths: [path] });
    rig.onStep(() => undefined);
    expect(items).toMatchObject([{ state: 'setAside', error: { code: 'changed' } }]);
    const verified = await rig.call('Cass', 'library.verify', { deep: true });
    expect(verified.faults).toEqual([]);
  });
});

describe('a full disk', () => {
  test('stops the job with a message, nothing half done, and it goes on when there is room', async () => {
    const folder = rig.files({ 'a.jpg': variant(), 'b.jpg': variant(), 'c.jpg': variant() });
    let left = 1;
    rig.onStep((step) => {
      if (step !== 'put:written' || left-- > 0) return;
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    });
    const stopped = await rig.import('Cass', { paths: [folder] });
    rig.onStep(() => undefined);
    expect(['failed', 'paused']).toContain(stopped.job.state);
    expect(stopped.items.some(({ error }) => /full/.test(error?.message ?? ''))).toBe(true);
    expect((await rig.call('Cass', 'library.verify', { deep: true })).faults).toEqual([]);
    await rig.call('Cass', 'job.resume', { job: stopped.job.id });
    const { job, items } = await rig.ended('Cass', stopped.job.id);
    expect(job).toMatchObject({ state: 'done', outcomes: { stored: 3 } });
    expect(items.map(({ error }) => error)).toEqual([null, null, null]);
  });
});

describe('previews', () => {
  test('that were lost are made again from the vault when they are asked for', async () => {
    const folder = rig.files({ 'a.jpg': variant(), 'b.mov': 'media__bt601.mov' });
    const { items } = await rig.import('Cass', { paths: [folder] });
    const recordings = items.map(({ recording }) => recording!.id);
    await rig.stop();
    for (const ending of ['', '-wal', '-shm'])
      rmSync(join(rig.place, `previews.db${ending}`), { force: true });
    await rig.restart();
    for (const recording of recordings) {
      const { thumbnail } = await rig.call('Cass', 'recording.show', { recording });
      expect((await rig.media('Cass', thumbnail!))?.type).toMatch(/^image\//);
    }
    expect(readdirSync(join(rig.place, 'tmp'))).toEqual([]);
  });
});

describe('steering', () => {
  test('a paused import goes on where it stopped, and a cancelled one keeps what is stored', async () => {
    const folder = rig.files(
      Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`${index}.jpg`, variant()])),
    );
    const { job } = await rig.call('Cass', 'import.start', { paths: [folder] });
    await rig.call('Cass', 'job.pause', { job });
    const paused = await rig.call('Cass', 'job.show', { job, limit: 1_000 });
    expect(paused.job.state).toBe('paused');
    await rig.call('Cass', 'job.resume', { job });
    const ended = await rig.ended('Cass', job);
    expect(ended.job).toMatchObject({ state: 'done', outcomes: { stored: 40 } });
  });

  test('a cancelled import keeps what is stored and begins nothing more', async () => {
    const folder = rig.files(
      Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`${index}.jpg`, variant()])),
    );
    const { job } = await rig.call('Cass', 'import.start', { paths: [folder] });
    await rig.call('Cass', 'job.cancel', { job });
    const ended = await rig.ended('Cass', job);
    expect(ended.job.state).toBe('cancelled');
    const { stored = 0, cancelled = 0 } = ended.job.outcomes;
    expect(stored + cancelled).toBe(40);
    expect((await rig.call('Cass', 'library.verify', { deep: true })).faults).toEqual([]);
  });
});
