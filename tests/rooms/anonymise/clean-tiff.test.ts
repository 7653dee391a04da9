import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { tiffCleaner } from '../../../electron/anonymise/metadata/tiff.ts';
import { accountTiff } from '../../../electron/anonymise/verification/account-tiff.ts';
import { canary } from './planted.ts';
import { plantTiff } from './planted-tiff.ts';
import { identifyingTags, noise, sample } from './witnesses.ts';

const page = (bytes: Buffer, index: number): Promise<Buffer> =>
  sharp(bytes, { page: index, failOn: 'error' }).raw().toBuffer();

const forms = [
  { little: true, big: false },
  { little: false, big: false },
  { little: true, big: true },
  { little: false, big: true },
];

const codings = ['none', 'lzw', 'deflate', 'jpeg', 'packbits'] as const;

describe('cleaning TIFF', () => {
  it.each(forms)('keeps the pages of a planted file and nothing else (%o)', async (form) => {
    const planted = plantTiff(form);
    const { bytes, removed } = await tiffCleaner.clean(planted);
    expect(planted.includes(canary)).toBe(true);
    expect(bytes.includes('Canary')).toBe(false);
    expect(accountTiff(bytes).residual).toEqual([]);
    expect(tiffCleaner.inspect(bytes)).toEqual([]);
    expect(identifyingTags(bytes, 'a.tif')).toEqual([]);
    const { pages, orientation } = await sharp(bytes).metadata();
    expect({ pages, orientation }).toEqual({ pages: 2, orientation: 6 });
    for (const index of [0, 1]) expect(await page(bytes, index)).toEqual(await page(planted, index));
    expect(removed.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['Artist', 'UserComment', 'PageName']),
    );
    expect((await tiffCleaner.clean(bytes)).bytes).toEqual(bytes);
  });

  it.each(codings.flatMap((coding) => [true, false].map((tile) => [coding, tile] as const)))(
    'copies samples coded as %s (in tiles: %s) and keeps the profile in effect',
    async (compression, tile) => {
      const picture = noise(150, 140, 3).withIccProfile('p3');
      const before = await picture.tiff({ compression, tile, tileWidth: 64, tileHeight: 64 }).toBuffer();
      const { bytes } = await tiffCleaner.clean(before);
      expect(accountTiff(bytes).residual).toEqual([]);
      expect(identifyingTags(bytes, 'a.tif')).toEqual([]);
      expect(await page(bytes, 0)).toEqual(await page(before, 0));
      const srgb = (input: Buffer) => sharp(input).toColourspace('srgb').raw().toBuffer();
      expect(await srgb(bytes)).toEqual(await srgb(before));
      expect(bytes.includes('Display P3')).toBe(false);
    },
  );

  it('keeps a real picture and takes its words', async () => {
    const before = sample('tika__testTIFF.tif');
    const { bytes, removed } = await tiffCleaner.clean(before);
    expect(removed.length).toBeGreaterThan(2);
    expect(await page(bytes, 0)).toEqual(await page(before, 0));
    expect(identifyingTags(bytes, 'a.tif')).toEqual([]);
  });

  it('cleans a file that ends early as far as it goes', async () => {
    const whole = await noise(64, 64, 3).tiff({ compression: 'none' }).toBuffer();
    // Strips behind the directory, as scanners write them: the last of them is cut.
    const planted = (await tiffCleaner.clean(whole)).bytes;
    const cut = planted.subarray(0, planted.length - 700);
    const { bytes } = await tiffCleaner.clean(cut);
    expect(bytes.length).toBe(cut.length);
    expect(accountTiff(bytes).residual).toEqual([]);
    const lenient = (input: Buffer) => sharp(input, { failOn: 'none' }).raw().toBuffer();
    expect(await lenient(bytes)).toEqual(await lenient(cut));
  });

  it('takes comments and application segments out of coded strips', async () => {
    const before = await noise(64, 64, 3).tiff({ compression: 'jpeg' }).toBuffer();
    const start = before.indexOf(Buffer.from([0xff, 0xd8, 0xff, 0xdb, 0, 0x43, 0]));
    expect(start).toBeGreaterThan(0);
    // The first table of quantisation becomes a comment of the same length: the picture changes, the places do not.
    const spoilt = Buffer.from(before);
    spoilt[start + 3] = 0xfe;
    spoilt.write(canary, start + 6);
    expect((await tiffCleaner.clean(spoilt)).bytes.includes(canary)).toBe(false);
  });

  it('believes no count: neither one that no memory holds nor a strip that begins behind the end', async () => {
    const planted = (await tiffCleaner.clean(plantTiff({ little: true, big: false }))).bytes;
    const first = planted.readUInt32LE(4);
    const row = (tag: number): number => {
      for (let at = first + 2; ; at += 12) if (planted.readUInt16LE(at) === tag) return at;
    };
    const counted = Buffer.from(planted);
    counted.writeUInt32LE(0xfffffff0, row(279) + 4);
    expect(accountTiff(counted).residual).not.toEqual([]);
    await tiffCleaner.clean(counted);
    const beyond = Buffer.from(planted);
    beyond.writeUInt32LE(planted.length + 5_000, planted.readUInt32LE(row(273) + 8));
    beyond.writeUInt16LE(0, row(279));
    const { bytes } = await tiffCleaner.clean(beyond);
    expect(accountTiff(bytes).residual).toEqual([]);
  });

  it('is not led round by a loop, nor out of the file', async () => {
    const planted = plantTiff({ little: true, big: false });
    const looping = Buffer.from(planted);
    const first = looping.readUInt32LE(4);
    looping.writeUInt32LE(first, first + 2 + looping.readUInt16LE(first) * 12);
    const { bytes, notes } = await tiffCleaner.clean(looping);
    expect(notes).toHaveLength(1);
    expect((await sharp(bytes).metadata()).pages ?? 1).toBe(1);
    const lost = Buffer.from('II*\0\xff\xff\xff\x7f', 'latin1');
    await expect(tiffCleaner.clean(lost)).rejects.toMatchObject({ code: 'unreadable' });
  });
});
