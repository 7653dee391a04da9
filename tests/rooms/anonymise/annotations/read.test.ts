import sharp from 'sharp';
import { afterAll, expect, it } from 'vitest';
import { findInPicture } from '../../../../electron/anonymise/annotations/find/find.ts';
import { createTextReader } from '../../../../electron/anonymise/annotations/read/text-reader.ts';
import { noise } from '../witnesses.ts';

const reader = createTextReader();
afterAll(() => reader.close());

const drawn = (inner: string) => {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480" font-family="sans-serif" font-size="22" fill="white"><rect width="640" height="480" fill="#101010"/>${inner}</svg>`;
  return sharp(Buffer.from(svg)).removeAlpha().raw().toBuffer();
};

it('reads what it finds, and marks what the catalogue knows of the subject', async () => {
  const bytes = await drawn(
    '<text x="20" y="40">HANSEN, OLGA</text><text x="20" y="300">SUPINE</text><text x="560" y="440">R</text>',
  );
  const found = await findInPicture(
    { bytes, width: 640, height: 480, channels: 3 },
    { known: ['Olga Hansen'], reader },
  );
  const name = found.find(({ text }) => text?.includes('HANSEN'));
  expect(name).toMatchObject({ critical: true, kind: 'text' });
  expect(name?.sources).toContain('catalogue');
  expect(found.find(({ text }) => text?.includes('SUPINE'))).toMatchObject({ critical: false });
});

it('stops a reading that takes too long, and reads the next', async () => {
  const data = new Uint8Array(await noise(1200, 900, 1).raw().toBuffer());
  expect(await reader.read({ data, width: 1200, height: 900 }, 'strewn', 1)).toBeNull();
  const bytes = await sharp(await drawn('<text x="20" y="40">SUPINE</text>'), {
    raw: { width: 640, height: 480, channels: 3 },
  })
    .greyscale()
    .negate()
    .raw()
    .toBuffer();
  const words = await reader.read({ data: bytes, width: 640, height: 480 }, 'strewn', 60_000);
  expect(words?.map(({ text }) => text)).toContain('SUPINE');
});
