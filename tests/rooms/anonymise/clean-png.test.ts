import { deflateSync, inflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { pngCleaner } from '../../../electron/anonymise/metadata/png.ts';
import { accountPng } from '../../../electron/anonymise/verification/account-png.ts';
import { canary, plantPng, pngOf, pngParts } from './planted.ts';
import { ffmpegDigest, identifyingTags, noise, onFile, raw, run, sample } from './witnesses.ts';

const files = [
  'exifr__png_with_exif_and_gps.png',
  'media__output_grayscale_opaque_2s.png',
  'metadata-extractor__dotnet-256x256-alpha-palette.png',
  'tika__testOCR.png',
];

const kinds: readonly [string, () => Promise<Buffer>][] = [
  ['true colour', () => noise(67, 45, 3).png().toBuffer()],
  ['with transparency', () => noise(67, 45, 4).png().toBuffer()],
  ['interlaced', () => noise(67, 45, 3).png({ progressive: true }).toBuffer()],
  ['grey', () => noise(67, 45, 1).toColourspace('b-w').png().toBuffer()],
  ['16 bits deep', () => noise(67, 45, 3).toColourspace('rgb16').png().toBuffer()],
  ['with a palette', () => noise(67, 45, 3).png({ palette: true, colours: 16 }).toBuffer()],
  ['with a profile', () => noise(67, 45, 3).withIccProfile('p3').png().toBuffer()],
];

/** An animation of three frames, made by another program. */
const animation = (): Buffer =>
  onFile(Buffer.alloc(0), 'empty', (path) => {
    run('ffmpeg', 'ffmpeg', [
      '-v',
      'quiet',
      '-f',
      'lavfi',
      '-i',
      'testsrc=size=64x48:rate=1:duration=3',
      '-f',
      'apng',
      '-plays',
      '0',
      '-y',
      path,
    ]);
    return run('cat', 'coreutils', [path]);
  });

describe('cleaning PNG', () => {
  it.each(files)('keeps every sample of %s and leaves no identifying tag', async (name) => {
    const before = sample(name);
    const { bytes } = await pngCleaner.clean(before);
    expect((await raw(bytes)).data.equals((await raw(before)).data)).toBe(true);
    expect(ffmpegDigest(bytes, 'a.png')).toBe(ffmpegDigest(before, 'a.png'));
    expect(identifyingTags(bytes, 'a.png')).toEqual([]);
    expect((await accountPng(bytes)).residual).toEqual([]);
    expect(pngCleaner.inspect(bytes)).toEqual([]);
  });

  it.each(kinds)('removes what is planted in every place of a picture that is %s', async (_name, make) => {
    const picture = await make();
    const { bytes, removed } = await pngCleaner.clean(plantPng(picture, 8));
    expect(bytes.includes(canary)).toBe(false);
    expect(pngParts(bytes).map(({ type }) => type)).not.toContain('tEXt');
    expect(removed.length).toBeGreaterThan(9);
    expect((await accountPng(bytes)).residual).toEqual([]);
    expect(identifyingTags(bytes, 'a.png')).toEqual([]);
    expect((await raw(bytes)).data.equals((await raw(picture)).data)).toBe(true);
    expect((await sharp(bytes).metadata()).orientation).toBe(8);
    expect(pngCleaner.inspect(bytes)).toEqual([]);
  });

  it('removes rows that are hidden behind the last one', async () => {
    const picture = await noise(20, 10, 3).png().toBuffer();
    const parts = pngParts(picture);
    const image = Buffer.concat(parts.filter(({ type }) => type === 'IDAT').map(({ data }) => data));
    const longer = deflateSync(Buffer.concat([inflateSync(image), Buffer.from(canary)]));
    const planted = pngOf(
      parts.flatMap((part) => (part.type === 'IDAT' ? [{ type: 'IDAT', data: longer }] : [part])),
    );
    const { bytes } = await pngCleaner.clean(planted);
    const kept = Buffer.concat(
      pngParts(bytes)
        .filter(({ type }) => type === 'IDAT')
        .map(({ data }) => data),
    );
    expect(inflateSync(kept).equals(inflateSync(image))).toBe(true);
    expect((await accountPng(planted)).residual).not.toEqual([]);
  });

  it('keeps every frame of an animation and numbers them anew', async () => {
    const before = animation();
    const planted = plantPng(before, 1);
    const { bytes } = await pngCleaner.clean(planted);
    expect(pngParts(bytes).filter(({ type }) => type === 'fcTL')).toHaveLength(3);
    expect(ffmpegDigest(bytes, 'a.apng')).toBe(ffmpegDigest(before, 'a.apng'));
    expect((await accountPng(bytes)).residual).toEqual([]);
    expect(bytes.includes(canary)).toBe(false);
  });

  it('cleans a picture that is cut short, and says so', async () => {
    const whole = await noise(64, 64, 3).png().toBuffer();
    const { bytes, notes } = await pngCleaner.clean(whole.subarray(0, whole.length - 400));
    expect(notes).toHaveLength(1);
    expect(pngParts(bytes).at(-1)?.type).toBe('IEND');
    expect(ffmpegDigest(bytes, 'a.png')).not.toBe('');
  });

  it('makes wrong check sums right, for most decoders overlook them', async () => {
    const picture = await noise(20, 10, 3).png().toBuffer();
    const broken = Buffer.from(picture);
    broken[29] = (broken[29] ?? 0) ^ 0xff;
    const { bytes } = await pngCleaner.clean(broken);
    expect((await raw(bytes)).data.equals((await raw(picture)).data)).toBe(true);
  });

  it('keeps no more rows than the picture has where its stream is faulty behind the last one', async () => {
    const parts = pngParts(await noise(20, 10, 3).png().toBuffer());
    const rows = inflateSync(
      Buffer.concat(parts.filter(({ type }) => type === 'IDAT').map(({ data }) => data)),
    );
    const longer = deflateSync(Buffer.concat([rows, Buffer.alloc(5_000, canary)]), { level: 0 });
    const faulty = pngOf(
      parts.map((part) => (part.type === 'IDAT' ? { type: 'IDAT', data: longer.subarray(0, -1_000) } : part)),
    );
    const { bytes, notes } = await pngCleaner.clean(faulty);
    expect(bytes.includes(canary)).toBe(false);
    expect((await accountPng(bytes)).residual).toEqual([]);
    expect((await raw(bytes)).data.equals((await raw(pngOf(parts))).data)).toBe(true);
    expect(notes).toHaveLength(0);
  });

  it('refuses a file without an image, in words', async () => {
    const parts = pngParts(await noise(4, 4, 3).png().toBuffer()).filter(({ type }) => type !== 'IDAT');
    await expect(pngCleaner.clean(pngOf(parts))).rejects.toMatchObject({ code: 'unreadable' });
  });

  it('reads texts, compressed texts and Exif for people', () => {
    const names = pngCleaner.inspect(sample('exifr__png_with_exif_and_gps.png')).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['OwnerName', 'GPSLatitude', 'MakerNote', 'Last change']));
  });

  it('keeps every row of a damaged picture that decoders still show', async () => {
    const whole = await noise(64, 64, 3).png({ compressionLevel: 9 }).toBuffer();
    const parts = pngParts(whole);
    const damaged = pngOf(
      parts.map((part) => {
        if (part.type !== 'IDAT') return part;
        const data = Buffer.from(part.data);
        data.fill(0xff, Math.floor(data.length * 0.7), Math.floor(data.length * 0.7) + 40);
        return { type: 'IDAT', data };
      }),
    );
    const { bytes, notes } = await pngCleaner.clean(damaged);
    const lenient = (input: Buffer) => sharp(input, { failOn: 'none' }).raw().toBuffer();
    const shown = await lenient(damaged);
    expect(shown.some((byte) => byte !== 0)).toBe(true);
    expect((await lenient(bytes)).equals(shown)).toBe(true);
    expect(notes).toHaveLength(1);
  });
});
