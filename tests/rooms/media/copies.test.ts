import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, expect, test, vi } from 'vitest';
import { printWords } from '../../../electron/media/copies/print.ts';
import { createMedia } from '../../../electron/media/media.ts';

vi.setConfig({ testTimeout: 120_000 });

const sample = (name: string): Buffer => readFileSync(join(import.meta.dirname, '../../samples', name));
const london = sample('media__london-512.jpg');
const ball = sample('tika__baseball.jpg');
const even = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#404040' } })
  .png()
  .toBuffer();

const media = createMedia({ concurrency: 1 });
afterAll(() => media.close());

/** Of the known pictures, those of which this one is told to be a copy. */
async function copiesIn(picture: Buffer, known: readonly Buffer[]): Promise<readonly number[]> {
  const prints = new Uint32Array(known.length * printWords);
  for (const [at, one] of known.entries()) prints.set((await media.copyPrint(one)) ?? [], at * printWords);
  const hits = await media.copyHits(picture, prints);
  const comparisons = hits.map(({ index, guess }) => ({ guess, known: known[index] ?? even }));
  const agreed = await media.copyAgreement(picture, comparisons);
  return hits.filter((_, at) => agreed[at] !== null).map(({ index }) => index);
}

const { width = 0, height = 0 } = await sharp(london).metadata();
const cut = (by: number) => ({
  left: Math.round(width * by),
  top: Math.round(height * by * 0.5),
  width: Math.round(width * (1 - by)),
  height: Math.round(height * (1 - by)),
});

test.each([
  ['in a screenshot', sharp(london).resize(300).extend({ top: 90, bottom: 20, left: 70, right: 8 })],
  ['cut on two sides', sharp(london).extract(cut(0.1)).jpeg({ quality: 60 })],
  ['smaller and brighter', sharp(london).resize(128).linear(1.1, 6).jpeg({ quality: 40 })],
])('a picture is known again %s', async (_, changed) => {
  expect(await copiesIn(await changed.toBuffer(), [ball, london, even])).toEqual([1]);
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
  expect((await media.copyHits(london, prints)).map(({ index }) => index)).toContain(59);
});
