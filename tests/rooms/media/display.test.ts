import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { afterAll, describe, expect, test, vi } from 'vitest';
import type { Display, SetAside, Tiles } from '../../../electron/media/look-result.ts';
import { createMedia } from '../../../electron/media/media.ts';
import { sample } from './foreign-files.ts';

vi.setConfig({ testTimeout: 120_000 });

const media = createMedia({ concurrency: 1 });
afterAll(() => media.close());

const done = <T extends object>(result: T | SetAside): T => {
  if ('message' in result) throw new Error(result.message as string);
  return result as T;
};
const display = async (bytes: Uint8Array, side: number): Promise<Display> =>
  done<Display>(await media.display({ bytes }, side));
const tilesOf = async (bytes: Uint8Array, side: number, levels: number): Promise<Tiles> =>
  done<Tiles>(await media.tiles({ bytes }, side, levels));

/** A picture of which every place has a colour of its own. */
const gradient = (width: number, height: number): Buffer => {
  const data = Buffer.alloc(width * height * 3);
  for (let index = 0; index < width * height; index += 1) {
    data[index * 3] = Math.floor(((index % width) * 255) / width);
    data[index * 3 + 1] = Math.floor((Math.floor(index / width) * 255) / height);
    data[index * 3 + 2] = 90;
  }
  return data;
};
const picture = (width: number, height: number) =>
  sharp(gradient(width, height), { raw: { width, height, channels: 3 } });

const colourAt = async (bytes: Uint8Array, left: number, top: number): Promise<number[]> => {
  const { data } = await sharp(bytes)
    .extract({ left, top, width: 1, height: 1 })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return [...data];
};

describe('a picture in a form that every window shows', () => {
  test.each([
    ['tika__testTIFF.tif', 100, 75],
    ['media__sample_still_photo.heic', 1_080, 1_920],
  ])('%s is shown whole', async (name, width, height) => {
    const shown = await display(readFileSync(sample(name)), 4_096);
    expect(shown).toMatchObject({ type: 'image/jpeg', width, height, full: { width, height } });
    expect((await sharp(shown.bytes).metadata()).format).toBe('jpeg');
  });

  test('is upright, in sRGB, no larger than asked, and carries nothing of the file but its samples', async () => {
    const bytes = await picture(600, 400)
      .toColourspace('rgb16')
      .withIccProfile('p3')
      .withExif({ IFD0: { Artist: 'Bronwen Llewellyn' } })
      .withMetadata({ orientation: 6 })
      .tiff({ compression: 'lzw' })
      .toBuffer();
    const shown = await display(bytes, 200);
    expect(shown).toMatchObject({ width: 133, height: 200, full: { width: 400, height: 600 } });
    const facts = await sharp(shown.bytes).metadata();
    expect([facts.space, facts.icc, facts.exif, facts.orientation]).toEqual([
      'srgb',
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('is refused where it is no picture', async () => {
    expect(await media.display({ bytes: readFileSync(sample('tika__testWAV.wav')) }, 100)).toMatchObject({
      outcome: 'set-aside',
    });
  });
});

describe('a picture in pieces', () => {
  test('has every piece of every size, each of the right place', async () => {
    const bytes = await picture(1_100, 700).tiff().toBuffer();
    const { levels, tiles, type } = await tilesOf(bytes, 256, 2);
    expect(type).toBe('image/jpeg');
    expect(levels).toEqual([
      { columns: 5, rows: 3, first: 0 },
      { columns: 3, rows: 2, first: 15 },
    ]);
    expect(tiles).toHaveLength(21);
    const near = (found: number[], x: number, y: number): void => {
      expect(Math.abs(found[0]! - (x * 255) / 1_100)).toBeLessThan(6);
      expect(Math.abs(found[1]! - (y * 255) / 700)).toBeLessThan(6);
    };
    near(await colourAt(tiles[1 * 5 + 3]!, 10, 20), 3 * 256 + 10, 256 + 20);
    const corner = await sharp(tiles[14]!).metadata();
    expect([corner.width, corner.height]).toEqual([1_100 - 4 * 256, 700 - 2 * 256]);
    near(await colourAt(tiles[15 + 3 + 1]!, 30, 40), (256 + 30) * 2, (256 + 40) * 2);
  });

  test('keeps what is transparent', async () => {
    const bytes = await picture(300, 200).ensureAlpha(0.5).png().toBuffer();
    const { tiles, type } = await tilesOf(bytes, 256, 1);
    expect(type).toBe('image/webp');
    expect((await sharp(tiles[0]!).metadata()).hasAlpha).toBe(true);
  });
});
