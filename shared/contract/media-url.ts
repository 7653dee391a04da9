import { type Id, isId } from '../kernel/id.ts';

/**
 * The grammar of addresses under which a host serves bytes that the gate has let through. All are relative,
 * so that one scheme and one host suffice: `media/<token>` for a rendition, scan or document,
 * `media/<token>/<level>-<column>-<row>` for a piece of a large picture, `media/<token>/playable` for a film or
 * sound in a form that a window can play, `media/<token>/waveform` for how loud a sound is, and `thumb/<token>` for a tile's picture. A token is a random id; what
 * it opens is known to the engine alone, and every form of it stands and falls with the token.
 */
export const mediaUrl = (token: Id): string => `media/${token}`;
export const thumbUrl = (token: Id): string => `thumb/${token}`;

/** One square piece of a picture: level 0 is its own size, each next one half of the one before. */
export interface TilePlace {
  readonly level: number;
  readonly column: number;
  readonly row: number;
}

export const tileUrl = (url: string, { level, column, row }: TilePlace): string =>
  `${url}/${level}-${column}-${row}`;
export const playableUrl = (url: string): string => `${url}/playable`;
export const waveformUrl = (url: string): string => `${url}/waveform`;

/** Which form of what a token opens: what it was issued for, a piece of that, or one that a window can play. */
export type MediaForm = 'main' | 'playable' | 'waveform' | TilePlace;

export interface MediaAddress {
  readonly route: 'media' | 'thumb';
  readonly token: Id;
  readonly form: MediaForm;
}

/** Reads the path of a request (`/media/…`); null for anything that is not in the grammar. */
export function parseMediaPath(path: string): MediaAddress | null {
  const match =
    /^\/(media|thumb)\/([0-9a-f]{32})(?:\/(?:(playable|waveform)|(\d)-(\d{1,3})-(\d{1,3})))?$/.exec(path);
  const [, route, token, name, level, column, row] = match ?? [];
  if (!route || !token || !isId(token)) return null;
  const tile =
    level === undefined ? null : { level: Number(level), column: Number(column), row: Number(row) };
  const form = (name as 'playable' | 'waveform' | undefined) ?? tile ?? 'main';
  if (route === 'thumb') return form === 'main' ? { route, token, form } : null;
  return { route: 'media', token, form };
}
