import type { Region } from '../../../../shared/domain/recording/region.ts';
import { grown, inPicture, overlapOf } from '../find/boxes.ts';
import type { Candidate } from '../find/candidates.ts';
import { enlarged, inverted, type Plane, transposed } from '../find/plane.ts';
import type { ReadWord, TextReader } from './text-reader.ts';
import { believable, lettersOf } from './words.ts';

/** Milliseconds for a whole picture and for one line: noise would keep the reader busy for minutes. */
const pictureLimit = 20_000;
const lineLimit = 4_000;
/** Doubtful lines of one picture that are read one by one. */
const mostLines = 24;
/** Pixels of a picture that is not enlarged for reading. */
const readablePixels = 400_000;

/** The part of a plane inside a box. */
function cut({ data, width, height }: Plane, box: Region): Plane {
  const left = Math.max(0, Math.floor(box.x));
  const top = Math.max(0, Math.floor(box.y));
  const across = Math.min(width, Math.ceil(box.x + box.w)) - left;
  const down = Math.min(height, Math.ceil(box.y + box.h)) - top;
  const out = new Uint8Array(across * down);
  for (let row = 0; row < down; row += 1) {
    const from = (top + row) * width + left;
    out.set(data.subarray(from, from + across), row * across);
  }
  return { data: out, width: across, height: down };
}

/** Rows from the bottom up. */
function upended({ data, width, height }: Plane): Plane {
  const out = new Uint8Array(data.length);
  for (let row = 0; row < height; row += 1)
    out.set(data.subarray(row * width, (row + 1) * width), (height - 1 - row) * width);
  return { data: out, width, height };
}

/** Letters of about 32 pixels are read best. */
const lettersFor = (size: number): number => Math.max(1, Math.min(4, Math.round(32 / size)));

/**
 * Everything that is written in a plane with bright ink, in pixels of the picture, which is `reduced` times as large
 * as the plane.
 */
export async function readWhole(reader: TextReader, plane: Plane, reduced: number): Promise<ReadWord[]> {
  const factor = plane.width * plane.height <= readablePixels ? 2 : 1;
  const words = await reader.read(inverted(enlarged(plane, factor)), 'strewn', pictureLimit);
  return (words ?? []).map((word) => ({ ...word, ...inPicture(word, factor / reduced) }));
}

/** A line cut out of the plane in which it was seen, dark on light and level; both ways round where it stands. */
function levelled({ line, sighting, size, ...box }: Candidate): Plane[] {
  const { plane, scale } = sighting;
  const inPlane = { x: box.x * scale, y: box.y * scale, w: box.w * scale, h: box.h * scale };
  const piece = inverted(cut(plane, grown(inPlane, Math.max(3, 0.3 * size * scale))));
  const large = enlarged(piece, lettersFor(size * scale));
  if (line.direction === 'across') return [large];
  const lying = transposed(large);
  return [upended(lying), transposed(upended(transposed(lying)))];
}

export interface ReadLine {
  readonly text: string;
  readonly confidence: number;
}

async function readLine(reader: TextReader, candidate: Candidate): Promise<ReadLine | null> {
  let best: ReadLine | null = null;
  for (const piece of levelled(candidate)) {
    const words = await reader.read(piece, 'line', lineLimit);
    const good = (words ?? []).filter((word) => believable(word, 0.5));
    if (good.length === 0) continue;
    const confidence = Math.max(...good.map((word) => word.confidence));
    if (!best || confidence > best.confidence)
      best = { text: good.map(({ text }) => text).join(' '), confidence };
  }
  return best;
}

/** A doubtful line is kept where so much of it was read with so much confidence. */
const leastConfidence = 0.6;
const leastLetters = 2;

/** Reads doubtful lines one by one, the likeliest first, and gives back those that say something. */
export async function readDoubtful<Line extends Candidate & { readonly score: number }>(
  reader: TextReader,
  doubtful: readonly Line[],
): Promise<(Line & { readonly read: ReadLine })[]> {
  const chosen: Line[] = [];
  for (const line of [...doubtful].sort((a, b) => b.score - a.score)) {
    if (chosen.length >= mostLines) break;
    if (chosen.some((other) => overlapOf(other, line) > 0.5 * line.w * line.h)) continue;
    chosen.push(line);
  }
  const kept = [];
  for (const line of chosen) {
    const read = await readLine(reader, line);
    const said = read !== null && read.confidence >= leastConfidence;
    if (said && lettersOf(read.text).length >= leastLetters) kept.push({ ...line, read });
  }
  return kept;
}
