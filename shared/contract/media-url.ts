import { type Id, isId } from '../kernel/id.ts';

/**
 * The grammar of addresses under which a host serves bytes that the gate has let through. All are relative,
 * so that one scheme and one host suffice: `media/<token>` for a rendition, scan or document, and
 * `thumb/<token>` for a tile's picture. A token is a random id; what it opens is known to the engine alone.
 */
export const mediaUrl = (token: Id): string => `media/${token}`;
export const thumbUrl = (token: Id): string => `thumb/${token}`;

export interface MediaAddress {
  readonly route: 'media' | 'thumb';
  readonly token: Id;
}

/** Reads the path of a request (`/media/…`); null for anything that is not in the grammar. */
export function parseMediaPath(path: string): MediaAddress | null {
  const match = /^\/(media|thumb)\/([0-9a-f]{32})$/.exec(path);
  if (!match?.[1] || !match[2] || !isId(match[2])) return null;
  return { route: match[1] as MediaAddress['route'], token: match[2] };
}
