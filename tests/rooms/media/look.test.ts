import { execFileSync } from 'node:child_process';
import { copyFileSync, readdirSync, readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, expect, test, vi } from 'vitest';
import type { Looked, LookResult } from '../../../electron/media/look-result.ts';
import { createMedia } from '../../../electron/media/media.ts';
import { openBench, sample } from './foreign-files.ts';

// Real programs on a busy machine: a test waits for its answer, not for a clock.
vi.setConfig({ testTimeout: 120_000 });

const bench = openBench();
const media = createMedia({ concurrency: 2, temporaryFolder: bench.folder });
afterAll(() => {
  media.close();
  bench.remove();
});

const looked = (result: LookResult): Looked => {
  if (result.outcome !== 'ok') throw new Error(`set aside: ${result.reason}: ${result.message}`);
  return result;
};
const lookAt = async (path: string): Promise<Looked> =>
  looked(await media.look({ path }, { thumbnail: true }));

test.each([
  ['metadata-extractor__windowsXpFields.jpg', 'jpeg', 256, 256, 1, 'mjpeg'],
  ['exifr__f6t.jpg', 'jpeg', 48, 80, 1, 'mjpeg'],
  ['exifr__png_with_exif_and_gps.png', 'png', 1, 1, 1, 'png'],
  ['tika__testTIFF.tif', 'tiff', 100, 75, 1, 'tiff'],
  ['tika__testWEBP.webp', 'webp', 150, 150, 1, 'webp'],
  ['lofty-rs__gif_640x628.gif', 'gif', 640, 628, 1, 'gif'],
  ['exifr__IMG_20180725_163423-micro.avif', 'avif', 101, 76, 1, 'av1'],
  ['media__sample_still_photo.heic', 'heic', 1080, 1920, 1, 'hevc'],
])('the photograph %s is %s of %i × %i', async (name, container, width, height, frames, codec) => {
  const result = await lookAt(sample(name));
  expect(result).toMatchObject({ kind: 'photo', container, width, height, frames, codecs: [codec] });
  const { thumbnail } = result;
  expect(Math.max(thumbnail?.width ?? 0, thumbnail?.height ?? 0)).toBe(
    Math.min(512, Math.max(width, height)),
  );
  const decoded = await sharp(thumbnail?.bytes).metadata();
  expect([decoded.width, decoded.height]).toEqual([thumbnail?.width, thumbnail?.height]);
});

interface Witness {
  streams: { codec_type: string; width?: number; height?: number }[];
  format: { duration?: string };
}
const witness = (path: string): Witness =>
  JSON.parse(
    execFileSync('ffprobe', ['-v', 'error', '-show_streams', '-show_format', '-of', 'json', path]).toString(),
  ) as Witness;

test.each([
  ['tika__testMP4Video.mp4', 'mp4', 'video'],
  ['media__bt601.mov', 'mov', 'video'],
  ['media__sample_with_htc_rotation_track_name.mkv', 'mkv', 'video'],
  ['tika__testWEBM.webm', 'webm', 'video'],
  ['music-metadata__My_Baby_Boy.webm', 'webm', 'audio'],
  ['tika__testWAV.wav', 'wav', 'audio'],
  ['music-metadata__ffmpeg-missing-chunksize.wav', 'wav', 'audio'],
  ['media__test-cbr-info-header.mp3', 'mp3', 'audio'],
  ['media__bbb_1ch_8kHz_aac_lc.m4a', 'm4a', 'audio'],
  ['lofty-rs__flac_with_id3v2.flac', 'flac', 'audio'],
  ['lofty-rs__issue_37.ogg', 'ogg', 'audio'],
  ['media__bear_duplicate_header.opus', 'opus', 'audio'],
])('%s is %s, %s, as ffprobe sees it too', async (name, container, kind) => {
  const result = await lookAt(sample(name));
  const { streams, format } = witness(sample(name));
  expect(result).toMatchObject({ container, kind });
  expect(Math.abs((result.durationMs ?? 0) - Number(format.duration) * 1000)).toBeLessThan(300);
  const picture = streams.find((stream) => stream.codec_type === 'video');
  expect([result.width, result.height]).toEqual([picture?.width ?? null, picture?.height ?? null]);
  expect(result.thumbnail === null).toBe(kind === 'audio');
  expect(result.waveform === null).toBe(kind === 'video');
});

test.each([
  ['made.m4v', 'm4v', ['-c:v', 'libx264', '-c:a', 'aac', '-brand', 'M4V ']],
  ['made.avi', 'avi', ['-c:v', 'mpeg4', '-c:a', 'libmp3lame']],
  ['made.mpg', 'mpeg-ps', ['-c:v', 'mpeg2video', '-c:a', 'mp2', '-f', 'vob']],
  ['made1.mpg', 'mpeg-ps', ['-c:v', 'mpeg1video', '-r', '25', '-c:a', 'mp2', '-f', 'mpeg']],
  ['made.ts', 'mpeg-ts', ['-c:v', 'libx264', '-c:a', 'aac', '-f', 'mpegts']],
  ['made.m2ts', 'mpeg-ts', ['-c:v', 'libx264', '-c:a', 'aac', '-f', 'mpegts', '-mpegts_m2ts_mode', '1']],
])('a fresh %s is a video in %s', async (name, container, args) => {
  const result = await lookAt(bench.encode(name, 'film', args));
  expect(result).toMatchObject({ kind: 'video', container, width: 320, height: 240 });
  expect(Math.abs((result.durationMs ?? 0) - 2000)).toBeLessThan(250);
  expect(result.thumbnail).toMatchObject({ width: 320, height: 240 });
});

test('how loud a film is, where that is asked for and it has sound', async () => {
  const loud = (name: string, args: readonly string[]) =>
    media.look({ path: bench.encode(name, 'film', args) }, { filmSound: true });
  const heard = await loud('loud.mp4', ['-c:v', 'libx264', '-c:a', 'aac']);
  expect(Math.max(...('waveform' in heard ? (heard.waveform?.peaks ?? []) : []))).toBeGreaterThan(5);
  expect(await loud('silent.mp4', ['-c:v', 'libx264', '-an'])).toMatchObject({
    kind: 'video',
    waveform: null,
  });
});

test.each([
  ['made.opus', 'opus', ['-c:a', 'libopus']],
  ['made.aiff', 'aiff', []],
  ['rf64.wav', 'wav', ['-rf64', 'always']],
])('a fresh %s is sound in %s', async (name, container, args) => {
  const result = await lookAt(bench.encode(name, 'sound', args));
  expect(result).toMatchObject({ kind: 'audio', container });
  expect(Math.abs((result.durationMs ?? 0) - 2000)).toBeLessThan(50);
  expect(Math.max(...(result.waveform?.peaks ?? []))).toBeGreaterThan(5);
});

test('a bitmap is a photograph', async () => {
  const path = bench.encode('made.bmp', 'picture', ['-frames:v', '1']);
  expect(await lookAt(path)).toMatchObject({ kind: 'photo', container: 'bmp', width: 320, height: 240 });
});

test('the frames of an animated PNG are counted', async () => {
  const animated = bench.encode('made.apng', 'picture', ['-frames:v', '5', '-f', 'apng']);
  expect(await lookAt(animated)).toMatchObject({ container: 'png', frames: 5 });
});

test('a video without a stated length is measured', async () => {
  const path = bench.encode('live.webm', 'film', ['-c:v', 'libvpx', '-c:a', 'libopus', '-live', '1']);
  expect(Math.abs(((await lookAt(path)).durationMs ?? 0) - 2000)).toBeLessThan(250);
});

test('the content wins over the name', async () => {
  const lying = join(bench.folder, 'holiday.mp3');
  copyFileSync(sample('metadata-extractor__windowsXpFields.jpg'), lying);
  expect(await lookAt(lying)).toMatchObject({ kind: 'photo', container: 'jpeg' });
  const pdf = bench.write('scan.jpg', '%PDF-1.7\n1 0 obj');
  expect(await media.look({ path: pdf })).toMatchObject({ reason: 'unrecognised', found: 'a PDF document' });
});

test('bytes are looked at as files are, and no plain copy of them stays', async () => {
  const photo = readFileSync(sample('metadata-extractor__windowsXpFields.jpg'));
  expect(looked(await media.look({ bytes: photo }))).toMatchObject({ container: 'jpeg', width: 256 });
  const film = readFileSync(sample('media__bt601.mov'));
  expect(looked(await media.look({ bytes: film }))).toMatchObject({ kind: 'video', width: 640 });
  expect(readdirSync(bench.folder).filter((name) => name.startsWith('look-'))).toEqual([]);
});

test('sound as bytes without a folder to lie in is refused', async () => {
  const bare = createMedia({ concurrency: 1 });
  const bytes = readFileSync(sample('tika__testWAV.wav'));
  await expect(bare.look({ bytes })).rejects.toMatchObject({ code: 'invalid-input' });
  bare.close();
});

test('the date made comes with its source', async () => {
  const camera = await lookAt(sample('metadata-extractor__windowsXpFields.jpg'));
  expect(camera.made).toEqual({ local: '2004-04-02T08:32:09', offset: null, source: 'camera' });
  const heic = await lookAt(sample('media__sample_still_photo.heic'));
  expect(heic.made).toEqual({ local: '2020-10-21T12:26:18', offset: null, source: 'camera' });
  const container = await lookAt(sample('media__bt601.mov'));
  expect(container.made).toEqual({ local: '2024-02-12T19:16:55', offset: 'Z', source: 'container' });
  const path = join(bench.folder, 'undated.webp');
  copyFileSync(sample('tika__testWEBP.webp'), path);
  utimesSync(path, new Date('2019-08-07T06:05:04Z'), new Date('2019-08-07T06:05:04Z'));
  expect((await lookAt(path)).made).toEqual({
    local: '2019-08-07T06:05:04',
    offset: 'Z',
    source: 'fileSystem',
  });
  const bytes = looked(await media.look({ bytes: readFileSync(path) }));
  expect(bytes.made).toEqual({ local: null, offset: null, source: 'unknown' });
});

test.each([
  [
    'apple.mov',
    [
      '-c:v',
      'libx264',
      '-movflags',
      'use_metadata_tags',
      '-metadata',
      'com.apple.quicktime.creationdate=2022-03-04T05:06:07+0200',
      '-metadata',
      'creation_time=2022-03-04T03:06:07Z',
    ],
    '2022-03-04T05:06:07',
    '+02:00',
  ],
  [
    'utc.mp4',
    ['-c:v', 'libx264', '-metadata', 'creation_time=2022-03-04T03:06:07Z'],
    '2022-03-04T03:06:07',
    'Z',
  ],
  [
    'utc.mkv',
    ['-c:v', 'libx264', '-metadata', 'creation_time=2022-03-04T03:06:07Z'],
    '2022-03-04T03:06:07',
    'Z',
  ],
])('the film %s gives its own date', async (name, args, local, offset) => {
  expect((await lookAt(bench.encode(name, 'film', args))).made).toEqual({
    local,
    offset,
    source: 'container',
  });
});

test.each([
  [
    'field.wav',
    [
      '-write_bext',
      '1',
      '-metadata',
      'origination_date=2021-02-03',
      '-metadata',
      'origination_time=04:05:06',
    ],
    '2021-02-03T04:05:06',
  ],
  ['tagged.flac', ['-metadata', 'DATE=2018-05-06'], '2018-05-06'],
])('the sound %s gives its own date', async (name, args, local) => {
  expect((await lookAt(bench.encode(name, 'sound', args))).made).toEqual({
    local,
    offset: null,
    source: 'container',
  });
});

test('a year alone is no date of making', async () => {
  const path = bench.encode('album.mp3', 'sound', ['-metadata', 'date=1987']);
  expect((await lookAt(path)).made.source).toBe('fileSystem');
});

test('an implausible camera clock is dropped and said to be', async () => {
  const path = join(bench.folder, 'future.jpg');
  await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
    .withExif({ IFD2: { DateTimeOriginal: '2093:01:01 00:00:00' } })
    .jpeg()
    .toFile(path);
  const result = await lookAt(path);
  expect(result.made.source).toBe('fileSystem');
  expect(result.notes.join()).toContain('2093-01-01');
});

test('a camera clock with its offset keeps it', async () => {
  const path = join(bench.folder, 'offset.jpg');
  await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
    .withExif({ IFD2: { DateTimeOriginal: '2023:01:02 03:04:05', OffsetTimeOriginal: '-05:00' } })
    .jpeg()
    .toFile(path);
  expect((await lookAt(path)).made).toEqual({
    local: '2023-01-02T03:04:05',
    offset: '-05:00',
    source: 'camera',
  });
});

test('a wide colour profile is applied to the thumbnail, and an sRGB one changes nothing', async () => {
  const green = { create: { width: 64, height: 64, channels: 3 as const, background: '#20c040' } };
  const middle = async (bytes: Uint8Array | undefined): Promise<number[]> => [
    ...(await sharp(bytes).extract({ left: 32, top: 32, width: 1, height: 1 }).raw().toBuffer()),
  ];
  const plain = await sharp(green).jpeg({ quality: 100 }).toBuffer();
  const expected = await middle(plain);
  const tagged = await sharp(green).withIccProfile('srgb').jpeg({ quality: 100 }).toBuffer();
  const shown = await middle(looked(await media.look({ bytes: tagged })).thumbnail?.bytes);
  for (const [index, value] of shown.entries())
    expect(Math.abs(value - (expected[index] ?? 0))).toBeLessThan(4);
  const wide = await sharp(green).withIccProfile('p3').jpeg({ quality: 100 }).toBuffer();
  // The same colour, spelt in another space: the thumbnail spells it in sRGB again.
  expect(await middle(wide)).not.toEqual(expected);
  const unspelt = await middle(looked(await media.look({ bytes: wide })).thumbnail?.bytes);
  for (const [index, value] of unspelt.entries())
    expect(Math.abs(value - (expected[index] ?? 0))).toBeLessThan(6);
});
