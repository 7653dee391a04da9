import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { bitsIn, bundled } from '../../../electron/media/copies/bundles.ts';
import { copyAgreement, copyHits, copyPrint } from '../../../electron/media/copies/copies.ts';
import { sampled, summed } from '../../../electron/media/copies/grey-picture.ts';
import { printWords, wordsOf } from '../../../electron/media/copies/print.ts';
import { WindowLikenesses } from '../../../electron/media/copies/window-likeness.ts';
import { likenessSide, sureLikenessOf } from '../../../electron/media/likeness.ts';
import { greyPicture } from '../../../electron/media/sharp-pictures.ts';

const sample = (name: string): Buffer => readFileSync(join(import.meta.dirname, '../../samples', name));
const london = sample('media__london-512.jpg');
const picture = await greyPicture(london, 512);

const signed = ([front, back]: readonly [number, number]): readonly [number, number] => [front | 0, back | 0];

/** Windows a step beside each other, as guesses for a cut picture are. */
const windows = Array.from({ length: 120 }, (_, at) => ({
  left: (at % 12) * 5,
  top: Math.floor(at / 12) * 4,
  width: picture.width - 60,
  height: picture.height - 40,
}));
const likenesses = new WindowLikenesses(summed(picture));

test('the likeness of a window is that of its samples, but for what their rounding turns over', () => {
  for (const window of windows) {
    const direct = sureLikenessOf(sampled(summed(picture), window, likenessSide));
    const found = likenesses.of(window);
    if (!direct || !found) throw new Error('there is something to compare in every window');
    const [words, known] = [wordsOf(found.likeness), wordsOf(direct.likeness)];
    const [front, back] = wordsOf(found.sure);
    expect(bitsIn((words[0] ^ known[0]) & front) + bitsIn((words[1] ^ known[1]) & back)).toBe(0);
  }
});

test('every window is in one bundle, and shares with it all bits by which the bundle is compared', () => {
  const sought = windows.map((window) => {
    const found = likenesses.of(window);
    if (!found) throw new Error('there is something to compare in every window');
    return { words: signed(wordsOf(found.likeness)), sure: signed(wordsOf(found.sure)) };
  });
  const bundles = bundled(sought);
  expect(bundles.length).toBeLessThan(sought.length / 3);
  expect(bundles.flatMap(({ members }) => members).sort((a, b) => a - b)).toEqual(sought.map((_, at) => at));
  for (const { words, sure, members } of bundles) {
    for (const at of members) {
      for (const half of [0, 1] as const) {
        expect((sure[half] ?? 0) & ~(sought[at]?.sure[half] ?? 0)).toBe(0);
        expect((words[half] ^ (sought[at]?.words[half] ?? 0)) & sure[half]).toBe(0);
      }
    }
  }
});

/** Of one known picture and one asked about: the ways in which they are compared, and what is told. */
async function compared(asked: Buffer, known: Buffer) {
  const prints = (await copyPrint(known)) ?? new Uint32Array(printWords);
  const { hits } = await copyHits(asked, prints);
  const agreed = await copyAgreement(
    asked,
    hits.map(({ guesses }) => ({ guesses, known })),
  );
  return { parts: hits[0]?.guesses.map(({ part }) => part) ?? [], how: agreed[0]?.how ?? null };
}

test('where one guess lays a picture beside itself, the next that is near is tried', async () => {
  const { parts } = await compared(london, london);
  expect(parts.sort()).toEqual(['heart', 'inner', 'whole']);
  const whole = { left: 0, top: 0, width: picture.width, height: picture.height };
  const beside = { part: 'whole', before: { ...whole, left: -120, top: 60 } } as const;
  const right = { part: 'whole', before: whole } as const;
  const told = await copyAgreement(london, [
    { guesses: [beside], known: london },
    { guesses: [beside, right], known: london },
  ]);
  expect(told.map((one) => one?.how ?? null)).toEqual([null, 'alike']);
});

test('an object on an even ground is known again when every edge was cut, and it with them', async () => {
  const [width, height] = [480, 300];
  // A pane of another shade lies behind part of it, so that frame, borders and largest part are three different ones.
  const pane = await sharp({ create: { width: 300, height: 296, channels: 3, background: '#c8c8c8' } })
    .png()
    .toBuffer();
  const object = await sharp(london).resize(200, 280, { fit: 'cover' }).toBuffer();
  const known = await sharp({ create: { width, height, channels: 3, background: '#fdfdfd' } })
    .composite([
      { input: pane, left: 90, top: 2 },
      { input: object, left: 140, top: 10 },
    ])
    .jpeg({ quality: 92 })
    .toBuffer();
  const cut = await sharp(known)
    .extract({ left: width / 10, top: height / 10, width: width * 0.8, height: height * 0.8 })
    .jpeg({ quality: 85 })
    .toBuffer();
  expect((await compared(cut, known)).how).toBe('alike');
});

/** A sky with its own grain, and something bright and soft in a corner. */
async function sky(seed: number): Promise<Buffer> {
  const [width, height] = [480, 360];
  let state = seed;
  const grain = Buffer.from(
    Array.from({ length: 60 * 45 }, () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return 60 + ((state >>> 16) % 24);
    }),
  );
  const cloud = Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><ellipse cx="455" cy="330" rx="36" ry="58" fill="#eee"/></svg>`,
  );
  const soft = await sharp(cloud).blur(4).png().toBuffer();
  return sharp(grain, { raw: { width: 60, height: 45, channels: 1 } })
    .resize(width, height, { kernel: 'cubic' })
    .toColourspace('srgb')
    .composite([{ input: soft }])
    .jpeg({ quality: 92 })
    .toBuffer();
}

test('what has nothing alike but one thing in a corner is no more than perhaps the same', async () => {
  const [one, other] = [await sky(1), await sky(2)];
  const copy = await sharp(one).jpeg({ quality: 60 }).toBuffer();
  expect((await compared(copy, other)).how).toBe('perhaps');
  expect((await compared(copy, one)).how).toBe('alike');
});
