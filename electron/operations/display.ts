import type { TilePlace } from '../../shared/contract/media-url.ts';
import { contentTypeOf, shownDirectly } from '../../shared/domain/recording/content-type.ts';
import { CustosError } from '../../shared/kernel/error.ts';
import type { RecordingRow, RenditionRow } from '../catalogue/rows.ts';
import type { Display, SetAside, Tiles } from '../media/look-result.ts';
import type { Playable } from '../media/playable.ts';
import type { BlobReader } from '../vault/blob-reader.ts';
import type { Rooms } from './context.ts';
import { onDemand } from './on-demand.ts';
import { waveformOf } from './previews.ts';
import type { Opens } from './tokens.ts';

/**
 * In which form a recording goes to a screen that the gate has let it through to. Nothing here opens the vault or
 * decides: the gate hands in the reading, and every form is part of the same token and held in memory only.
 */

/** How the gate lets a stored file be read. */
export interface StoredFile {
  readonly whole: () => Promise<Uint8Array>;
  /** Opened for the length of the work. */
  readonly opened: <T>(work: (reader: BlobReader) => Promise<T>) => Promise<T>;
}

/** The longest side of a display form, in pixels; what is larger is looked at closely in pieces. */
const displaySide = 4_096;
/** A window decodes a picture of so many pixels at once without stumbling. */
const mostShownDirectly = 30_000_000;
export const tileSide = 512;

const isSmall = ({ width, height }: RenditionRow): boolean =>
  (width ?? 0) * (height ?? 0) <= mostShownDirectly;

/** How many sizes beyond the display form there are: each half of the one before, down to the display form's. */
export const levelsFor = (width: number, height: number): number =>
  Math.max(0, Math.ceil(Math.log2(Math.max(width, height) / displaySide)));

function made<T extends object>(result: T | SetAside): T {
  if ('outcome' in result && 'message' in result) throw new CustosError('unreadable', result.message);
  return result as T;
}

/** The file itself where every window shows it; else an upright JPEG or WebP of bounded size, and pieces of the whole. */
async function pictureOpens(rooms: Rooms, rendition: RenditionRow, file: StoredFile): Promise<Opens> {
  if (shownDirectly(rendition.container) && isSmall(rendition)) {
    return { what: 'blob', blob: rendition.blob, type: contentTypeOf(rendition.container), kind: 'photo' };
  }
  const shown = made<Display>(await rooms.media.display({ bytes: await file.whole() }, displaySide));
  const levels = levelsFor(shown.full.width, shown.full.height);
  const cut = async (): Promise<Tiles> =>
    made<Tiles>(await rooms.media.tiles({ bytes: await file.whole() }, tileSide, levels));
  return {
    what: 'picture',
    bytes: shown.bytes,
    type: shown.type,
    full: shown.full,
    levels,
    tiles: levels > 0 ? onDemand(cut) : null,
  };
}

/** What a token for a rendition opens. @throws CustosError `unreadable`, `too-large` */
export async function opensOf(
  rooms: Rooms,
  { kind, durationMs }: RecordingRow,
  rendition: RenditionRow,
  file: StoredFile,
): Promise<Opens> {
  if (kind === 'photo') return pictureOpens(rooms, rendition, file);
  const { blob, container } = rendition;
  const make = (signal: AbortSignal): Promise<Playable> =>
    file.opened((reader) => rooms.media.playable({ kind, container, durationMs, file: reader }, signal));
  const waveform = () => waveformOf(rooms, rendition.id);
  const type = contentTypeOf(container);
  return { what: 'blob', blob, type, kind, playable: onDemand(make), waveform };
}

/** A cleaned picture that is kept nowhere, as a window shows it. */
export async function previewOpens(rooms: Rooms, bytes: Uint8Array, container: string): Promise<Opens> {
  if (shownDirectly(container)) return { what: 'bytes', bytes, type: contentTypeOf(container), fileName: '' };
  const shown = made<Display>(await rooms.media.display({ bytes }, displaySide));
  return { what: 'bytes', bytes: shown.bytes, type: shown.type, fileName: '' };
}

/** One piece of a picture; null where the picture has no such piece. */
export async function tileOf(
  { tiles }: Extract<Opens, { what: 'picture' }>,
  { level, column, row }: TilePlace,
): Promise<{ readonly bytes: Uint8Array; readonly type: string } | null> {
  if (!tiles) return null;
  const all = await tiles.get();
  const size = all.levels[level];
  const bytes = size && column < size.columns && all.tiles[size.first + row * size.columns + column];
  return bytes ? { bytes, type: all.type } : null;
}
