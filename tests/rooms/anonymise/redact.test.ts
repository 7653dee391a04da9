import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { anonymise } from '../../../electron/anonymise/anonymise.ts';
import { pixels } from '../../../electron/media/look.ts';
import type { Region } from '../../../shared/domain/recording/region.ts';
import { canary, plantJpeg } from './planted.ts';
import { noise, onFile, type Raw, raw, run, sample } from './witnesses.ts';

const decoder = { pixels };
const regions: Region[] = [
  { x: 21, y: 9, w: 30, h: 14 },
  { x: 90, y: 60, w: 29, h: 20 },
];
const redacted = (bytes: Buffer, asked: unknown = regions) =>
  anonymise(bytes, { regions: asked, knownIdentifiers: [], decoder });

const inside = (x: number, y: number, around: readonly Region[], margin: number): boolean =>
  around.some(
    (r) => x >= r.x - margin && x < r.x + r.w + margin && y >= r.y - margin && y < r.y + r.h + margin,
  );

/** How many samples differ outside the regions, and the brightest colour sample within them. */
function compare(
  before: Raw,
  after: Raw,
  asked: readonly Region[],
  grown: readonly Region[],
  margin: number,
) {
  let changedOutside = 0;
  let brightest = 0;
  const colours = before.channels > 3 ? 3 : before.channels > 2 ? 3 : 1;
  for (let y = 0; y < before.height; y += 1) {
    for (let x = 0; x < before.width; x += 1) {
      for (let channel = 0; channel < before.channels; channel += 1) {
        const at = ((y * before.width + x) * before.channels + channel) * 2;
        if (!inside(x, y, grown, margin) && before.data.readUInt16LE(at) !== after.data.readUInt16LE(at))
          changedOutside += 1;
        if (inside(x, y, asked, 0) && channel < colours)
          brightest = Math.max(brightest, after.data.readUInt16LE(at));
      }
    }
  }
  return { changedOutside, brightest };
}

const jpegs: readonly [string, () => Promise<Buffer>][] = [
  ['baseline 4:4:4', () => noise(119, 80, 3).jpeg({ chromaSubsampling: '4:4:4', quality: 95 }).toBuffer()],
  ['baseline 4:2:0', () => noise(119, 80, 3).jpeg({ chromaSubsampling: '4:2:0' }).toBuffer()],
  [
    'progressive 4:2:0',
    () => noise(119, 80, 3).jpeg({ progressive: true, chromaSubsampling: '4:2:0', quality: 40 }).toBuffer(),
  ],
  [
    'progressive 4:4:4 by trellis',
    () => noise(119, 80, 3).jpeg({ mozjpeg: true, chromaSubsampling: '4:4:4' }).toBuffer(),
  ],
  ['grey', () => noise(119, 80, 1).toColourspace('b-w').jpeg().toBuffer()],
];

describe('filling regions of a JPEG', () => {
  it.each(jpegs)('changes only the blocks touched in a picture that is %s', async (_name, make) => {
    const before = await make();
    const done = await redacted(before);
    expect(done.lossless).toBe(true);
    // Colour sampled more coarsely is blended across one sample, which is two pixels.
    const result = compare(await raw(before), await raw(done.bytes), regions, done.recipe.filled, 2);
    expect(result).toEqual({ changedOutside: 0, brightest: 0 });
  });

  it.each(jpegs)(
    'keeps every coefficient where a region touches nothing: %s, by two decoders',
    async (_name, make) => {
      const before = await make();
      const { bytes } = await redacted(before, [{ x: 118, y: 79, w: 1, h: 1 }]);
      const top = (input: Buffer) =>
        sharp(input).extract({ left: 0, top: 0, width: 96, height: 60 }).raw().toBuffer();
      expect((await top(bytes)).equals(await top(before))).toBe(true);
      const cropped = (input: Buffer) =>
        onFile(input, 'a.jpg', (path) =>
          run('ffmpeg', 'ffmpeg', [
            '-v',
            'quiet',
            '-i',
            path,
            '-vf',
            'crop=80:40:0:0',
            '-f',
            'md5',
            '-',
          ]).toString(),
        );
      expect(cropped(bytes)).toBe(cropped(before));
    },
  );

  it('fills four inks, and keeps the rest', async () => {
    const before = await noise(119, 80, 3).toColourspace('cmyk').jpeg().toBuffer();
    const done = await redacted(before);
    expect(done.lossless).toBe(true);
    expect(
      compare(await raw(before), await raw(done.bytes), regions, done.recipe.filled, 2).changedOutside,
    ).toBe(0);
  });

  it.each([
    'exifr__f6t.jpg',
    'media__london-512.jpg',
    'tika__baseball.jpg',
    'metadata-extractor__withTypicalHuffman.jpg',
  ])('fills a region of the real picture %s', async (name) => {
    const done = await redacted(sample(name), [{ x: 3, y: 5, w: 20, h: 11 }]);
    expect(done.lossless).toBe(true);
    expect(done.verification).toMatchObject({ verified: true, residual: [] });
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'finds the place a person marked in orientation %i',
    async (orientation) => {
      const stored = await noise(119, 80, 3)
        .withMetadata({ orientation })
        .jpeg({ chromaSubsampling: '4:4:4' })
        .toBuffer();
      const mark = { x: 12, y: 18, w: 25, h: 9 };
      const { bytes } = await redacted(stored, [mark]);
      const { data, info } = await sharp(bytes).autoOrient().raw().toBuffer({ resolveWithObject: true });
      for (let y = mark.y; y < mark.y + mark.h; y += 1) {
        const row = data.subarray((y * info.width + mark.x) * 3, (y * info.width + mark.x + mark.w) * 3);
        expect(row.every((value) => value === 0)).toBe(true);
      }
      const far = (y: number) => data.subarray(y * info.width * 3, (y + 1) * info.width * 3);
      expect(far(60).some((value) => value > 0)).toBe(true);
    },
  );

  it('decodes and encodes afresh what is damaged, and says so', async () => {
    const whole = await noise(119, 80, 3).jpeg().toBuffer();
    const done = await redacted(whole.subarray(0, whole.length - 600));
    expect(done.lossless).toBe(false);
    expect(done.notes.join(' ')).toMatch(/afresh/);
    expect(done.verification.verified).toBe(true);
  });

  it('removes the metadata as well', async () => {
    const picture = await noise(119, 80, 3).jpeg().toBuffer();
    const { bytes, findingsBefore, findingsAfter } = await redacted(plantJpeg(picture, 1, Buffer.alloc(8)));
    expect(bytes.includes(canary)).toBe(false);
    expect(findingsBefore.length).toBeGreaterThan(20);
    expect(findingsAfter).toEqual([]);
  });

  it('refuses regions outside the upright picture', async () => {
    const picture = await noise(119, 80, 3).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    await expect(redacted(picture, [{ x: 100, y: 0, w: 5, h: 5 }])).rejects.toMatchObject({
      code: 'invalid-input',
    });
    await expect(redacted(picture, [{ x: 0, y: 100, w: 5, h: 5 }])).resolves.toBeDefined();
  });
});

const pngs: readonly [string, () => Promise<Buffer>][] = [
  ['true colour', () => noise(119, 80, 3).png().toBuffer()],
  ['with transparency', () => noise(119, 80, 4).png({ adaptiveFiltering: true }).toBuffer()],
  ['interlaced', () => noise(119, 80, 3).png({ progressive: true, adaptiveFiltering: true }).toBuffer()],
  ['grey', () => noise(119, 80, 1).toColourspace('b-w').png().toBuffer()],
  [
    '16 bits deep',
    () => noise(119, 80, 3).toColourspace('rgb16').png({ adaptiveFiltering: true }).toBuffer(),
  ],
];

describe('filling regions of a PNG', () => {
  it.each(pngs)('changes no sample outside the regions of a picture that is %s', async (_name, make) => {
    const before = await make();
    const done = await redacted(before);
    expect(done.lossless).toBe(true);
    expect(compare(await raw(before), await raw(done.bytes), regions, regions, 0)).toEqual({
      changedOutside: 0,
      brightest: 0,
    });
  });

  it.each([2, 4, 16, 200])('fills with the darkest entry of a palette of %i', async (colours) => {
    const before = await noise(119, 80, 3).png({ palette: true, colours }).toBuffer();
    const done = await redacted(before);
    expect(done.verification.verified).toBe(true);
    expect(compare(await raw(before), await raw(done.bytes), regions, regions, 0).changedOutside).toBe(0);
  });

  it('fills every frame of an animation', async () => {
    const moving = onFile(Buffer.alloc(0), 'empty', (path) => {
      run('ffmpeg', 'ffmpeg', [
        '-v',
        'quiet',
        '-f',
        'lavfi',
        '-i',
        'testsrc=size=120x80:rate=1:duration=3',
        '-f',
        'apng',
        '-y',
        path,
      ]);
      return run('cat', 'coreutils', [path]);
    });
    const { bytes } = await redacted(moving);
    const frames = onFile(bytes, 'a.apng', (path) =>
      run('ffmpeg', 'ffmpeg', [
        '-v',
        'quiet',
        '-i',
        path,
        '-vf',
        'crop=30:14:21:9',
        '-pix_fmt',
        'rgb24',
        '-f',
        'rawvideo',
        '-',
      ]),
    );
    expect(frames.length).toBe(3 * 30 * 14 * 3);
    expect(frames.every((value) => value === 0)).toBe(true);
  });
});

describe('what was covered', () => {
  it.each(['jpeg', 'png'] as const)('cannot be read any more in a %s', async (format) => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="120"><rect width="600" height="120" fill="white"/>
      <text x="20" y="75" font-size="48" font-family="DejaVu Sans, sans-serif" fill="black">PATIENT JANE 4711</text></svg>`;
    const before = await sharp(Buffer.from(svg)).removeAlpha().toFormat(format).toBuffer();
    const read = (bytes: Buffer): string =>
      onFile(bytes, 'a.png', (path) =>
        run('tesseract', 'tesseract-ocr', [path, '-', '--psm', '7']).toString(),
      );
    expect(read(before)).toMatch(/PATIENT/);
    const { bytes } = await redacted(before, [{ x: 10, y: 20, w: 580, h: 80 }]);
    expect(read(bytes)).not.toMatch(/PATIENT|JANE|4711/);
  });
});
