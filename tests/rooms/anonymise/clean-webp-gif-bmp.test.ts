import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { anonymise } from '../../../electron/anonymise/anonymise.ts';
import { bmpCleaner } from '../../../electron/anonymise/metadata/bmp.ts';
import { gifCleaner } from '../../../electron/anonymise/metadata/gif.ts';
import { webpCleaner } from '../../../electron/anonymise/metadata/webp.ts';
import { accountBmp } from '../../../electron/anonymise/verification/account-bmp.ts';
import { accountGif } from '../../../electron/anonymise/verification/account-gif.ts';
import { accountWebp } from '../../../electron/anonymise/verification/account-webp.ts';
import { pixels } from '../../../electron/media/look.ts';
import { canary, plantGif, plantWebp, tiff } from './planted.ts';
import { ffmpegDigest, noise, onFile, run, sample } from './witnesses.ts';

/** Every frame of a picture as one decoder sees it, colours as the profile has them. */
const frames = (bytes: Buffer): Promise<Buffer> =>
  sharp(bytes, { pages: -1, failOn: 'error' }).raw().toBuffer();

const wide = Buffer.from(canary, 'utf16le');
const animated = async (): Promise<Buffer> => {
  const pages = [1, 2, 3].map((seed) => noise(24, 18, 3, seed).png().toBuffer());
  return sharp(await Promise.all(pages), { join: { animated: true } })
    .gif({ delay: [100, 200, 300], loop: 3 })
    .toBuffer();
};

const webps: readonly [string, () => Promise<Buffer>][] = [
  ['lossy', () => noise(67, 45, 3).webp().toBuffer()],
  ['lossless', () => noise(67, 45, 3).webp({ lossless: true }).toBuffer()],
  ['transparent', () => noise(67, 45, 4).webp().toBuffer()],
  ['with a profile', () => noise(67, 45, 3).withIccProfile('p3').webp().toBuffer()],
  [
    'animated',
    async () =>
      sharp(await animated(), { pages: -1 })
        .webp()
        .toBuffer(),
  ],
];

describe('cleaning WebP', () => {
  it.each(webps)('removes what is planted in every place of a picture that is %s', async (_name, make) => {
    const picture = await make();
    const planted = plantWebp(picture, 6);
    const { bytes } = await webpCleaner.clean(planted);
    expect(planted.includes(canary)).toBe(true);
    expect(bytes.includes(canary) || bytes.includes(wide)).toBe(false);
    expect((await sharp(bytes).metadata()).orientation).toBe(6);
    expect(accountWebp(bytes).residual).toEqual([]);
    expect(webpCleaner.inspect(bytes)).toEqual([]);
    expect(await frames(bytes)).toEqual(await frames(picture));
    expect((await webpCleaner.clean(bytes)).bytes).toEqual(bytes);
  });

  it('keeps a profile in effect', async () => {
    const picture = await noise(20, 20, 3).withIccProfile('p3').webp({ lossless: true }).toBuffer();
    const { bytes } = await webpCleaner.clean(picture);
    const srgb = (input: Buffer) => sharp(input).toColourspace('srgb').raw().toBuffer();
    expect((await sharp(bytes).metadata()).icc).toBeDefined();
    expect(await srgb(bytes)).toEqual(await srgb(picture));
  });

  it('reads on where a note stands before the header, and where the length was left open', async () => {
    const plain = await noise(67, 45, 4).withIccProfile('p3').webp().toBuffer();
    const note = Buffer.concat([Buffer.from('XMP \x1a\0\0\0'), Buffer.from('<x>Jane Patient 765432</x>')]);
    const before = Buffer.concat([plain.subarray(0, 12), note, plain.subarray(12)]);
    before.writeUInt32LE(before.length - 8, 4);
    const expected = (await webpCleaner.clean(plain)).bytes;
    expect((await webpCleaner.clean(before)).bytes).toEqual(expected);
    before.writeUInt32LE(0, 4);
    expect((await webpCleaner.clean(before)).bytes).toEqual(expected);
  });

  it('leaves a bare picture as it is', async () => {
    const picture = sample('tika__testWEBP.webp');
    expect((await webpCleaner.clean(picture)).bytes).toEqual(picture);
  });
});

describe('cleaning GIF', () => {
  it('keeps frames, timing and loop, and nothing else', async () => {
    const picture = await animated();
    const planted = plantGif(picture);
    expect(planted.includes(canary)).toBe(true);
    const { bytes } = await gifCleaner.clean(planted);
    expect(bytes.includes(canary) || bytes.includes(wide)).toBe(false);
    expect(accountGif(bytes).residual).toEqual([]);
    expect(gifCleaner.inspect(bytes)).toEqual([]);
    expect(await frames(bytes)).toEqual(await frames(picture));
    expect(ffmpegDigest(bytes, 'a.gif')).toBe(ffmpegDigest(picture, 'a.gif'));
    const { delay, loop } = await sharp(bytes, { pages: -1 }).metadata();
    expect({ delay, loop }).toEqual({ delay: [100, 200, 300], loop: 3 });
    expect((await gifCleaner.clean(bytes)).bytes).toEqual(bytes);
  });

  it('cuts what lies behind the last pixel of a frame', async () => {
    const picture = sample('lofty-rs__gif_640x628.gif');
    const end = picture.length - 2;
    const hidden = Buffer.from(canary);
    const spoilt = Buffer.concat([
      picture.subarray(0, end),
      Buffer.from([hidden.length]),
      hidden,
      picture.subarray(end),
    ]);
    expect(await frames(spoilt)).toEqual(await frames(picture));
    expect((await gifCleaner.clean(spoilt)).bytes).toEqual(picture);
  });

  it('shows as much of a frame that is cut as before', async () => {
    const picture = sample('lofty-rs__gif_640x628.gif');
    const cut = plantGif(picture).subarray(0, 7_000);
    const { bytes } = await gifCleaner.clean(cut);
    expect(bytes.includes(canary)).toBe(false);
    expect(accountGif(bytes).residual).toEqual([]);
    const lenient = (input: Buffer) => sharp(input, { failOn: 'none' }).raw().toBuffer();
    expect((await lenient(bytes)).equals(await lenient(cut))).toBe(true);
  });

  it('refuses a file without a frame, in words', async () => {
    for (const length of [13, 12]) {
      const head = sample('lofty-rs__gif_640x628.gif').subarray(0, length);
      await expect(gifCleaner.clean(head)).rejects.toMatchObject({ code: 'unreadable' });
      expect(gifCleaner.inspect(head)).toEqual([]);
    }
  });
});

const bmp = async (format: string): Promise<Buffer> =>
  onFile(await noise(21, 13, 3).png().toBuffer(), 'a.png', (path) =>
    run('ffmpeg', 'ffmpeg', [
      '-v',
      'quiet',
      '-i',
      path,
      '-pix_fmt',
      format,
      '-f',
      'image2pipe',
      '-c:v',
      'bmp',
      '-',
    ]),
  );

describe('cleaning BMP', () => {
  it.each(['bgr24', 'bgra', 'rgb565le', 'gray', 'monob'])(
    'keeps the samples of %s and nothing else',
    async (format) => {
      const picture = await bmp(format);
      const pixelsAt = picture.readUInt32LE(10);
      const gap = Buffer.from(canary);
      const planted = Buffer.concat([picture.subarray(0, pixelsAt), gap, picture.subarray(pixelsAt), gap]);
      planted.writeUInt32LE(pixelsAt + gap.length, 10);
      planted.write('Jane', 6);
      const { bytes } = await bmpCleaner.clean(planted);
      expect(bytes.includes(canary)).toBe(false);
      expect(bytes).toEqual(picture);
      expect(accountBmp(bytes).residual).toEqual([]);
      expect(ffmpegDigest(bytes, 'a.bmp')).toBe(ffmpegDigest(planted, 'a.bmp'));
    },
  );
});

describe('reading a bitmap back', () => {
  it('says what is wrong with one that ends within its header, whatever length that states', () => {
    for (const [length, header] of [
      [29, 0],
      [29, 40],
      [30, 13],
      [60, 0xffff_ffff],
    ] as const) {
      const bytes = Buffer.alloc(length);
      bytes.write('BM', 'latin1');
      bytes.writeUInt32LE(length, 2);
      bytes.writeUInt32LE(header, 14);
      expect(accountBmp(bytes).residual).toContainEqual(
        expect.objectContaining({ what: 'a header of another length' }),
      );
    }
  });
});

describe('regions of other containers', () => {
  it.each([
    ['webp', 'jpeg', () => noise(40, 32, 3).webp().toBuffer()],
    ['webp', 'png', () => noise(40, 32, 4).webp().toBuffer()],
    ['gif', 'png', () => noise(40, 32, 3).gif().toBuffer()],
  ] as const)('are filled in %s by storing it as %s, and the person is told', async (_from, to, make) => {
    const done = await anonymise(await make(), {
      regions: [{ x: 3, y: 4, w: 9, h: 8 }],
      knownIdentifiers: [],
      decoder: { pixels: (input) => pixels(input) },
    });
    expect(done).toMatchObject({
      container: to,
      lossless: false,
      recipe: { container: to, lossless: false },
    });
    expect(done.notes.join(' ')).toContain(`stored as ${to.toUpperCase()}`);
  });
});

it('says in words what a WebP gives away, and groups it', () => {
  const exif = Buffer.concat([Buffer.from('EXIF'), Buffer.from([tiff(6).length, 0, 0, 0]), tiff(6)]);
  const body = Buffer.concat([sample('tika__testWEBP.webp').subarray(12), exif]);
  const head = Buffer.from('RIFF\0\0\0\0WEBP');
  head.writeUInt32LE(body.length + 4, 4);
  expect(webpCleaner.inspect(Buffer.concat([head, body]))).toMatchObject([
    { where: 'EXIF IFD0', name: 'Artist', value: canary, gives: 'who' },
  ]);
});
