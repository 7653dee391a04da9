import { type ReadCode, readCode, shortLibrary } from '../../../shared/domain/consent-form/code.ts';
import type { Pixels } from '../../media/look-result.ts';
import type { Rooms } from '../context.ts';
import { checkOf } from './page-check.ts';

/** What a scanned page turned out to be. */
export type PageRead =
  | { readonly is: 'page'; readonly code: ReadCode; readonly picture: Uint8Array }
  | { readonly is: 'forged' | 'otherLibrary'; readonly code: ReadCode }
  | { readonly is: 'unread' | 'blank' };

const inkBelow = 160;
/** The back of a sheet, with its dust. A signature is more than this. */
const inkOfBlank = 0.0002;

function isBlank({ bytes, width, height, channels }: Pixels): boolean {
  let ink = 0;
  for (let at = 1; at < width * height * channels; at += channels)
    if ((bytes[at] ?? 255) < inkBelow) ink += 1;
  return ink < width * height * inkOfBlank;
}

function judged(rooms: Rooms, texts: readonly string[], picture: Uint8Array): PageRead | null {
  const [code] = texts.flatMap((text) => readCode(text) ?? []);
  if (!code) return null;
  if (code.library !== shortLibrary(rooms.settings.id)) return { is: 'otherLibrary', code };
  return checkOf(rooms, code) === code.check ? { is: 'page', code, picture } : { is: 'forged', code };
}

async function readPage(rooms: Rooms, picture: Uint8Array | null): Promise<PageRead> {
  if (!picture) return { is: 'unread' };
  const texts = await rooms.searcher.codes(picture).catch(() => []);
  const page = judged(rooms, texts, picture);
  if (page) return page;
  const pixels = await rooms.media.pixels({ bytes: picture });
  return { is: !('outcome' in pixels) && isBlank(pixels) ? 'blank' : 'unread' };
}

/** The pages of a scan in their order, each by its code; null where it is nothing that has pages. */
export async function readPages(rooms: Rooms, path: string): Promise<readonly PageRead[] | null> {
  const pictures = await rooms.media.pagePictures({ path });
  if ('outcome' in pictures) return null;
  const pages: PageRead[] = [];
  for (const picture of pictures) pages.push(await readPage(rooms, picture));
  return pages;
}
