import type { Proposal } from '../../../../../shared/domain/recording/proposal.ts';
import type { Region } from '../../../../../shared/domain/recording/region.ts';
import type { Pixels } from '../../../../media/look-result.ts';
import { grown, overlapOf } from '../boxes.ts';
import type { SampledFrame } from './frame-source.ts';
import type { WindowMark } from './window-marks.ts';

/** The finder of stills, for a film in which nothing moves: there an overlay does not stand out by standing still. */
export type StillFinder = (pixels: Pixels) => Promise<readonly Proposal[]>;

/** The median of samples at each pixel: what moves blurs away, and what stands stays. */
export function median(samples: readonly SampledFrame[]): Uint8Array {
  const chosen = samples.filter((_, index) => index % Math.ceil(samples.length / 7) === 0);
  const result = new Uint8Array(chosen[0]?.grey.length ?? 0);
  const values = new Uint8Array(chosen.length);
  for (let at = 0; at < result.length; at += 1) {
    for (const [index, { grey }] of chosen.entries()) values[index] = grey[at] ?? 0;
    result[at] = values.sort()[chosen.length >> 1] ?? 0;
  }
  return result;
}

/** A grey picture as the finder of stills takes it. */
export function asPixels(grey: Uint8Array, width: number, height: number): Pixels {
  const bytes = new Uint8Array(grey.length * 3);
  for (let at = 0; at < grey.length; at += 1) bytes.fill(grey[at] ?? 0, at * 3, at * 3 + 3);
  return { bytes, width, height, channels: 3 };
}

/** Pictures that the finder of stills is shown of one window; marks that found no place in them stay unasked. */
const mostAsked = 3;

/** What of the picture around a mark is shown with it. */
const surroundings = (mark: Region): Region => grown(mark, Math.max(16, mark.h));

/** Marks that can be shown in one picture, each as it was while it stood: those of other times lie elsewhere. */
function sheetsOf(marks: readonly WindowMark[]): readonly (readonly WindowMark[])[] {
  const sheets: WindowMark[][] = [];
  for (const mark of [...marks].sort((a, b) => b.w * b.h - a.w * a.h)) {
    const fits = ({ first, last, ...other }: WindowMark): boolean =>
      (first === mark.first && last === mark.last) ||
      overlapOf(surroundings(other), surroundings(mark)) === 0;
    const sheet = sheets.find((shown) => shown.every(fits));
    if (sheet) sheet.push(mark);
    else if (sheets.length < mostAsked) sheets.push([mark]);
  }
  return sheets;
}

/** The median of all samples, and around each mark that of the samples in which it stood. */
function shown(marks: readonly WindowMark[], samples: readonly SampledFrame[], size: Region): Uint8Array {
  const picture = median(samples);
  for (const [span, group] of Map.groupBy(marks, ({ first, last }) => `${first} ${last}`)) {
    const [first, last] = span.split(' ').map(Number);
    const then = median(samples.slice(first, (last ?? 0) + 1));
    for (const { x, y, w, h } of group.map(surroundings)) {
      const [left, right] = [Math.max(0, x), Math.min(size.w, x + w)];
      for (let row = Math.max(0, y); row < Math.min(size.h, y + h); row += 1)
        picture.set(then.subarray(row * size.w + left, row * size.w + right), row * size.w + left);
    }
  }
  return picture;
}

/** The doubtful marks that do not look like writing while they are there. */
export async function unwitnessed(
  doubtful: readonly WindowMark[],
  samples: readonly SampledFrame[],
  size: Region,
  finder: StillFinder,
): Promise<readonly WindowMark[]> {
  const unlikely: WindowMark[] = [];
  for (const marks of sheetsOf(doubtful)) {
    const found = await finder(asPixels(shown(marks, samples, size), size.w, size.h));
    unlikely.push(...marks.filter((mark) => !found.some((region) => overlapOf(region, grown(mark, 3)) > 0)));
  }
  return unlikely;
}
