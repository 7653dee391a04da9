import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { codesIn } from '../../../../electron/anonymise/annotations/codes/code-reader.ts';
import { proposeCodes } from '../../../../electron/anonymise/annotations/codes/propose-codes.ts';
import { findInPicture } from '../../../../electron/anonymise/annotations/find/find.ts';
import type { Pixels } from '../../../../electron/media/look-result.ts';
import type { Region } from '../../../../shared/domain/recording/region.ts';

const samples = join(import.meta.dirname, '../../../samples');

/** A code on a grey table, turned by degrees; how much of the picture its label takes. */
async function onTable(name: string, turned: number): Promise<Pixels> {
  const code = await sharp(join(samples, name))
    .flatten({ background: '#fff' })
    .extend({ top: 12, bottom: 12, left: 12, right: 12, background: '#fff' })
    .rotate(turned, { background: '#fff' })
    .png()
    .toBuffer();
  const table = sharp({ create: { width: 640, height: 480, channels: 3, background: '#776655' } });
  const data = await table
    .composite([{ input: code, left: 150, top: 90 }])
    .removeAlpha()
    .raw()
    .toBuffer();
  return { bytes: data, width: 640, height: 480, channels: 3 };
}

function filled(pixels: Pixels, regions: readonly Region[]): Pixels {
  const bytes = Uint8Array.from(pixels.bytes);
  for (const { x, y, w, h } of regions)
    for (let row = y; row < y + h; row += 1)
      bytes.fill(0, (row * pixels.width + x) * 3, (row * pixels.width + x + w) * 3);
  return { ...pixels, bytes };
}

it.each([
  ['code-128.png', 0, 'MRN4471902'],
  ['code-128.png', 90, 'MRN4471902'],
  ['code-128.png', 17, 'MRN4471902'],
  ['qr-code.png', 0, 'HANSEN OLGA 1954-03-21'],
  ['qr-code.png', 33, 'HANSEN OLGA 1954-03-21'],
  ['pdf-417.png', 90, 'HANSEN OLGA 1954'],
])(
  'proposes %s turned by %d degrees with what it says, and nothing is left to read',
  async (name, turned, text) => {
    const pixels = await onTable(name, turned);
    const found = await proposeCodes(pixels, () => false);
    expect(found).toMatchObject([{ sources: ['code'], text, critical: false }]);
    expect(await codesIn(filled(pixels, found))).toEqual([]);
  },
);

it('marks a code that says what the catalogue knows of the subject', async () => {
  const found = await findInPicture(await onTable('code-128.png', 0), { known: ['MRN4471902'] });
  expect(found.find(({ kind }) => kind === 'code')).toMatchObject({
    critical: true,
    sources: ['code', 'catalogue'],
  });
});

it('sees no code in a photograph or in print', async () => {
  for (const name of ['tika__baseball.jpg', 'tika__testOCR.png']) {
    const { data, info } = await sharp(join(samples, name))
      .removeAlpha()
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect(await codesIn({ bytes: data, width: info.width, height: info.height, channels: 3 })).toEqual([]);
  }
});
