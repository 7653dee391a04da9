import type { Proposal } from '../../../../shared/domain/recording/proposal.ts';
import type { Region } from '../../../../shared/domain/recording/region.ts';
import type { Pixels } from '../../../media/look-result.ts';
import { enlarged, inverted, type Plane } from '../find/plane.ts';
import type { TextReader } from './text-reader.ts';
import { believable, lettersOf } from './words.ts';

/** Milliseconds for one reading of one region, and the height to which low writing is enlarged. */
const limit = 4_000;
const readableHeight = 64;
/** Regions of one picture that are read by themselves. */
const mostRegions = 24;

/** The brightest colour of each pixel of a region. */
export function cut({ bytes, width, channels }: Pixels, { x, y, w, h }: Region): Plane {
  const data = new Uint8Array(w * h);
  for (let at = 0; at < data.length; at += 1) {
    const from = ((y + Math.floor(at / w)) * width + x + (at % w)) * channels;
    data[at] = Math.max(...bytes.subarray(from, from + Math.min(3, channels)));
  }
  return { data, width: w, height: h };
}

/** What can be read in a region, dark on light or light on dark; null where that is nothing. */
async function readRegion(pixels: Pixels, region: Region, reader: TextReader): Promise<string | null> {
  const factor = Math.max(1, Math.min(4, Math.round(readableHeight / region.h)));
  const plane = enlarged(cut(pixels, region), factor);
  for (const piece of [inverted(plane), plane]) {
    const words = (await reader.read(piece, 'line', limit)) ?? [];
    const good = words.filter((word) => believable(word, 0.5) && lettersOf(word.text).length >= 3);
    if (good.length > 0) return good.map(({ text }) => text).join(' ');
  }
  return null;
}

/** Reads by themselves those regions in which the reading of the whole picture read nothing. */
export async function readUnread(
  pixels: Pixels,
  found: readonly Proposal[],
  reader: TextReader,
): Promise<readonly Proposal[]> {
  const unread = found.filter(({ text, kind }) => text === null && kind !== 'code').slice(0, mostRegions);
  const texts = new Map<Proposal, string | null>();
  for (const each of unread) texts.set(each, await readRegion(pixels, each, reader));
  return found.map((each) => ({ ...each, text: texts.get(each) ?? each.text }));
}
