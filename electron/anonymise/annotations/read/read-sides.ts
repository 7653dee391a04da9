import type { Proposal } from '../../../../shared/domain/recording/proposal.ts';
import { clampRegion } from '../../../../shared/domain/recording/region.ts';
import type { Pixels } from '../../../media/look-result.ts';
import { grown } from '../find/boxes.ts';
import { isSide } from '../find/kind.ts';
import { enlarged, inverted, shrunk } from '../find/plane.ts';
import { cut } from './read-regions.ts';
import type { TextReader } from './text-reader.ts';

/** Milliseconds for one letter, and how many places of a picture are read so. */
const limit = 2_000;
const mostPlaces = 6;
/** A letter stands alone in a box that is about as wide as high. */
const narrowest = 0.45;
const widest = 1.3;
/** Height in pixels at which a letter is read best, and how sure it must be: what is taken for a marker is kept. */
const readableHeight = 40;
const leastConfidence = 0.8;
/** The share of the box that the letter must fill, or more is written there than was read. */
const leastFilled = 0.6;

async function sideIn(pixels: Pixels, box: Proposal, reader: TextReader): Promise<string | null> {
  const around = clampRegion(grown(box, Math.round(0.3 * box.h)), pixels);
  if (!around) return null;
  const up = Math.max(1, Math.round(readableHeight / box.h));
  const down = Math.max(1, Math.round(box.h / readableHeight));
  const plane = shrunk(enlarged(cut(pixels, around), up), down);
  const height = (box.h * up) / down;
  for (const piece of [inverted(plane), plane]) {
    const words = (await reader.read(piece, 'letter', limit)) ?? [];
    const [word] = words;
    if (words.length !== 1 || !word || word.confidence < leastConfidence) continue;
    if (isSide(word.text) && word.h >= leastFilled * height) return word.text.trim();
  }
  return null;
}

/** Reads letters that stand alone, and marks those that say which side of the body is shown. */
export async function withSides(
  pixels: Pixels,
  found: readonly Proposal[],
  reader: TextReader,
): Promise<readonly Proposal[]> {
  const alone = found
    .filter(({ text, w, h }) => text === null && w >= narrowest * h && w <= widest * h)
    .slice(0, mostPlaces);
  const sides = new Map<Proposal, string>();
  for (const each of alone) {
    const side = await sideIn(pixels, each, reader);
    if (side) sides.set(each, side);
  }
  return found.map((each) => {
    const text = sides.get(each);
    return text ? { ...each, text, kind: 'marker', sources: [...each.sources, 'reading'] } : each;
  });
}
