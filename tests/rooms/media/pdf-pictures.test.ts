import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { PDFDocument, PDFName } from '@cantoo/pdf-lib';
import fc from 'fast-check';
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { picturesInPdf } from '../../../electron/media/pdf/page-pictures.ts';
import { pagePictures } from '../../../electron/media/scan-pages.ts';

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

type Entries = Readonly<
  Record<string, string | number | readonly string[] | Readonly<Record<string, number | boolean>>>
>;

/** A PDF of one page on which one picture is drawn, its samples as they are given. */
async function pdfWith(entries: Entries, samples: Uint8Array): Promise<Buffer> {
  const pdf = await PDFDocument.create();
  const picture = pdf.context.stream(samples, {
    ...{ Type: 'XObject', Subtype: 'Image', Width: width, Height: height, ColorSpace: 'DeviceGray' },
    ...{ BitsPerComponent: 8, ...entries },
  });
  const { node } = pdf.addPage();
  node.setXObject(PDFName.of('Scan'), pdf.context.register(picture));
  node.addContentStream(pdf.context.register(pdf.context.stream('320 0 0 240 0 0 cm /Scan Do')));
  return Buffer.from(await pdf.save());
}

async function dark(picture: Uint8Array | null | undefined) {
  const { data, info } = await sharp(picture!).greyscale().raw().toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number): number => data[(y * info.width + x) * info.channels] ?? -1;
  return [info.width, info.height, at(160, 70) < 60, at(160, 200) > 200];
}
/** The middle of the first page as Custos reads it and as poppler's pdfimages does: is it dark, and is the ground. */
const shown = async (pdf: Buffer) => dark((await picturesInPdf(pdf))[0]);
async function asPopplerShows(pdf: Buffer) {
  writeFileSync(join(folder, 'in.pdf'), pdf);
  execFileSync('pdfimages', ['-png', join(folder, 'in.pdf'), join(folder, 'out')]);
  return dark(readFileSync(join(folder, 'out-000.png')));
}
const asDrawn = [width, height, true, true];

test('a page as JPEG is given as it is', async () => {
  const jpeg = await sharp(drawing(1), { raw: { width, height, channels: 1 } })
    .jpeg()
    .toBuffer();
  const found = await picturesInPdf(await pdfWith({ Filter: 'DCTDecode' }, jpeg));
  expect(found.map((picture) => Buffer.from(picture!))).toEqual([jpeg]);
});

test.each([1, 3] as const)('packed samples of %i channels are given as a picture', async (channels) => {
  const ColorSpace = channels === 1 ? 'DeviceGray' : 'DeviceRGB';
  const pdf = await pdfWith({ ColorSpace, Filter: 'FlateDecode' }, deflateSync(drawing(channels)));
  expect(await dark((await picturesInPdf(pdf))[0])).toEqual(asDrawn);
});

test('packed samples with a filter before each row are given as a picture', async () => {
  const rows = Buffer.concat(
    Array.from({ length: height }, (_, y) =>
      Buffer.concat([Buffer.from([0]), drawing(1).subarray(y * width, (y + 1) * width)]),
    ),
  );
  const said = { Filter: ['FlateDecode'], DecodeParms: { Predictor: 15, Columns: width } };
  const pdf = await pdfWith(said, deflateSync(rows));
  expect(await dark((await picturesInPdf(pdf))[0])).toEqual(asDrawn);
});

/** Our drawing in fax coding, as libtiff writes it. */
async function faxStrip(): Promise<Buffer> {
  const path = join(folder, 'fax.tif');
  await sharp(drawing(1), { raw: { width, height, channels: 1 } })
    // libvips calls black the white of the fax coding, which a PDF does not.
    .negate()
    .toColourspace('b-w')
    .tiff({ compression: 'ccittfax4', bitdepth: 1 })
    .toFile(path);
  return stripsOf(readFileSync(path));
}

test.each([
  ['as it is', {}, {}, true],
  ['turned over by its coding', { BlackIs1: true }, {}, false],
  ['turned over twice', { BlackIs1: true }, { Decode: [1, 0] as never }, true],
])('a page in fax coding is given as it would be shown: %s', async (_, parameters, more, white) => {
  const DecodeParms = { K: -1, Columns: width, Rows: height, ...parameters };
  const said = { BitsPerComponent: 1, Filter: 'CCITTFaxDecode', DecodeParms, ...more };
  const pdf = await pdfWith(said, await faxStrip());
  expect(await shown(pdf)).toEqual(await asPopplerShows(pdf));
  expect(await dark((await picturesInPdf(pdf))[0])).toEqual([width, height, white, white]);
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
  ['a size beyond all paper', { Width: 99_999_999, Filter: 'FlateDecode' }],
  ['a filter that is not read', { BitsPerComponent: 1, Filter: 'JBIG2Decode' }],
  ['samples that do not fill it', { Filter: 'FlateDecode' }],
])('%s is no page that can be read', async (_, said) => {
  const pdf = await pdfWith(said, deflateSync(Buffer.alloc(1_000)));
  expect(await picturesInPdf(pdf)).toEqual([null]);
});

test('packed samples that would unpack without end are stopped', async () => {
  const bomb = await pdfWith({ Filter: 'FlateDecode' }, deflateSync(Buffer.alloc(60_000_000)));
  expect(await picturesInPdf(bomb)).toEqual([null]);
});

test('whatever is written in it, a scan is read or set aside', async () => {
  const seed = await pdfWith({ Filter: 'FlateDecode' }, deflateSync(drawing(1)));
  const change = fc.record({ at: fc.nat(seed.length - 1), byte: fc.nat(255), cut: fc.nat(seed.length) });
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 8 }), async (changes) => {
      const bytes = Buffer.from(seed);
      for (const { at, byte } of changes) bytes[at] = byte;
      const cut = changes[0]?.cut ?? bytes.length;
      const pages = await pagePictures({ bytes: bytes.subarray(0, cut) });
      return 'outcome' in pages || pages.length <= 1;
    }),
    { numRuns: 100 },
  );
});
