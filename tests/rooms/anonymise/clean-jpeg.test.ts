import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { jpegCleaner } from '../../../electron/anonymise/metadata/jpeg.ts';
import { accountJpeg } from '../../../electron/anonymise/verification/account-jpeg.ts';
import { canary, jpegSegment, plantJpeg } from './planted.ts';
import { ffmpegDigest, identifyingTags, noise, raw, sample } from './witnesses.ts';

const files = [
  'exifr__f6t.jpg',
  'media__london-512.jpg',
  'metadata-extractor__windowsXpFields.jpg',
  'metadata-extractor__withTypicalHuffman.jpg',
  'tika__baseball.jpg',
  'tika__testJPEG_MotionPhoto.jpg',
];

const kinds: readonly [string, () => Promise<Buffer>][] = [
  ['baseline 4:2:0', () => noise(67, 45, 3).jpeg({ chromaSubsampling: '4:2:0' }).toBuffer()],
  [
    'progressive 4:4:4',
    () => noise(67, 45, 3).jpeg({ progressive: true, chromaSubsampling: '4:4:4' }).toBuffer(),
  ],
  ['grey', () => noise(67, 45, 1).greyscale().jpeg().toBuffer()],
  ['CMYK', () => noise(67, 45, 3).toColourspace('cmyk').jpeg().toBuffer()],
  ['with a profile', () => noise(67, 45, 3).withIccProfile('p3').jpeg().toBuffer()],
];

describe('cleaning JPEG', () => {
  it.each(files)('keeps every sample of %s and leaves no identifying tag', async (name) => {
    const before = sample(name);
    const { bytes } = await jpegCleaner.clean(before);
    expect((await raw(bytes)).data.equals((await raw(before)).data)).toBe(true);
    expect(ffmpegDigest(bytes, 'a.jpg')).toBe(ffmpegDigest(before, 'a.jpg'));
    expect(identifyingTags(bytes, 'a.jpg')).toEqual([]);
    expect(accountJpeg(bytes).residual).toEqual([]);
    expect(jpegCleaner.inspect(bytes)).toEqual([]);
  });

  it.each(kinds)('removes what is planted in every place of a picture that is %s', async (_name, make) => {
    const picture = await make();
    const planted = plantJpeg(picture, 6, await noise(16, 16, 3, 9).jpeg().toBuffer());
    const { bytes, removed } = await jpegCleaner.clean(planted);
    expect(planted.includes(canary)).toBe(true);
    expect(bytes.includes(canary)).toBe(false);
    expect(bytes.includes(Buffer.from(canary, 'utf16le'))).toBe(false);
    expect(removed.length).toBeGreaterThan(20);
    expect(accountJpeg(bytes).residual).toEqual([]);
    expect(identifyingTags(bytes, 'a.jpg')).toEqual([]);
    const metadata = await sharp(bytes).metadata();
    expect(metadata.orientation).toBe(6);
    expect((await raw(bytes)).data.equals((await raw(picture)).data)).toBe(true);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'keeps orientation %i and shows the picture alike',
    async (orientation) => {
      const before = await noise(40, 24, 3).withMetadata({ orientation }).jpeg().toBuffer();
      const { bytes } = await jpegCleaner.clean(before);
      const upright = (input: Buffer) => sharp(input).autoOrient().raw().toBuffer();
      expect((await upright(bytes)).equals(await upright(before))).toBe(true);
      expect(bytes.includes('Exif')).toBe(orientation !== 1);
    },
  );

  it('keeps a profile in effect without its description, maker and dates', async () => {
    const before = sample('tika__baseball.jpg');
    expect(before.includes('Adobe RGB')).toBe(true);
    const { bytes } = await jpegCleaner.clean(before);
    expect(bytes.includes('Adobe RGB')).toBe(false);
    expect((await sharp(bytes).metadata()).icc).toBeDefined();
    const bare = await sharp(before).raw().toBuffer();
    expect((await sharp(bytes).raw().toBuffer()).equals(bare)).toBe(true);
    // Without the profile the colours differ: it has an effect that could be lost.
    const at = bytes.indexOf(Buffer.from([0xff, 0xe2]));
    const unprofiled = Buffer.concat([
      bytes.subarray(0, at),
      bytes.subarray(at + 2 + bytes.readUInt16BE(at + 2)),
    ]);
    expect((await sharp(unprofiled).raw().toBuffer()).equals(bare)).toBe(false);
  });

  it('cleans a picture that is cut short, and says so', async () => {
    const whole = await noise(64, 64, 3).jpeg().toBuffer();
    const cut = plantJpeg(whole, 1, Buffer.alloc(4)).subarray(0, -500);
    const { bytes, notes } = await jpegCleaner.clean(cut.subarray(0, cut.length - 300));
    expect(notes).toHaveLength(1);
    expect(bytes.includes(canary)).toBe(false);
    expect(bytes.subarray(-2)).toEqual(Buffer.from([0xff, 0xd9]));
  });

  it('drops tables that no scan names, and bytes behind a table', async () => {
    const picture = await noise(16, 16, 3).jpeg().toBuffer();
    const unused = jpegSegment(0xdb, Buffer.concat([Buffer.from([3]), Buffer.from(canary.padEnd(64, 'x'))]));
    const code = jpegSegment(
      0xc4,
      Buffer.from([0x13, ...new Array<number>(15).fill(0), canary.length, ...Buffer.from(canary)]),
    );
    const { bytes } = await jpegCleaner.clean(
      Buffer.concat([picture.subarray(0, 2), unused, code, picture.subarray(2)]),
    );
    expect(bytes.includes(canary)).toBe(false);
    expect((await raw(bytes)).data.equals((await raw(picture)).data)).toBe(true);
  });

  it('keeps restart markers and the samples around them', async () => {
    const before = sample('exifr__f6t.jpg');
    const { bytes } = await jpegCleaner.clean(before);
    expect((await raw(bytes)).data.equals((await raw(before)).data)).toBe(true);
  });

  it('refuses a file without a picture, in words', async () => {
    await expect(jpegCleaner.clean(Buffer.from([0xff, 0xd8, 0xff, 0xd9]))).rejects.toMatchObject({
      code: 'unreadable',
    });
    await expect(jpegCleaner.clean(Buffer.from('not a picture'))).rejects.toMatchObject({
      code: 'unreadable',
    });
  });

  it('tells what identifies, where it lies and why', () => {
    const findings = jpegCleaner.inspect(sample('metadata-extractor__windowsXpFields.jpg'));
    expect(findings).toContainEqual(expect.objectContaining({ where: 'EXIF IFD0', name: 'XPAuthor' }));
    expect(findings).toContainEqual(expect.objectContaining({ name: 'ThumbnailImage' }));
    for (const { value, why } of findings) {
      expect(value).not.toBe('');
      expect(why).toMatch(/^It .*\.$/);
    }
  });
});
