import { type Likeness, likenessOf, likenessSide } from '../likeness.ts';
import { type GreyPicture, sampled, summed, type Window, whole } from './grey-picture.ts';
import { withoutBorders } from './trim.ts';

/**
 * What a picture is known again by, each a likeness of 64 bits: of the whole, of its heart, which is still there when
 * edges were cut off, and of what it holds within even borders of its own.
 */
export const printParts = ['whole', 'heart', 'inner'] as const;
export type PrintPart = (typeof printParts)[number];

/** Three likenesses, each in two words of 32 bits; both zero where there is nothing to compare. */
export type Print = Uint32Array;
export const printWords = 2 * printParts.length;

/** The heart leaves out a fifth on every side. */
export const heartMargin = 0.2;

export const heartOf = ({ left, top, width, height }: Window): Window => ({
  left: left + width * heartMargin,
  top: top + height * heartMargin,
  width: width * (1 - 2 * heartMargin),
  height: height * (1 - 2 * heartMargin),
});

/** A likeness as its first and its last 32 bits. About half of its bits are set, so that it is never zero. */
export const wordsOf = (likeness: Likeness | null): readonly [number, number] =>
  likeness ? [((likeness[0] << 16) | likeness[1]) >>> 0, ((likeness[2] << 16) | likeness[3]) >>> 0] : [0, 0];

/** The likeness of the whole picture in its print; null where there is nothing to compare. */
export function likenessIn(print: Print): Likeness | null {
  const [front = 0, back = 0] = print;
  if (front === 0 && back === 0) return null;
  return [front >>> 16, front & 0xffff, back >>> 16, back & 0xffff];
}

export function printOf(picture: GreyPicture): Print {
  const sums = summed(picture);
  const windows = [whole(picture), heartOf(whole(picture)), withoutBorders(picture)];
  return Uint32Array.from(
    windows.flatMap((window) => wordsOf(likenessOf(sampled(sums, window, likenessSide)))),
  );
}
