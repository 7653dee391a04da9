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

it('finds a line whole whose ground turns from darker to lighter than its ink', async () => {
  const text =
    '<text x="40" y="100" font-family="sans-serif" font-size="24" fill="#8a8a8a">Name: Olga Hansen Berg</text>';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600"><rect width="187" height="600" fill="#606060"/><rect x="187" width="613" height="600" fill="#b0b0b0"/>${text}</svg>`;
  const { data } = await sharp(Buffer.from(svg)).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const found = await findInPicture({ bytes: data, width: 800, height: 600, channels: 3 });
  const over = found.filter(({ y, h }) => y < 92 && y + h > 92);
  const covered = (x: number): boolean => over.some((box) => x >= box.x && x < box.x + box.w);
  for (let x = 44; x < 310; x += 4) expect([x, covered(x)]).toEqual([x, true]);
  expect(over.every(({ x, w }) => x + w < 345)).toBe(true);
});
