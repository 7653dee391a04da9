import { afterAll, expect, test } from 'vitest';
import { alike, type Box, brightest, Clips, field, packets, samples } from './treated-films.ts';

const clips = new Clips();
afterAll(() => clips.close());

/** Odd borders: colours are stored for pairs of pixels, and a region may begin within one. */
const box: Box = { x: 21, y: 31, w: 41, h: 21 };
/** What a region grows by where colours are stored for pairs. */
const grown: Box = { x: 20, y: 30, w: 42, h: 22 };
const filled = 40;

const scene = ['-f', 'lavfi', '-i', 'testsrc2=s=160x120:r=25:d=3'];
const tone = ['-f', 'lavfi', '-i', 'sine=f=440:d=3:r=44100'];
const h264 = ['-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p'];

const dark = (path: string, where = box): boolean[] => brightest(path, where).map((most) => most <= filled);
const spanOf = (flags: readonly boolean[]): readonly number[] => [
  flags.indexOf(true),
  flags.lastIndexOf(true),
];

test('groups of pictures that no region touches are copied bit for bit, and so is the sound', async () => {
  const path = clips.make('b.mp4', ...scene, ...tone, ...h264, '-g', '25', '-bf', '3', '-c:a', 'aac');
  const done = await clips.treat(path, [{ ...box, from: 1.2, to: 1.6 }]);
  expect(done).toMatchObject({ container: 'mp4', lossless: true });
  expect(done.notes.join(' ')).toMatch(/25 of 75 pictures were coded afresh/);
  const cleaned = await clips.treat(path, []);
  const before = packets(cleaned.path, 'v:0');
  const after = packets(done.path, 'v:0');
  expect(after.map(({ at }) => at).sort()).toEqual(before.map(({ at }) => at).sort());
  const same = after.filter(({ hash }, index) => hash === before[index]?.hash);
  expect(same).toHaveLength(50);
  const hashes = new Set(after.map(({ hash }) => hash));
  expect(before.slice(25, 50).some(({ hash }) => hashes.has(hash))).toBe(false);
  expect(packets(done.path, 'a:0')).toEqual(packets(cleaned.path, 'a:0'));
  const flags = dark(done.path);
  expect(flags).toHaveLength(75);
  expect(spanOf(flags)).toEqual([30, 39]);
  expect(flags.slice(30, 40).every(Boolean)).toBe(true);
  expect(alike(done.path, path, grown)).toBeGreaterThanOrEqual(0.99);
});

test('nothing of the pictures that were replaced lies in the file', async () => {
  const path = clips.make('whole.mp4', ...scene, ...h264, '-g', '25');
  const small = clips.make('small.mp4', '-i', path, '-t', '1', '-c', 'copy');
  const done = await clips.treat(small, [{ x: 0, y: 0, w: 160, h: 120 }]);
  const { statSync } = await import('node:fs');
  // A second of black takes next to nothing: had the pictures stayed, it would be as large as before.
  expect(statSync(done.path).size).toBeLessThan(statSync(small).size / 4);
});

test('a film filmed on its side is filled where people saw it, and stays on its side', async () => {
  const flat = clips.make('flat.mp4', ...scene, ...h264, '-g', '25', '-t', '1');
  const path = clips.make('turned.mov', '-i', flat, '-c', 'copy', '-metadata:s:v', 'rotate=90');
  const done = await clips.treat(path, [{ ...box, y: 101 }]);
  expect(field(done.path, 'v:0', 'codec_name')).toBe(field(path, 'v:0', 'codec_name'));
  expect(field(done.path, 'v:0', 'codec_name')).toMatch(/90/);
  expect(dark(done.path, { ...box, y: 101 }).every(Boolean)).toBe(true);
  expect(alike(done.path, path, { ...grown, y: 100 })).toBeGreaterThanOrEqual(0.99);
});

test('a region that moves is followed', async () => {
  const path = clips.make('moving.mp4', ...scene, ...h264, '-t', '1');
  const small = { w: 20, h: 16 };
  const keyFrames = [{ at: 0, x: 0, y: 0, ...small }, { at: 1, x: 100, y: 80, ...small }]; // biome-ignore format: one row
  const done = await clips.treat(path, [{ x: 0, y: 0, w: 120, h: 96, keyFrames }]);
  for (const at of [0, 6, 12, 24]) {
    const share = at / 25;
    const where = { x: Math.ceil(100 * share), y: Math.ceil(80 * share), w: 18, h: 14 };
    expect(dark(done.path, where)[at], `picture ${at}`).toBe(true);
  }
  expect(dark(done.path, { x: 100, y: 80, ...small })[0]).toBe(false);
  expect(dark(done.path, { x: 0, y: 0, ...small })[24]).toBe(false);
});

const others: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'HEVC of ten bits with its colours',
    'hdr.mp4',
    [
      '-c:v',
      'libx265',
      '-x265-params',
      'log-level=none',
      '-pix_fmt',
      'yuv420p10le',
      '-color_primaries',
      'bt2020',
      '-color_trc',
      'smpte2084',
      '-colorspace',
      'bt2020nc',
      '-tag:v',
      'hvc1',
    ],
  ],
  [
    'VP9 in WebM',
    'v.webm',
    ['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', '-b:v', '1M', '-c:a', 'libopus'],
  ],
  ['MPEG-4 with B pictures in AVI', 'm.avi', ['-c:v', 'mpeg4', '-bf', '2', '-q:v', '3', '-c:a', 'mp3']],
  [
    'H.264 in Matroska, its pictures unevenly spaced',
    'vfr.mkv',
    ['-vf', "select='not(mod(n,3))+lt(n,10)'", '-vsync', '0', ...h264],
  ],
];
test.each(others)(
  '%s is filled, keeps its clock and its sound, and looks the same beside',
  async (_, name, args) => {
    const path = clips.make(name, ...scene, ...tone, ...args, '-t', '1');
    const done = await clips.treat(path, [{ ...box, from: 0.3, to: 0.6 }]);
    expect(done).toMatchObject({ lossless: false, verification: { verified: true } });
    const fields = [
      'codec_name',
      'pix_fmt',
      'color_space',
      'color_transfer',
      'color_primaries',
      'codec_tag_string',
    ];
    for (const one of fields) expect(field(done.path, 'v:0', one), one).toBe(field(path, 'v:0', one));
    const sorted = (file: string) =>
      packets(file, 'v:0')
        .map(({ at }) => at)
        .sort((a, b) => a - b);
    expect(sorted(done.path)).toHaveLength(sorted(path).length);
    if (name !== 'm.avi') {
      const [first = 0] = sorted(done.path);
      const [start = 0] = sorted(path);
      for (const [index, at] of sorted(done.path).entries())
        expect(at - first).toBeCloseTo((sorted(path)[index] ?? 0) - start, 2);
    }
    // Packet by packet what cleaning alone leaves, and every sample as it was recorded.
    const cleaned = await clips.treat(path, []);
    expect(packets(done.path, 'a:0').map(({ hash }) => hash)).toEqual(
      packets(cleaned.path, 'a:0').map(({ hash }) => hash),
    );
    expect(samples(done.path)).toEqual(samples(path));
    const flags = dark(done.path);
    expect(flags.filter(Boolean).length).toBeGreaterThanOrEqual(name === 'vfr.mkv' ? 4 : 8);
    expect(flags.filter(Boolean).length).toBeLessThanOrEqual(11);
    expect(alike(done.path, path, grown)).toBeGreaterThanOrEqual(0.99);
  },
  240_000,
);

test('what cannot be coded as it was comes out as another form, and that is said', async () => {
  const path = clips.make('w.avi', ...scene, '-c:v', 'wmv2', '-q:v', '3', '-t', '0.4');
  const done = await clips.treat(path, [box]);
  expect(done.container).toBe('mp4');
  expect(done.notes.join(' ')).toMatch(/coded afresh as H\.264 and stored as MP4/);
  expect(dark(done.path).every(Boolean)).toBe(true);
});

test.each([
  [[{ ...box, x: 150 }], /Region 1 reaches outside the picture \(160 × 120/],
  [[box, { ...box, from: 9 }], /Region 2 begins after the end/],
])('the regions %j are refused by name', async (regions, words) => {
  const path = clips.make('short.mp4', ...scene, ...h264, '-t', '0.4');
  await expect(clips.treat(path, regions)).rejects.toMatchObject({
    code: 'invalid-input',
    message: expect.stringMatching(words),
  });
});

test('work that is stopped leaves nothing behind', async () => {
  const path = clips.make('stopped.mp4', ...scene, ...h264, '-t', '1');
  const stopped = clips.treat(path, [box], [], AbortSignal.abort());
  await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
});
