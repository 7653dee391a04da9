import sharp from 'sharp';
import { expect, it } from 'vitest';
import { findInPicture } from '../../../../electron/anonymise/annotations/find/find.ts';
import type { Pixels } from '../../../../electron/media/look-result.ts';

const words = ['HANSEN, OLGA', '1954-03-21', 'Klinikum West'];

async function withWords(ink: string, ground: string): Promise<Pixels> {
  const lines = words.map(
    (word, row) =>
      `<text x="20" y="${40 + row * 40}" font-family="sans-serif" font-size="20" fill="${ink}">${word}</text>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600"><rect width="800" height="600" fill="${ground}"/>${lines.join('')}</svg>`;
  const { data } = await sharp(Buffer.from(svg)).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { bytes: data, width: 800, height: 600, channels: 3 };
}

it.each([
  ['white', 'black'],
  ['black', 'white'],
  ['#ffff00', '#803020'],
])('finds each line written in %s on %s and nothing else', async (ink, ground) => {
  const found = await findInPicture(await withWords(ink, ground));
  for (const [row] of words.entries()) {
    const middle = { x: 60, y: 33 + row * 40 };
    const over = found.filter(
      ({ x, y, w, h }) => middle.x >= x && middle.x < x + w && middle.y >= y && middle.y < y + h,
    );
    expect(over.length).toBeGreaterThan(0);
    expect(Math.min(...over.map(({ x }) => x))).toBeLessThan(26);
  }
  expect(found.every(({ x, y, w, h }) => x + w < 200 && y + h < 140)).toBe(true);
});

it('finds nothing in an even picture', async () => {
  const even = {
    bytes: new Uint8Array(300 * 200 * 3).fill(90),
    width: 300,
    height: 200,
    channels: 3,
  } as const;
  expect(await findInPicture(even)).toEqual([]);
});
