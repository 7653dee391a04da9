import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, expect, test, vi } from 'vitest';
import { createMedia } from '../../../electron/media/media.ts';
import { openBench } from './foreign-files.ts';

// Real programs on a busy machine: a test waits for its answer, not for a clock.
vi.setConfig({ testTimeout: 120_000 });

const bench = openBench();
const media = createMedia({ concurrency: 1 });
afterAll(() => {
  media.close();
  bench.remove();
});

/** 60 × 40 stored samples, red in the quarter that each orientation turns to the upper left. */
async function oriented(orientation: number, format: 'jpeg' | 'png' | 'tiff' | 'webp'): Promise<string> {
  const places: Record<number, [left: number, top: number]> = {
    1: [0, 0],
    2: [30, 0],
    3: [30, 20],
    4: [0, 20],
    5: [0, 0],
    6: [0, 20],
    7: [30, 20],
    8: [30, 0],
  };
  const [left, top] = places[orientation] ?? [0, 0];
  const red = await sharp({ create: { width: 30, height: 20, channels: 3, background: '#f00' } })
    .png()
    .toBuffer();
  const path = join(bench.folder, `${orientation}.${format}`);
  await sharp({ create: { width: 60, height: 40, channels: 3, background: '#00f' } })
    .composite([{ input: red, left, top }])
    .withMetadata({ orientation })
    .toFormat(format)
    .toFile(path);
  return path;
}

const cornerOf = async (bytes: Uint8Array): Promise<string> => {
  const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number): boolean => (data[(y * info.width + x) * info.channels] ?? 0) > 128;
  return [at(4, 4), at(info.width - 5, 4), at(4, info.height - 5), at(info.width - 5, info.height - 5)]
    .map(Number)
    .join('');
};

const every = [1, 2, 3, 4, 5, 6, 7, 8].flatMap((orientation) =>
  (['jpeg', 'png', 'tiff', 'webp'] as const).map((format) => [orientation, format] as const),
);

test.each(every)('orientation %i of a %s is shown upright', async (orientation, format) => {
  const path = await oriented(orientation, format);
  const result = await media.look({ path }, { thumbnail: true });
  const [width, height] = orientation >= 5 ? [40, 60] : [60, 40];
  expect(result).toMatchObject({
    outcome: 'ok',
    orientation,
    width,
    height,
    stored: { width: 60, height: 40 },
  });
  if (result.outcome !== 'ok' || !result.thumbnail) throw new Error('no thumbnail');
  expect([result.thumbnail.width, result.thumbnail.height]).toEqual([width, height]);
  expect(await cornerOf(result.thumbnail.bytes)).toBe('1000');
  const shown = await media.display({ path }, 30);
  if ('outcome' in shown) throw new Error(shown.message);
  expect(Math.max(shown.width, shown.height)).toBe(30);
  const pixels = await media.pixels({ path });
  if ('outcome' in pixels) throw new Error(pixels.message);
  expect([pixels.width, pixels.height, pixels.bytes.length]).toEqual([
    width,
    height,
    width * height * pixels.channels,
  ]);
});

test('a turned video is shown upright', async () => {
  const flat = bench.encode('flat.mp4', 'film', ['-c:v', 'libx264']);
  const turned = join(bench.folder, 'turned.mp4');
  execFileSync('ffmpeg', [
    '-y',
    '-v',
    'error',
    '-i',
    flat,
    '-c',
    'copy',
    '-metadata:s:v:0',
    'rotate=90',
    turned,
  ]);
  // The witness counts clockwise: 270 degrees is EXIF's orientation 8.
  expect(execFileSync('exiftool', ['-s3', '-Rotation', turned]).toString().trim()).toBe('270');
  const result = await media.look({ path: turned });
  expect(result).toMatchObject({
    width: 240,
    height: 320,
    stored: { width: 320, height: 240 },
    orientation: 8,
  });
  expect(result.outcome === 'ok' && result.thumbnail).toMatchObject({ width: 240, height: 320 });
});
