import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { heifCleaner } from '../../../electron/anonymise/metadata/heif.ts';
import { box } from '../../../electron/anonymise/metadata/heif-boxes.ts';
import { bareAv1, bareHevc } from '../../../electron/anonymise/metadata/heif-samples.ts';
import { accountHeif } from '../../../electron/anonymise/verification/account-heif.ts';
import { verify } from '../../../electron/anonymise/verification/verify.ts';
import { pixels } from '../../../electron/media/look.ts';
import { canary } from './planted.ts';
import { plantHeif } from './planted-heif.ts';
import { ffmpegDigest, identifyingTags, noise, onFile, run, sample } from './witnesses.ts';

const avif = heifCleaner('avif');
const heic = heifCleaner('heic');
const upright = (bytes: Buffer) => sharp(bytes, { failOn: 'error' }).autoOrient().raw().toBuffer();
const tile = (seed: number) =>
  noise(64, 64, 3, seed).avif({ effort: 0, chromaSubsampling: '4:2:0' }).toBuffer();

describe('cleaning HEIC and AVIF', () => {
  it('keeps the picture shown with its tiles and its turning, and nothing else', async () => {
    const planted = plantHeif([await tile(1), await tile(2)]);
    const { bytes, lossless, notes } = await avif.clean(planted);
    expect(planted.includes(canary)).toBe(true);
    expect(bytes.includes('Canary')).toBe(false);
    expect((await accountHeif(bytes)).residual).toEqual([]);
    expect(avif.inspect(bytes)).toEqual([]);
    expect(identifyingTags(bytes, 'a.avif')).toEqual([]);
    expect((await sharp(bytes).metadata()).height).toBe(128);
    expect(await upright(bytes)).toEqual(await upright(planted));
    expect({ lossless, notes }).toEqual({ lossless: true, notes: [] });
    expect((await avif.clean(bytes)).bytes).toEqual(bytes);
  });

  it('does not write that a picture is a depth map, whatever the file says of it', async () => {
    const planted = plantHeif([await tile(1), await tile(2)]);
    // The grid is said to have the sixth property, which names a depth map, in place of its fifth.
    const links = planted.indexOf(Buffer.from([0, 3, 4, 3, 5, 7, 0x84]));
    expect(links).toBeGreaterThan(0);
    planted[links + 4] = 6;
    expect((await accountHeif((await avif.clean(planted)).bytes)).residual).toEqual([]);
  });

  it('tells what a file gives away', async () => {
    const planted = plantHeif([await tile(1), await tile(2)]);
    const found = avif.inspect(planted).map(({ name }) => name);
    for (const name of [
      'Artist',
      'dc:creator',
      'Thumbnail',
      'Auxiliary picture (depth)',
      'Description',
      'Handler name',
    ])
      expect(found).toContain(name);
  });

  it('keeps transparency and the effect of a profile', async () => {
    const before = await noise(64, 48, 4)
      .withIccProfile('p3')
      .withExif({ IFD0: { Artist: canary } })
      .avif({ effort: 0 })
      .toBuffer();
    const { bytes } = await avif.clean(before);
    const srgb = (input: Buffer) =>
      sharp(input).toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
    const [one, other] = [await srgb(bytes), await srgb(before)];
    expect(one.info.channels).toBe(4);
    expect(one.data).toEqual(other.data);
    expect((await sharp(bytes).metadata()).icc).toBeDefined();
    expect(bytes.includes(canary)).toBe(false);
    expect(identifyingTags(bytes, 'a.avif')).toEqual([]);
    expect((await accountHeif(bytes)).residual).toEqual([]);
  });

  it.each([
    ['media__sample_still_photo.heic', heic],
    ['exifr__IMG_20180725_163423-micro.avif', avif],
  ] as const)('keeps every sample of %s and leaves no identifying tag', async (name, cleaner) => {
    const before = sample(name);
    const { bytes } = await cleaner.clean(before);
    const [one, other] = [await pixels({ bytes }), await pixels({ bytes: before })];
    if ('outcome' in one || 'outcome' in other) throw new Error('It cannot be decoded.');
    expect(Buffer.from(one.bytes).equals(other.bytes)).toBe(true);
    expect(identifyingTags(bytes, name)).toEqual([]);
    expect((await accountHeif(bytes)).residual).toEqual([]);
  });

  it('takes messages of the encoder out of the samples, and what belongs to no unit', () => {
    const unit = (...bytes: number[]) => Buffer.from([0, 0, 0, bytes.length, ...bytes]);
    const slice = unit(0x26, 1, 7, 7, 7);
    const message = unit(0x4e, 1, 5, ...Buffer.from(canary), 0x80);
    expect(bareHevc(Buffer.concat([message, slice, message]), 4)).toEqual(slice);
    const cut = slice.subarray(0, 6);
    expect(bareHevc(Buffer.concat([message, cut]), 4)).toEqual(cut);
    expect(bareHevc(Buffer.concat([slice, message.subarray(0, -1)]), 4)).toEqual(slice);
    expect(bareHevc(Buffer.concat([slice, Buffer.alloc(4), message]), 4)).toEqual(slice);
    const sequence = Buffer.from([0x0a, 2, 1, 1]);
    const metadata = Buffer.from([0x2a, 1 + canary.length, 4, ...Buffer.from(canary)]);
    const frame = Buffer.from([0x32, 3, 9, 9, 9]);
    expect(bareAv1(Buffer.concat([sequence, metadata, frame]))).toEqual(Buffer.concat([sequence, frame]));
  });

  it('refuses a file that does not say which picture is shown, in words', async () => {
    const before = sample('exifr__IMG_20180725_163423-micro.avif');
    const spoilt = Buffer.from(before);
    spoilt.write('xxxx', spoilt.indexOf('pitm'), 'latin1');
    await expect(avif.clean(spoilt)).rejects.toMatchObject({ code: 'unreadable' });
  });
});

/** A film with its tracks and brands called as those of a sequence of pictures are. */
function sequence(): Buffer {
  const film = onFile(Buffer.alloc(0), 'film.mp4', (path) => {
    const made = ['-f', 'lavfi', '-i', 'testsrc=size=64x48:rate=5:duration=1', '-c:v', 'libx265'];
    const named = ['-tag:v', 'hvc1', '-metadata', `title=${canary}`];
    run('ffmpeg', 'ffmpeg', ['-v', 'quiet', ...made, '-pix_fmt', 'yuv420p', ...named, '-y', path]);
    return run('cat', 'coreutils', [path]);
  });
  film.write('hevc', 8, 'latin1');
  film.write('pict', film.indexOf('hdlr') + 12, 'latin1');
  return film;
}

describe('cleaning a sequence of pictures', () => {
  it('keeps every picture of one without a still picture, and nothing else', async () => {
    const before = sequence();
    expect(heic.inspect(before).some(({ value }) => value.includes(canary))).toBe(true);
    const { bytes, lossless } = await heic.clean(before);
    expect(lossless).toBe(true);
    expect(bytes.includes(canary)).toBe(false);
    expect(ffmpegDigest(bytes, 'a.heic')).toBe(ffmpegDigest(before, 'a.heic'));
    expect((await accountHeif(bytes)).residual).toEqual([]);
    expect(heic.inspect(bytes)).toEqual([]);
  });

  it('keeps both a sequence that is shown first and the still picture beside it', async () => {
    const before = onFile(Buffer.alloc(0), 'a.avif', (path) => {
      const made = ['-f', 'lavfi', '-i', 'testsrc=size=64x48:rate=5:duration=1', '-c:v', 'libaom-av1'];
      run('ffmpeg', 'ffmpeg', ['-v', 'quiet', ...made, '-cpu-used', '8', '-y', path]);
      return run('cat', 'coreutils', [path]);
    });
    before.writeUInt32BE(3_000_000_000, before.indexOf('mvhd') + 8);
    const planted = Buffer.concat([before, box('free', Buffer.from(canary))]);
    const { bytes, lossless, notes } = await avif.clean(planted);
    expect({ lossless, notes }).toEqual({ lossless: true, notes: [] });
    expect(bytes.includes(canary)).toBe(false);
    expect((await accountHeif(bytes)).residual).toEqual([]);
    expect(avif.inspect(bytes)).toEqual([]);
    expect(ffmpegDigest(bytes, 'a.avif')).toBe(ffmpegDigest(before, 'a.avif'));
    const shown = [await pixels({ bytes: before }), await pixels({ bytes })];
    expect(shown[1]).toEqual(shown[0]);
    expect(shown[0]).toMatchObject({ width: 64, height: 48 });
    const dated = Buffer.from(bytes);
    dated.writeUInt32BE(3_000_000_000, dated.indexOf('mvhd') + 8);
    expect((await accountHeif(dated)).residual).not.toEqual([]);
    expect((await accountHeif(Buffer.concat([bytes, Buffer.from(canary)]))).residual).not.toEqual([]);
  });

  it('finds a name and a date that are put back into it', async () => {
    const { bytes } = await heic.clean(sequence());
    const dated = Buffer.from(bytes);
    dated.writeUInt32BE(3_000_000_000, dated.indexOf('mvhd') + 8);
    expect((await accountHeif(dated)).residual).not.toEqual([]);
    expect((await accountHeif(Buffer.concat([bytes, Buffer.from(canary)]))).residual).not.toEqual([]);
  });
});

describe('looking for what was removed', () => {
  it('takes no word for left over that only names a kind of picture', async () => {
    const before = await noise(32, 32, 4).avif({ effort: 0 }).toBuffer();
    const { bytes } = await avif.clean(before);
    const removedValues = ['Alpha', 'auxiliary'];
    const { residual } = await verify(bytes, {
      container: 'avif',
      removedValues,
      knownIdentifiers: [],
      regions: [],
      pixels: null,
    });
    expect(bytes.includes('auxiliary:alpha')).toBe(true);
    expect(residual).toEqual([]);
  });
});
