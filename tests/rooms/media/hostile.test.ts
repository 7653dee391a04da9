import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, expect, test, vi } from 'vitest';
import { createMedia } from '../../../electron/media/media.ts';
import { bytesOf, openBench } from './foreign-files.ts';

// Real programs on a busy machine: a test waits for its answer, not for a clock.
vi.setConfig({ testTimeout: 120_000 });

const bench = openBench();
const media = createMedia({ concurrency: 2, temporaryFolder: bench.folder });
afterAll(() => {
  media.close();
  bench.remove();
});

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

function png(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8);
  const samples = deflateSync(Buffer.alloc(1_000_000));
  const mark = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([mark, chunk('IHDR', header), chunk('IDAT', samples), chunk('IEND', Buffer.alloc(0))]);
}

test.each([
  [100_000, 100_000],
  [2_147_483_647, 2_147_483_647],
])('a PNG of %i × %i pixels is too large before it is decoded', async (width, height) => {
  expect(await media.look({ bytes: png(width, height) })).toMatchObject({
    reason: 'too-large',
    found: 'png',
  });
});

test('a GIF with a huge canvas and a WebP, JPEG and BMP with a huge size are set aside', async () => {
  const gif = bytesOf('lofty-rs__gif_640x628.gif');
  gif.writeUInt16LE(65_535, 6);
  gif.writeUInt16LE(65_535, 8);
  expect(await media.look({ bytes: gif })).toMatchObject({ reason: 'too-large' });
  const jpeg = bytesOf('metadata-extractor__windowsXpFields.jpg');
  const frame = jpeg.lastIndexOf(Buffer.from([0xff, 0xc0]));
  jpeg.writeUInt16BE(65_500, frame + 5);
  jpeg.writeUInt16BE(65_500, frame + 7);
  expect(await media.look({ bytes: jpeg })).toMatchObject({ reason: 'too-large' });
  const bmp = readFileSync(bench.encode('huge.bmp', 'picture', ['-frames:v', '1']));
  bmp.writeInt32LE(65_500, 18);
  bmp.writeInt32LE(65_500, 22);
  expect(await media.look({ bytes: bmp })).toMatchObject({ reason: 'too-large' });
});

test('a TIFF whose pages refer to each other without end is hostile', async () => {
  const bytes = await sharp({ create: { width: 16, height: 16, channels: 3, background: 'red' } })
    .tiff()
    .toBuffer();
  const directory = bytes.readUInt32LE(4);
  const next = directory + 2 + bytes.readUInt16LE(directory) * 12;
  bytes.writeUInt32LE(directory, next);
  expect(await media.look({ bytes })).toMatchObject({ reason: 'hostile', found: 'tiff' });
});

test('a TIFF with an absurd count of parts is hostile or cut, and costs nothing', async () => {
  const bytes = await sharp({ create: { width: 16, height: 16, channels: 3, background: 'red' } })
    .tiff()
    .toBuffer();
  const directory = bytes.readUInt32LE(4);
  for (let entry = 0; entry < bytes.readUInt16LE(directory); entry += 1) {
    const at = directory + 2 + entry * 12;
    if (bytes.readUInt16LE(at) === 273) bytes.writeUInt32LE(0xffff_fff0, at + 4);
  }
  expect(await media.look({ bytes })).toMatchObject({ reason: 'hostile' });
});

test('a playlist dressed as a film opens nothing', async () => {
  const list = bench.write('film.mp4', `#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n`);
  expect(await media.look({ path: list })).toMatchObject({ reason: 'unrecognised', found: 'a text file' });
});

test('archives, programs and noise are set aside', async () => {
  bench.write('inner.txt', 'x');
  const zip = Buffer.from('504b0304140000000000', 'hex');
  expect(await media.look({ bytes: zip })).toMatchObject({ reason: 'unrecognised' });
  const program = readFileSync(process.execPath).subarray(0, 100_000);
  expect(await media.look({ bytes: program })).toMatchObject({ reason: 'unrecognised' });
  for (let turn = 0; turn < 20; turn += 1) {
    expect(await media.look({ bytes: randomBytes(5000) })).toMatchObject({ outcome: 'set-aside' });
  }
});

test.each([
  'metadata-extractor__windowsXpFields.jpg',
  'tika__testTIFF.tif',
  'tika__testWEBP.webp',
  'exifr__IMG_20180725_163423-micro.avif',
  'lofty-rs__gif_640x628.gif',
  'tika__testMP4Video.mp4',
  'tika__testWAV.wav',
])('a beginning of %s with noise behind it gets an answer', async (name) => {
  const whole = bytesOf(name);
  for (const keep of [24, 200, whole.length >> 1]) {
    const bytes = Buffer.concat([whole.subarray(0, keep), randomBytes(4000)]);
    expect(['ok', 'set-aside']).toContain((await media.look({ bytes })).outcome);
  }
});

test('a named pipe is not waited for', async () => {
  const path = join(bench.folder, 'pipe.jpg');
  execFileSync('mkfifo', [path]);
  expect(await media.look({ path })).toMatchObject({ reason: 'unreadable' });
});
