import { describe, expect, it } from 'vitest';
import { anonymise } from '../../../electron/anonymise/anonymise.ts';
import { jpegCleaner } from '../../../electron/anonymise/metadata/jpeg.ts';
import { pngCleaner } from '../../../electron/anonymise/metadata/png.ts';
import { Search } from '../../../electron/anonymise/verification/search.ts';
import { type Expected, verify } from '../../../electron/anonymise/verification/verify.ts';
import { pixels } from '../../../electron/media/look.ts';
import { jpegSegment, plantJpeg, pngOf, pngParts, tiff } from './planted.ts';
import { noise, sample } from './witnesses.ts';

const nothing: Expected = {
  container: 'jpeg',
  removedValues: [],
  knownIdentifiers: [],
  regions: [],
  pixels: null,
};
const cleanJpeg = async (): Promise<Buffer> =>
  (await jpegCleaner.clean(await noise(64, 48, 3).jpeg().toBuffer())).bytes;

const behindStart = (bytes: Buffer, part: Buffer): Buffer =>
  Buffer.concat([bytes.subarray(0, 2), part, bytes.subarray(2)]);

describe('reading a JPEG back', () => {
  it('passes a cleaned picture', async () => {
    expect(await verify(await cleanJpeg(), nothing)).toEqual({ verified: true, residual: [], toLookAt: [] });
  });

  it.each<[string, (bytes: Buffer) => Buffer]>([
    ['a comment', (bytes) => behindStart(bytes, jpegSegment(0xfe, Buffer.from('hello')))],
    ['an application segment', (bytes) => behindStart(bytes, jpegSegment(0xe5, Buffer.from('hello')))],
    [
      'Exif besides the orientation',
      (bytes) => behindStart(bytes, jpegSegment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), tiff(6)]))),
    ],
    [
      'a JFIF thumbnail',
      (bytes) =>
        behindStart(bytes, jpegSegment(0xe0, Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\x01\x01abc'))),
    ],
    ['bytes between segments', (bytes) => behindStart(bytes, Buffer.from('x'))],
    ['fill bytes', (bytes) => behindStart(bytes, Buffer.from([0xff]))],
    ['bytes behind the end', (bytes) => Buffer.concat([bytes, Buffer.from([0])])],
    ['a missing end', (bytes) => bytes.subarray(0, -2)],
    ['bytes behind a table', (bytes) => behindStart(bytes, jpegSegment(0xdb, Buffer.alloc(70)))],
  ])('refuses %s', async (_name, spoil) => {
    expect((await verify(spoil(await cleanJpeg()), nothing)).verified).toBe(false);
  });

  it('refuses a region that is not even', async () => {
    const bytes = await cleanJpeg();
    const decoded = await pixels({ bytes });
    if ('outcome' in decoded) throw new Error(decoded.message);
    const result = await verify(bytes, {
      ...nothing,
      regions: [{ x: 1, y: 1, w: 9, h: 9 }],
      pixels: decoded,
    });
    expect(result.residual).toEqual([{ where: 'Region 1', what: 'it is not filled evenly' }]);
  });

  it('refuses a known name in the structure and shows one in the samples', async () => {
    const bytes = await cleanJpeg();
    const scan = bytes.indexOf(Buffer.from([0xff, 0xda])) + 40;
    const inSamples = Buffer.concat([
      bytes.subarray(0, scan),
      Buffer.from('PATIENT, JANE'),
      bytes.subarray(scan),
    ]);
    const known = { ...nothing, knownIdentifiers: ['Jane Patient'] };
    expect(await verify(inSamples, known)).toMatchObject({
      verified: true,
      toLookAt: expect.arrayContaining([{ where: 'JPEG coded samples', what: 'Patient, Jane' }]),
    });
    const table = Buffer.concat([Buffer.from([3]), Buffer.from('jane patient'.padEnd(64, '\x10'))]);
    expect((await verify(behindStart(bytes, jpegSegment(0xdb, table)), known)).verified).toBe(false);
  });

  it.each(['utf8', 'utf16le', 'latin1'] as const)('knows a name in %s', async (encoding) => {
    const bytes = await cleanJpeg();
    const scan = bytes.indexOf(Buffer.from([0xff, 0xda])) + 40;
    const planted = Buffer.concat([
      bytes.subarray(0, scan),
      Buffer.from('Zoë Brontësson', encoding),
      bytes.subarray(scan),
    ]);
    expect(
      (await verify(planted, { ...nothing, knownIdentifiers: ['Zoë Brontësson'] })).toLookAt,
    ).not.toEqual([]);
  });
});

describe('reading a PNG back', () => {
  const expected: Expected = { ...nothing, container: 'png' };
  const cleanPng = async (): Promise<Buffer> =>
    (await pngCleaner.clean(await noise(32, 24, 3).png().toBuffer())).bytes;

  it('passes a cleaned picture', async () => {
    expect(await verify(await cleanPng(), expected)).toEqual({ verified: true, residual: [], toLookAt: [] });
  });

  it.each<[string, (bytes: Buffer) => Buffer]>([
    [
      'a text',
      (bytes) =>
        pngOf(
          pngParts(bytes).flatMap((part) =>
            part.type === 'IEND' ? [{ type: 'tEXt', data: Buffer.from('a\0b') }, part] : [part],
          ),
        ),
    ],
    [
      'a private chunk',
      (bytes) =>
        pngOf(
          pngParts(bytes).flatMap((part) =>
            part.type === 'IEND' ? [{ type: 'prVt', data: Buffer.from('b') }, part] : [part],
          ),
        ),
    ],
    ['bytes behind the end', (bytes) => Buffer.concat([bytes, Buffer.from('x')])],
    [
      'bytes behind the stream',
      (bytes) =>
        pngOf(
          pngParts(bytes).map((part) =>
            part.type === 'IDAT'
              ? { type: 'IDAT', data: Buffer.concat([part.data, Buffer.from('x')]) }
              : part,
          ),
        ),
    ],
    [
      'a wrong check sum',
      (bytes) => Buffer.concat([bytes.subarray(0, 29), Buffer.from([0, 0, 0, 0]), bytes.subarray(33)]),
    ],
  ])('refuses %s', async (_name, spoil) => {
    expect((await verify(spoil(await cleanPng()), expected)).verified).toBe(false);
  });
});

describe('the search', () => {
  it('finds values that overlap, end in one another and differ in case', () => {
    const patterns = ['she', 'hers', 'HE'].map((value) => ({ value, bytes: Buffer.from(value) }));
    const found = [...new Search(patterns).in(Buffer.from('uSHErs'))].map(({ value }) => value);
    expect(found.sort()).toEqual(['HE', 'hers', 'she']);
    expect(new Search(patterns).in(Buffer.from('hrs eh')).size).toBe(0);
    expect(new Search([]).in(Buffer.from('anything')).size).toBe(0);
  });
});

describe('anonymising', () => {
  it('reports what was found before and nothing after', async () => {
    const planted = plantJpeg(await noise(64, 48, 3).jpeg().toBuffer(), 3, Buffer.alloc(6));
    const done = await anonymise(planted, {
      regions: [],
      knownIdentifiers: ['Jane Patient', '1967-03-12'],
      decoder: { pixels },
    });
    expect(done.findingsBefore.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['Artist', 'Comment', 'By-line', 'dc:creator']),
    );
    expect(done.findingsAfter).toEqual([]);
    expect(done.verification).toEqual({ verified: true, residual: [], toLookAt: [] });
    expect(done.recipe).toMatchObject({ version: 1, container: 'jpeg', lossless: true, regions: [] });
  });

  it.each(['tika__testWAV.wav', 'media__test-cbr-info-header.mp3'])(
    'refuses %s with a way forward',
    async (name) => {
      await expect(
        anonymise(sample(name), { regions: [], knownIdentifiers: [], decoder: { pixels } }),
      ).rejects.toMatchObject({
        code: 'unsupported',
        message: expect.stringMatching(/^Custos cannot yet clean /),
      });
    },
  );
});

describe('a second picture in the file', () => {
  it('shares its tables with the first, and that is no residue', async () => {
    const picture = await noise(64, 48, 3).jpeg().toBuffer();
    const smaller = await noise(16, 16, 3, 7).jpeg().toBuffer();
    const done = await anonymise(plantJpeg(picture, 1, smaller), {
      regions: [],
      knownIdentifiers: [],
      decoder: { pixels },
    });
    expect(done.verification.verified).toBe(true);
  });
});

describe('numbers that stand in every picture', () => {
  it('are no residue where they are only the order of a Huffman table', async () => {
    const usual = await noise(64, 48, 3).jpeg({ optimiseCoding: false }).toBuffer();
    expect(usual.includes('456789')).toBe(true);
    const { bytes } = await jpegCleaner.clean(usual);
    expect(bytes.includes('456789')).toBe(true);
    expect((await verify(bytes, { ...nothing, knownIdentifiers: ['456789'] })).verified).toBe(true);
  });
});
