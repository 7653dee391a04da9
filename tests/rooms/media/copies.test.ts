import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, expect, test, vi } from 'vitest';
import { printWords } from '../../../electron/media/copies/print.ts';
import { withoutBorders, withoutFrame } from '../../../electron/media/copies/trim.ts';
import { createMedia } from '../../../electron/media/media.ts';
import { seeded, whole } from '../../bench/seeded.ts';

vi.setConfig({ testTimeout: 120_000 });

const sample = (name: string): Buffer => readFileSync(join(import.meta.dirname, '../../samples', name));
const london = sample('media__london-512.jpg');
const ball = sample('tika__baseball.jpg');
const even = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#404040' } })
  .png()
  .toBuffer();

const media = createMedia({ concurrency: 1 });
afterAll(() => media.close());

/** What each known picture is told to be to this one. */
async function told(picture: Buffer, known: readonly Buffer[]) {
  const prints = new Uint32Array(known.length * printWords);
  for (const [at, one] of known.entries()) prints.set((await media.copyPrint(one)) ?? [], at * printWords);
  const { hits } = await media.copyHits(picture, prints);
  const comparisons = hits.map(({ index, guesses }) => ({ guesses, known: known[index] ?? even }));
  const agreed = await media.copyAgreement(picture, comparisons);
  const hows = new Map(hits.map(({ index }, at) => [index, agreed[at]?.how ?? null]));
  return known.map((_, index) => hows.get(index) ?? null);
}

/** Of the known pictures, those of which this one is told to be a copy. */
const copiesIn = async (picture: Buffer, known: readonly Buffer[]): Promise<readonly number[]> =>
  (await told(picture, known)).flatMap((how, index) => (how === 'alike' ? [index] : []));

/** A bar with boxes in it as letters are, none of it even. */
const words = await sharp(
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="700" height="28"><rect width="700" height="28" fill="#47a"/>${Array.from({ length: 40 }, (_, at) => `<rect x="${8 + at * 9}" y="8" width="6" height="12" fill="#fff"/>`).join('')}</svg>`,
  ),
)
  .png()
  .toBuffer();

const { width = 0, height = 0 } = await sharp(london).metadata();
const cut = (by: number) => ({
  left: Math.round(width * by),
  top: Math.round(height * by * 0.5),
  width: Math.round(width * (1 - by)),
  height: Math.round(height * (1 - by)),
});

test.each([
  ['in a screenshot', sharp(london).resize(300).extend({ top: 90, bottom: 20, left: 70, right: 8 })],
  [
    'in a window with a title and a line of words below it',
    sharp({ create: { width: 700, height: 600, channels: 3, background: '#f4f4f4' } })
      .composite([
        { input: await sharp(london).resize(400).toBuffer(), left: 130, top: 90 },
        { input: words, left: 0, top: 0 },
        { input: words, left: 0, top: 560 },
      ])
      .png(),
  ],
  ['cut on two sides', sharp(london).extract(cut(0.1)).jpeg({ quality: 60 })],
  ['smaller and brighter', sharp(london).resize(128).linear(1.1, 6).jpeg({ quality: 40 })],
])('a picture is known again %s', async (_, changed) => {
  expect(await copiesIn(await changed.toBuffer(), [ball, london, even])).toEqual([1]);
});

test('a frame ends where an even sky of another shade begins', () => {
  const [width, height] = [60, 50];
  const grey = Uint8Array.from({ length: width * height }, (_, at) => {
    const [x, y] = [at % width, Math.floor(at / width)];
    if (x < 5 || x >= 55 || y < 4 || y >= 46) return 255;
    return y < 20 ? 190 : (x * 7 + y * 13) % 250;
  });
  const picture = { grey, width, height };
  expect(withoutFrame(picture)).toEqual({ left: 5, top: 4, width: 50, height: 42 });
  expect(withoutBorders(picture)).toEqual({ left: 5, top: 20, width: 50, height: 26 });
});

test('another picture, an even one, and what is no picture are copies of nothing', async () => {
  for (const other of [ball, even, Buffer.from('no picture')])
    expect(await copiesIn(other, [london, even])).toEqual([]);
  expect(await media.copyPrint(even)).toEqual(new Uint32Array(printWords));
  expect(await media.copyPrint(Buffer.from('no picture'))).toBeNull();
});

test('a picture that shares half of itself with another is not its copy', async () => {
  const half = await sharp(ball)
    .resize(Math.round(width / 2), height, { fit: 'fill' })
    .toBuffer();
  const mixed = await sharp(london)
    .composite([{ input: half, left: 0, top: 0 }])
    .jpeg()
    .toBuffer();
  expect(await copiesIn(mixed, [london, ball])).toEqual([]);
});

test('all that are near are told, as somebody may see but the last of them', async () => {
  const print = (await media.copyPrint(london)) ?? new Uint32Array(printWords);
  const prints = Uint32Array.from({ length: 60 * printWords }, (_, at) => print[at % printWords] ?? 0);
  expect((await media.copyHits(london, prints)).hits.map(({ index }) => index)).toContain(59);
});

test('of two pictures of a series the one that was changed least is told, and the other is perhaps the same', async () => {
  const spot = await sharp(ball).resize(110, 110).toBuffer();
  const next = await sharp(london)
    .composite([{ input: spot, left: 60, top: 40 }])
    .jpeg()
    .toBuffer();
  const copy = await sharp(london).resize(200).jpeg({ quality: 60 }).toBuffer();
  expect(await told(copy, [next, london])).toEqual(['perhaps', 'alike']);
});

/** The rim of a bowl over ground of its own, and nothing else. */
async function rim(seed: number, radius: number, beside: number): Promise<Buffer> {
  const [across, down] = [512, 384];
  const random = seeded(seed);
  const rough = Buffer.from(Array.from({ length: 64 * 48 }, () => whole(random, 256)));
  const ground = await sharp(rough, { raw: { width: 64, height: 48, channels: 1 } })
    .resize(across, down, { kernel: 'cubic' })
    .extractChannel(0)
    .raw()
    .toBuffer();
  const shade = (from: number): number =>
    (from > 0 ? 200 : 60 - (40 * from) / radius) + 50 * Math.exp((-from * from) / 60);
  const picture = ground.map((grain, at) => {
    const from = Math.hypot((at % across) - beside, Math.floor(at / across) - beside / 2) - radius;
    return Math.min(255, Math.max(0, shade(from) + (grain - 128) * 0.06));
  });
  return sharp(picture, { raw: { width: across, height: down, channels: 1 } })
    .jpeg({ quality: 90 })
    .toBuffer();
}

test('pictures that share one edge and nothing else are no more than perhaps the same', async () => {
  const [one, other] = [await rim(1, 300, 0), await rim(2, 320, 10)];
  const again = await sharp(one).jpeg({ quality: 75 }).toBuffer();
  expect(await told(again, [one, other])).toEqual(['alike', 'perhaps']);
  expect(await told(again, [other])).toEqual(['perhaps']);
});

test('a picture that is all but one shade is said to be too plain, and is a copy of nothing', async () => {
  const sky = Buffer.from(
    Array.from({ length: 120 * 90 }, (_, at) => 100 + 60 * ((at % 120) / 120) * (at / (120 * 90))),
  );
  const plain = await sharp(sky, { raw: { width: 120, height: 90, channels: 1 } })
    .jpeg({ quality: 92 })
    .toBuffer();
  const print = (await media.copyPrint(plain)) ?? new Uint32Array(printWords);
  expect((await media.copyHits(plain, print)).plain).toBe(true);
  expect((await media.copyHits(london, print)).plain).toBe(false);
  expect(await told(london, [plain])).toEqual([null]);
});
