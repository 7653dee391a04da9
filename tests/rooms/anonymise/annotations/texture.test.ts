import { expect, it } from 'vitest';
import { withoutDoubt, withoutTexture } from '../../../../electron/anonymise/annotations/find/texture.ts';

const line = (place: number, score: number) => ({
  x: (place % 20) * 40,
  y: Math.floor(place / 20) * 40,
  w: 20,
  h: 10,
  score,
});

const leaves = Array.from({ length: 60 }, (_, place) => line(place, 0.5 + (place % 5) / 10));
/** One place as many ways of looking see writing. */
const word = Array.from({ length: 30 }, () => line(90, 0.9));

it('leaves out many places that were seen once, and keeps the one that was seen in many ways', () => {
  expect(withoutTexture([...leaves, ...word])).toEqual(word);
});

it('keeps a few faint places', () => {
  const faint = leaves.slice(0, 4);
  expect(new Set(withoutTexture([...faint, ...word]))).toEqual(new Set([...faint, ...word]));
});

it('keeps the small print of a picture that is full of it', () => {
  const print = Array.from({ length: 10 }, (_, place) => [
    line(place, 0.9),
    line(place, 0.9),
    line(place, 0.9),
  ]);
  const faint = leaves.slice(30, 39);
  expect(withoutTexture([...print.flat(), ...faint])).toHaveLength(39);
});

const size = { width: 800, height: 600 };
const over = (score: number) =>
  Array.from({ length: 12 }, (_, row) => ({ x: 0, y: 50 * row, w: 800, h: 40, score }));

it('leaves out what is in doubt where that covers most of a picture, and keeps what is sure', () => {
  const sure = line(3, 0.97);
  expect(withoutDoubt([...over(0.7), sure], size)).toEqual([sure]);
});

it('keeps a page full of print, and what is in doubt beside a little writing', () => {
  expect(withoutDoubt(over(0.95), size)).toHaveLength(12);
  expect(withoutDoubt(over(0.7).slice(0, 1), size)).toHaveLength(1);
});
