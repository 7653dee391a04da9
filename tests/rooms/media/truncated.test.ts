import { readFileSync } from 'node:fs';
import { join } from 'node:path';
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

const noise = (format: 'jpeg' | 'png' | 'tiff' | 'webp' | 'gif' | 'avif', options = {}): Promise<Buffer> =>
  sharp({
    create: {
      width: 300,
      height: 200,
      channels: 3,
      background: '#777',
      noise: { type: 'gaussian', mean: 128, sigma: 40 },
    },
  })
    .toFormat(format, options)
    .toBuffer();

const cuts = [0.15, 0.3, 0.5, 0.7, 0.9, 0.98];

test.each([
  ['jpeg', {}],
  ['jpeg', { progressive: true }],
  ['png', {}],
  ['tiff', {}],
  ['webp', {}],
  ['gif', {}],
  ['avif', {}],
] as const)('a %s cut anywhere is set aside as cut short (%j)', async (format, options) => {
  const whole = await noise(format, options);
  expect(await media.look({ bytes: whole })).toMatchObject({ outcome: 'ok' });
  for (const part of cuts) {
    const result = await media.look({ bytes: whole.subarray(0, Math.floor(whole.length * part)) });
    expect(result, `${part}`).toMatchObject({ outcome: 'set-aside', reason: 'truncated' });
  }
});

test.each([
  'media__bt601.mov',
  'media__sample_with_htc_rotation_track_name.mkv',
  'tika__testWEBM.webm',
  'tika__testWAV.wav',
  'media__bbb_1ch_8kHz_aac_lc.m4a',
  'media__sample_still_photo.heic',
  'lofty-rs__flac_with_id3v2.flac',
])('%s cut anywhere is set aside', async (name) => {
  const whole = bytesOf(name);
  for (const part of [0.3, 0.6, 0.95]) {
    const result = await media.look({ bytes: whole.subarray(0, Math.floor(whole.length * part)) });
    expect(result, `${part}`).toMatchObject({ outcome: 'set-aside', reason: 'truncated' });
  }
});

test.each([
  ['cut.avi', ['-c:v', 'mpeg4']],
  ['cut.mp4', ['-c:v', 'libx264']],
  ['fast.mp4', ['-c:v', 'libx264', '-movflags', '+faststart']],
])('a fresh %s cut anywhere is set aside', async (name, args) => {
  const whole = readFileSync(bench.encode(name, 'film', args));
  for (const part of [0.4, 0.8]) {
    const path = bench.write(`part-${name}`, whole.subarray(0, Math.floor(whole.length * part)));
    expect(await media.look({ path }), `${part}`).toMatchObject({ reason: 'truncated' });
  }
});

test('bytes after the end of a picture are harmless, and mentioned', async () => {
  for (const format of ['jpeg', 'png', 'gif', 'webp'] as const) {
    const bytes = Buffer.concat([await noise(format), Buffer.from('a film of a motion photograph')]);
    const result = await media.look({ bytes });
    expect(result, format).toMatchObject({
      outcome: 'ok',
      notes: [expect.stringContaining('further bytes')],
    });
  }
});

test('a JPEG that lacks nothing but its end mark is taken in', async () => {
  const whole = await noise('jpeg');
  const result = await media.look({ bytes: whole.subarray(0, -2) });
  expect(result).toMatchObject({ outcome: 'ok', notes: [expect.stringContaining('end mark')] });
});

test('a JPEG with damage inside is shown, and the person told', async () => {
  const bytes = await noise('jpeg');
  bytes.set([0xff, 0xd3], bytes.length >> 1);
  const result = await media.look({ bytes });
  expect(result).toMatchObject({ outcome: 'ok', notes: [expect.stringContaining('damaged')] });
});

test('every set-aside says what happened and what to do', async () => {
  const path = join(bench.folder, 'nothing.jpg');
  bench.write('nothing.jpg', '');
  const result = await media.look({ path });
  expect(result).toMatchObject({ outcome: 'set-aside', reason: 'empty', found: null });
  expect(result.outcome === 'set-aside' && result.wayForward).toMatch(/^\w.+\.$/);
  expect(await media.look({ path: join(bench.folder, 'absent.jpg') })).toMatchObject({
    reason: 'unreadable',
  });
  expect(await media.look({ path: bench.folder })).toMatchObject({ reason: 'unreadable' });
});
