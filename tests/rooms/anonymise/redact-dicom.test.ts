import { describe, expect, it } from 'vitest';
import { encodeRle } from '../../../electron/anonymise/annotations/redact/rle-encode.ts';
import { anonymise } from '../../../electron/anonymise/anonymise.ts';
import { pixels } from '../../../electron/media/look.ts';
import { type Picture, plantCoded, plantDicom, ramp } from './planted-dicom.ts';
import { noise, onFile, run, sample } from './witnesses.ts';

const region = { x: 2, y: 1, w: 3, h: 2 };
const redact = (bytes: Buffer, regions: readonly object[] = [region]) =>
  anonymise(bytes, { regions, knownIdentifiers: [], decoder: { pixels } });

/** Every sample of every frame as dcmtk reads it, in hexadecimal words or bytes. */
function samplesOf(bytes: Buffer, decode: readonly string[]): string[] {
  const dump = onFile(bytes, 'in.dcm', (path) => {
    const [tool = 'dcmconv', ...options] = decode;
    run(tool, 'dcmtk', [...options, path, `${path}.dcm`]);
    return run('dcmdump', 'dcmtk', ['+L', '+P', 'PixelData', `${path}.dcm`]).toString('latin1');
  });
  const line = dump.trim().split('\n').at(-1) ?? '';
  return line
    .replace(/^\S+ \S+ /, '')
    .replace(/ *#.*$/, '')
    .split('\\');
}

/** Words as the two bytes they are made of, the lower one first. */
const asBytes = (words: readonly string[]): string[] =>
  words.flatMap((word) => (word.length === 4 ? [word.slice(2), word.slice(0, 2)] : [word]));

const grey = (frames: number, little = true): Picture => ({
  ...{ rows: 6, columns: 7, channels: 1, bits: 16, photometric: 'MONOCHROME2', frames },
  samples: Buffer.concat(Array.from({ length: frames }, () => ramp(6, 7, little))),
});

/** Which samples are others than before, as places in their frame. */
const changed = (before: readonly string[], after: readonly string[], frame: number): Set<number> =>
  new Set(before.flatMap((value, at) => (value === after[at] ? [] : [at % frame])));

const inRegion = (columns: number): number[] =>
  Array.from({ length: region.h }, (_, y) =>
    Array.from({ length: region.w }, (__, x) => (region.y + y) * columns + region.x + x),
  ).flat();

describe('filling regions of DICOM', () => {
  it.each(['implicit', 'explicit', 'big'] as const)(
    'changes these samples of every frame and no others: %s',
    async (name) => {
      const planted = plantDicom(grey(3, name !== 'big'), name);
      const done = await redact(planted);
      expect(done).toMatchObject({ container: 'dicom', lossless: true });
      const [before, after] = [
        samplesOf(planted, ['dcmconv', '+te']),
        samplesOf(done.bytes, ['dcmconv', '+te']),
      ];
      expect(after).toHaveLength(3 * 42);
      expect([...changed(before, after, 42)].sort((a, b) => a - b)).toEqual(inRegion(7));
      expect(done.bytes.includes('Clean Pixel Data Option')).toBe(true);
    },
  );

  it('codes run lengths anew', async () => {
    const plain = { ...grey(1), frames: 2 };
    const form = { rows: 6, columns: 7, channels: 1, allocated: 16 } as Parameters<typeof encodeRle>[1];
    const frames = [encodeRle(ramp(6, 7, true), form), encodeRle(Buffer.alloc(84, 5), form)];
    const planted = plantCoded({ ...plain, samples: frames }, '1.2.840.10008.1.2.5');
    const done = await redact(planted);
    const [before, after] = [samplesOf(planted, ['dcmdrle']), samplesOf(done.bytes, ['dcmdrle'])];
    expect(after).toHaveLength(2 * 42);
    expect([...changed(before, after, 42)].every((place) => inRegion(7).includes(place))).toBe(true);
    expect(changed(before, after, 42).size).toBe(6);
  });

  it('fills blocks of JPEG in every frame', async () => {
    const frames = await Promise.all(
      [1, 2].map((seed) => noise(32, 24, 3, seed).jpeg({ chromaSubsampling: '4:4:4' }).toBuffer()),
    );
    const even = frames.map((part) => (part.length % 2 ? Buffer.concat([part, Buffer.alloc(1)]) : part));
    const picture = {
      rows: 24,
      columns: 32,
      channels: 3,
      bits: 8,
      photometric: 'YBR_FULL',
      frames: 2,
      samples: even,
    };
    const planted = plantCoded(picture, '1.2.840.10008.1.2.4.50');
    const done = await redact(planted, [{ x: 8, y: 8, w: 8, h: 8 }]);
    expect(done).toMatchObject({ container: 'dicom', lossless: true });
    const after = asBytes(samplesOf(done.bytes, ['dcmdjpeg']));
    for (const frame of [0, 1])
      for (const at of [8 * 32 + 8, 15 * 32 + 15])
        for (const channel of [0, 1, 2])
          expect(Number.parseInt(after[(frame * 768 + at) * 3 + channel] ?? 'ff', 16)).toBeLessThanOrEqual(1);
    const places = changed(asBytes(samplesOf(planted, ['dcmdjpeg'])), after, 768 * 3);
    expect(places.has(0) || places.has(3 * (16 * 32 + 16))).toBe(false);
    expect(places.size).toBeGreaterThan(100);
  });

  it('decodes what it cannot code, and says so', async () => {
    const done = await redact(sample('pydicom__SC_rgb_jls_lossy_sample.dcm'));
    expect(done).toMatchObject({ container: 'png', lossless: false });
    expect(done.notes.join()).toContain('stored as PNG');
  });

  it('refuses a film that it cannot code', async () => {
    const stream = sample('pydicom__SC_rgb_jls_lossy_sample.dcm');
    const from = stream.indexOf(Buffer.from([0xff, 0xd8]));
    const frame = stream.subarray(from, stream.lastIndexOf(Buffer.from([0xfe, 0xff, 0xdd, 0xe0])));
    const picture = {
      rows: 100,
      columns: 100,
      channels: 3,
      bits: 8,
      photometric: 'RGB',
      frames: 2,
      samples: [frame, frame],
    };
    await expect(redact(plantCoded(picture, '1.2.840.10008.1.2.4.81'))).rejects.toThrow(/DICOM film/);
  });
});
