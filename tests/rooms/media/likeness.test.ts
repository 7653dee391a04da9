import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { copyPrint } from '../../../electron/media/copies/copies.ts';
import { likenessIn } from '../../../electron/media/copies/print.ts';
import { type Likeness, likenessOf, likenessSide } from '../../../electron/media/likeness.ts';

const sample = (name: string): Buffer => readFileSync(join(import.meta.dirname, '../../samples', name));
const ball = sample('tika__baseball.jpg');
const london = sample('media__london-512.jpg');

const likeness = async (picture: Uint8Array): Promise<Likeness | null> => {
  const print = await copyPrint(picture);
  return print && likenessIn(print);
};

const bitsOf = (of: Likeness | null): string =>
  (of ?? []).map((part) => part.toString(2).padStart(16, '0')).join('');
const distance = (one: Likeness | null, other: Likeness | null): number =>
  [...bitsOf(one)].filter((bit, place) => bit !== bitsOf(other)[place]).length;

test('the same picture smaller, coded anew or brighter hardly differs, another one in about half', async () => {
  const own = await likeness(london);
  expect(bitsOf(own)).toHaveLength(64);
  for (const changed of [
    await sharp(london).resize(200).jpeg({ quality: 40 }).toBuffer(),
    await sharp(london).linear(1.15, 8).png().toBuffer(),
    await sharp(london).webp({ quality: 50 }).toBuffer(),
  ])
    expect(distance(own, await likeness(changed))).toBeLessThanOrEqual(4);
  expect(distance(own, await likeness(ball))).toBeGreaterThan(16);
});

test('a picture lying on its side in the file is compared upright', async () => {
  const turned = await sharp(london).rotate(-90).withMetadata({ orientation: 6 }).jpeg().toBuffer();
  expect(distance(await likeness(london), await likeness(turned))).toBeLessThanOrEqual(4);
});

test('a picture in shades of grey, with one channel in its file, is compared like one in colour', async () => {
  const grey = await sharp(london).toColourspace('b-w').jpeg({ quality: 95 }).toBuffer();
  expect((await sharp(grey).metadata()).channels).toBe(1);
  expect(distance(await likeness(london), await likeness(grey))).toBeLessThanOrEqual(4);
});

test('an even picture, and what is no picture, have nothing to compare', async () => {
  const even = { create: { width: 60, height: 40, channels: 3, background: '#404040' } } as const;
  expect(await likeness(await sharp(even).png().toBuffer())).toBeNull();
  expect(await likeness(Buffer.from('no picture'))).toBeNull();
});

test('each bit is one wave: a picture of one wave has that bit and the strongest of no other', () => {
  const samples = Uint8Array.from({ length: likenessSide ** 2 }, (_, at) => {
    const [x, y] = [at % likenessSide, Math.floor(at / likenessSide)];
    const wave = (place: number, turns: number) => Math.cos((Math.PI * turns * (place + 0.5)) / likenessSide);
    return Math.round(128 + 100 * wave(x, 3) * wave(y, 2));
  });
  // Rows of the 64 are waves down, columns waves across, both from one.
  expect(bitsOf(likenessOf(samples))[(2 - 1) * 8 + (3 - 1)]).toBe('1');
});
