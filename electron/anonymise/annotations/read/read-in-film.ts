import type { Proposal } from '../../../../shared/domain/recording/proposal.ts';
import type { Pixels } from '../../../media/look-result.ts';
import type { FrameSource, Pace, SampledFrame } from '../find/film/frame-source.ts';

/** A picture a second is read, and no more than these of a long film, spread over it. */
export const readingPace: Pace = { perSecond: 1, mostFrames: 60 };

/** The finder of stills with a reader. */
export type ReadingFinder = (pixels: Pixels) => Promise<readonly Proposal[]>;

/** A picture of which no pixel differs by more from the one read before says nothing new: levels of grey. */
const leastChange = 12;

const isLike = (a: SampledFrame, b: SampledFrame): boolean =>
  a.grey.every((value, at) => Math.abs(value - (b.grey[at] ?? 0)) <= leastChange);

function pixelsOf({ grey, colours }: SampledFrame, width: number, height: number): Pixels {
  if (colours) return { bytes: colours, width, height, channels: 3 };
  const bytes = new Uint8Array(grey.length * 3);
  for (let at = 0; at < grey.length; at += 1) bytes.fill(grey[at] ?? 0, at * 3, at * 3 + 3);
  return { bytes, width, height, channels: 3 };
}

/** What can be read in a film, each text once, with the time at which it was first and last read. */
export async function readInFilm(source: FrameSource, finder: ReadingFinder): Promise<readonly Proposal[]> {
  const [width, height] = [Math.floor(source.width / source.scale), Math.floor(source.height / source.scale)];
  const read = new Map<string, Proposal>();
  let before: SampledFrame | null = null;
  for await (const frame of source.frames()) {
    if (before && isLike(before, frame)) continue;
    before = frame;
    for (const found of await finder(pixelsOf(frame, width, height))) {
      if (found.text === null && found.kind !== 'code') continue;
      const key = found.text ?? `code at ${found.x}, ${found.y}`;
      const { x, y, w, h } = found;
      const { scale } = source;
      const place = { x: x * scale, y: y * scale, w: w * scale, h: h * scale };
      read.set(key, {
        ...found,
        ...place,
        from: read.get(key)?.from ?? frame.at,
        to: frame.at + 1 / readingPace.perSecond,
      });
    }
  }
  return [...read.values()];
}
