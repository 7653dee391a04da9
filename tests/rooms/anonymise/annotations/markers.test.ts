import sharp from 'sharp';
import { afterAll, expect, it } from 'vitest';
import { findInPicture } from '../../../../electron/anonymise/annotations/find/find.ts';
import { createTextReader } from '../../../../electron/anonymise/annotations/read/text-reader.ts';
import type { Pixels } from '../../../../electron/media/look-result.ts';
import { grounds } from '../../../bench/annotations/grounds.ts';
import { seeded } from '../../../bench/seeded.ts';

const reader = createTextReader();
afterAll(() => reader.close());

const width = 640;
const height = 520;

const written = (x: number, y: number, size: number, text: string): string =>
  `<text x="${x}" y="${y}" font-family="DejaVu Sans" font-weight="bold" font-size="${size}" fill="white">${text}</text>`;

/** A film with a letter in a corner, a name below, a scale at its right edge and an arrow. */
async function film(corner: string): Promise<Pixels> {
  const ticks = Array.from(
    { length: 9 },
    (_, tick) => `M${tick % 4 ? 606 : 600} ${90 + tick * 26}h${tick % 4 ? 10 : 16}`,
  );
  const signs = `<path d="${ticks.join('')}" stroke="white" stroke-width="2"/><path d="M230 150l36 36m0 0l-13-4m13 4l-4-13" stroke="white" stroke-width="4" fill="none"/>`;
  const overlay = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${written(40, 90, 44, corner)}${written(20, 500, 18, 'SMITH, ANNA 12/03/1956')}${signs}</svg>`;
  const bytes = await sharp(grounds.film(seeded(11), width, height).bytes, {
    raw: { width, height, channels: 3 },
  })
    .composite([{ input: Buffer.from(overlay) }])
    .removeAlpha()
    .raw()
    .toBuffer();
  return { bytes, width, height, channels: 3 };
}

async function cornerOf(corner: string) {
  const found = await findInPicture(await film(corner), { reader });
  const at = (x: number, y: number) =>
    found.find((box) => x >= box.x && x < box.x + box.w && y >= box.y && y < box.y + box.h);
  return { sign: at(50, 74), name: at(100, 494), scale: at(610, 194), arrow: at(248, 168) };
}

it('tells a side from a name, and leaves scale and arrow alone', async () => {
  const { sign, name, scale, arrow } = await cornerOf('R');
  expect(sign).toMatchObject({ kind: 'marker', text: 'R' });
  expect(name).toMatchObject({ kind: 'text' });
  expect([scale, arrow]).toEqual([undefined, undefined]);
});

// A radiographer's initials beside a side or in its place tell who worked there.
it.each(['LA6', 'RB', 'P'])('keeps no initials %s as a side', async (initials) => {
  const { sign } = await cornerOf(initials);
  expect(sign?.kind).not.toBe('marker');
});
