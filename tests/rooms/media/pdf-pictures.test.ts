import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { picturesInPdf } from '../../../electron/media/pdf-pictures.ts';

const folder = mkdtempSync(join(tmpdir(), 'custos-pdf-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const [width, height] = [320, 240];
/** A dark square on white, above the middle. */
const drawing = (channels: 1 | 3): Buffer => {
  const samples = Buffer.alloc(width * height * channels, 255);
  for (let y = 40; y < 100; y += 1)
    samples.fill(0, (y * width + 130) * channels, (y * width + 190) * channels);
  return samples;
};

const pdfWith = (dictionary: string, stream: Uint8Array, length = String(stream.length)): Buffer =>
  Buffer.concat([
    Buffer.from(
      `%PDF-1.5\n1 0 obj\n<< /Type /XObject /Subtype /Image ${dictionary} /Width ${width} /Height ${height} /Length ${length} >>\nstream\r\n`,
    ),
    stream,
    Buffer.from('\nendstream\nendobj\n%%EOF'),
  ]);

async function dark(picture: Uint8Array | null | undefined) {
  const { data, info } = await sharp(picture!).greyscale().raw().toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number): number => data[(y * info.width + x) * info.channels] ?? -1;
  return [info.width, info.height, at(160, 70) < 60, at(160, 200) > 200];
}
const asDrawn = [width, height, true, true];

test('a page as JPEG is given as it is, also where its length stands elsewhere', async () => {
  const jpeg = await sharp(drawing(1), { raw: { width, height, channels: 1 } })
    .jpeg()
    .toBuffer();
  const said = '/ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode';
  expect(picturesInPdf(pdfWith(said, jpeg))).toEqual([jpeg]);
  const [found] = picturesInPdf(pdfWith(said, jpeg, '7 0 R'));
  expect(await dark(found)).toEqual(asDrawn);
});

test.each([1, 3] as const)('packed samples of %i channels are given as a picture', async (channels) => {
  const pdf = pdfWith('/BitsPerComponent 8 /Filter /FlateDecode', deflateSync(drawing(channels)));
  expect(await dark(picturesInPdf(pdf)[0])).toEqual(asDrawn);
});

test('packed samples with a filter before each row are given as a picture', async () => {
  const rows = Buffer.concat(
    Array.from({ length: height }, (_, y) =>
      Buffer.concat([Buffer.from([0]), drawing(1).subarray(y * width, (y + 1) * width)]),
    ),
  );
  const said = `/BitsPerComponent 8 /Filter [/FlateDecode] /DecodeParms << /Predictor 15 /Columns ${width} >>`;
  expect(await dark(picturesInPdf(pdfWith(said, deflateSync(rows)))[0])).toEqual(asDrawn);
});

test('a page in fax coding, as libtiff writes it, is given as a picture', async () => {
  const path = join(folder, 'fax.tif');
  await sharp(drawing(1), { raw: { width, height, channels: 1 } })
    // libvips calls black the white of the fax coding, which a PDF does not.
    .negate()
    .toColourspace('b-w')
    .tiff({ compression: 'ccittfax4', bitdepth: 1 })
    .toFile(path);
  const tiff = readFileSync(path);
  const strips = await stripsOf(tiff);
  const said = `/BitsPerComponent 1 /Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns ${width} /Rows ${height} >>`;
  expect(await dark(picturesInPdf(pdfWith(said, strips))[0])).toEqual(asDrawn);
});

/** The one strip of a small TIFF: its place and length stand in entries 273 and 279. */
async function stripsOf(tiff: Buffer): Promise<Buffer> {
  const at = tiff.readUInt32LE(4);
  const values = new Map<number, number>();
  for (let entry = at + 2; entry < at + 2 + tiff.readUInt16LE(at) * 12; entry += 12)
    values.set(
      tiff.readUInt16LE(entry),
      tiff.readUInt16LE(entry + 2) === 3 ? tiff.readUInt16LE(entry + 8) : tiff.readUInt32LE(entry + 8),
    );
  const from = values.get(273) ?? 0;
  return tiff.subarray(from, from + (values.get(279) ?? 0));
}

test.each([
  ['a size beyond all paper', '/BitsPerComponent 8 /Width 99999 /Filter /FlateDecode'],
  ['a filter that is not read', '/BitsPerComponent 1 /Filter /JBIG2Decode'],
  ['samples that do not fill it', '/BitsPerComponent 8 /Filter /FlateDecode'],
])('%s is passed over', (_, said) => {
  const found = picturesInPdf(pdfWith(said, deflateSync(Buffer.alloc(1_000))));
  expect(found.filter((picture) => picture !== null)).toEqual([]);
});

test('packed samples that would unpack without end are stopped', () => {
  const bomb = deflateSync(Buffer.alloc(60_000_000));
  expect(picturesInPdf(pdfWith('/BitsPerComponent 8 /Filter /FlateDecode', bomb))).toEqual([null]);
});

test('whatever is written in it, nothing is thrown and nothing hangs', () => {
  const seed = pdfWith('/BitsPerComponent 8 /Filter /FlateDecode', deflateSync(drawing(1)));
  const change = fc.record({ at: fc.nat(seed.length - 1), byte: fc.nat(255), cut: fc.nat(seed.length) });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 8 }), (changes) => {
      const bytes = Buffer.from(seed);
      for (const { at, byte } of changes) bytes[at] = byte;
      const cut = changes[0]?.cut ?? bytes.length;
      return picturesInPdf(bytes.subarray(0, cut)).length <= 1;
    }),
    { numRuns: 200 },
  );
});
