import type { Proposal } from '../../../../shared/domain/recording/proposal.ts';
import type { Pixels } from '../../../media/look-result.ts';
import type { FrameSource, Pace, SampledFrame } from '../find/film/frame-source.ts';

/** A picture a second is read, and no more than these of a long film, spread over it. */
export const readingPace: Pace = { perSecond: 1, mostFrames: 60, spread: true };

/** The finder of stills with a reader. */
export type ReadingFinder = (pixels: Pixels) => Promise<readonly Proposal[]>;

/** A picture of which no pixel differs by more from one read before says nothing new: levels of grey. */
const leastChange = 12;

const isLike = (a: Uint8Array, b: Uint8Array): boolean =>
  a.every((value, at) => Math.abs(value - (b[at] ?? 0)) <= leastChange);

/** So many pictures are read however long that takes. */
const leastRead = 3;

/** A sampled picture as the finder of stills takes it. */
export function pixelsOf({ grey, colours }: SampledFrame, width: number, height: number): Pixels {
  if (colours) return { bytes: colours, width, height, channels: 3 };
  const bytes = new Uint8Array(grey.length * 3);
  for (let at = 0; at < grey.length; at += 1) bytes.fill(grey[at] ?? 0, at * 3, at * 3 + 3);
  return { bytes, width, height, channels: 3 };
}

/** A text at its place, over all the time in which it was read. */
function remembered(read: Map<string, Proposal>, found: Proposal, at: number, scale: number): void {
  if (found.text === null && found.kind !== 'code') return;
  const key = found.text ?? `code at ${found.x}, ${found.y}`;
  const { x, y, w, h } = found;
  const known = read.get(key);
  read.set(key, {
    ...found,
    ...{ x: x * scale, y: y * scale, w: w * scale, h: h * scale },
    critical: found.critical || known?.critical === true,
    from: Math.min(known?.from ?? at, at),
    to: Math.max(known?.to ?? 0, at + 1 / readingPace.perSecond),
  });
}

/**
 * What can be read in a film, each text once, with the time at which it was first and last read. No picture is begun
 * after so many milliseconds.
 */
export async function readInFilm(
  source: FrameSource,
  finder: ReadingFinder,
  withinMs: number,
): Promise<readonly Proposal[]> {
  const [width, height] = [Math.floor(source.width / source.scale), Math.floor(source.height / source.scale)];
  const until = performance.now() + withinMs;
  const seen: Uint8Array[] = [];
  const read = new Map<string, Proposal>();
  for await (const frame of source.frames()) {
    if (seen.length >= leastRead && performance.now() > until) break;
    if (seen.some((before) => isLike(before, frame.grey))) continue;
    seen.push(frame.grey);
    for (const found of await finder(pixelsOf(frame, width, height)))
      remembered(read, found, frame.at, source.scale);
  }
  return [...read.values()];
}
