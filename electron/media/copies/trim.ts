import type { GreyPicture, Window } from './grey-picture.ts';

/** Shades by which the samples of an even border may differ: coding blurs it. */
const evenness = 6;
/** So much of a row or column must be even: a scroll bar or a window's corner may stand in it. */
const leastEven = 0.97;

/** Whether a line of samples is all but one shade, its middle one. */
function isEven(sampleAt: (place: number) => number, from: number, to: number): boolean {
  const shades = new Uint32Array(256);
  for (let place = from; place < to; place += 1) shades[sampleAt(place)] = (shades[sampleAt(place)] ?? 0) + 1;
  let [near, most] = [0, 0];
  for (let upper = 0; upper < 256; upper += 1) {
    near += (shades[upper] ?? 0) - (shades[upper - 2 * evenness - 1] ?? 0);
    most = Math.max(most, near);
  }
  return most >= leastEven * (to - from);
}

/** The least that may be left of each side for the rest to be a border. */
const leastLeft = 0.15;

/** The longest run of lines that are no border; null where every line is one. */
function longestUneven(
  isBorder: (line: number) => boolean,
  from: number,
  to: number,
): [number, number] | null {
  let best: [number, number] | null = null;
  for (let line = from, start = from; line <= to; line += 1) {
    if (line < to && !isBorder(line)) continue;
    if (line > start && (!best || line - start > best[1] - best[0])) best = [start, line];
    start = line + 1;
  }
  return best;
}

/**
 * The largest part of a picture with even lines around it, as the picture in a window with a title above and a line of
 * words below it; null where nearly nothing would be left.
 */
export function largestPart({ grey, width, height }: GreyPicture): Window | null {
  const at = (x: number, y: number): number => grey[y * width + x] ?? 0;
  let [left, top, right, bottom] = [0, 0, width, height];
  for (let before = -1; before !== right - left + bottom - top; ) {
    before = right - left + bottom - top;
    const rows = longestUneven((y) => isEven((x) => at(x, y), left, right), top, bottom);
    if (!rows) return null;
    [top, bottom] = rows;
    const columns = longestUneven((x) => isEven((y) => at(x, y), top, bottom), left, right);
    if (!columns) return null;
    [left, right] = columns;
  }
  const enough = right - left >= leastLeft * width && bottom - top >= leastLeft * height;
  return enough ? { left, top, width: right - left, height: bottom - top } : null;
}

type IsBorder = (sampleAt: (place: number) => number, from: number, to: number) => boolean;

/** What is left between lines that are borders; the whole where there are none, or where nearly nothing would be left. */
function trimmed({ grey, width, height }: GreyPicture, isBorder: IsBorder): Window {
  const at = (x: number, y: number): number => grey[y * width + x] ?? 0;
  let [left, top, right, bottom] = [0, 0, width, height];
  for (let before = -1; before !== right - left + bottom - top; ) {
    before = right - left + bottom - top;
    while (top < bottom && isBorder((x) => at(x, top), left, right)) top += 1;
    while (bottom > top && isBorder((x) => at(x, bottom - 1), left, right)) bottom -= 1;
    while (left < right && isBorder((y) => at(left, y), top, bottom)) left += 1;
    while (right > left && isBorder((y) => at(right - 1, y), top, bottom)) right -= 1;
  }
  const enough = right - left >= leastLeft * width && bottom - top >= leastLeft * height;
  return enough
    ? { left, top, width: right - left, height: bottom - top }
    : { left: 0, top: 0, width, height };
}

/** What is left of a picture without even borders, as around a screenshot or a slide. */
export const withoutBorders = (picture: GreyPicture): Window => trimmed(picture, isEven);

/** What is left without borders of the one shade that is in the corner, so that a sky within them stays. */
export function withoutFrame(picture: GreyPicture): Window {
  const corner = picture.grey[0] ?? 0;
  return trimmed(picture, (sampleAt, from, to) => {
    let near = 0;
    for (let place = from; place < to; place += 1)
      if (Math.abs(sampleAt(place) - corner) <= evenness) near += 1;
    return near >= leastEven * (to - from);
  });
}
