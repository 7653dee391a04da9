import type { Orientation } from '../../../shared/domain/recording/orientation.ts';
import { marker, type Segment } from './jpeg-walk.ts';
import { orientationOf } from './orientation.ts';

/** What the application segments before the first scan tell a decoder; later ones have no effect. */
export interface JpegHead {
  /** Unit and densities of JFIF, where it is there (ITU-T T.871 10.1). */
  readonly jfif: Buffer | null;
  /** The colour transform of Adobe's segment, where it is there. */
  readonly transform: number | null;
  readonly orientation: Orientation;
  readonly profile: Buffer | null;
}

export const exifPrefix = Buffer.from('Exif\0\0', 'latin1');
export const profilePrefix = Buffer.from('ICC_PROFILE\0', 'latin1');

export const startsWith = (body: Buffer, prefix: Buffer | string): boolean =>
  typeof prefix === 'string'
    ? body.toString('latin1', 0, prefix.length) === prefix
    : body.subarray(0, prefix.length).equals(prefix);

/** Joins the numbered parts of a profile (ICC.1:2022 B.4); null unless every part is there exactly once. */
function joinProfile(parts: readonly Buffer[]): Buffer | null {
  const total = parts[0]?.[13];
  if (!total || parts.length !== total) return null;
  const ordered: Buffer[] = [];
  for (const part of parts) {
    const place = part[12] ?? 0;
    if (part[13] !== total || place < 1 || place > total || ordered[place - 1]) return null;
    ordered[place - 1] = part.subarray(14);
  }
  return Buffer.concat(ordered);
}

/** Reads what the keep-list carries over from application segments. */
export function readHead(segments: readonly Segment[]): JpegHead {
  let jfif: Buffer | null = null;
  let transform: number | null = null;
  let orientation: Orientation | null = null;
  const parts: Buffer[] = [];
  for (const { marker: code, body, cut } of segments) {
    if (code === marker.sos) break;
    if (cut) continue;
    if (code === marker.app0 && !jfif && body.length >= 12 && startsWith(body, 'JFIF\0'))
      jfif = body.subarray(7, 12);
    if (code === marker.app14 && body.length >= 12 && startsWith(body, 'Adobe')) transform = body[11] ?? 0;
    if (code === marker.app1 && orientation === null && startsWith(body, exifPrefix)) {
      orientation = orientationOf(body.subarray(6));
    }
    if (code === marker.app2 && body.length > 14 && startsWith(body, profilePrefix)) parts.push(body);
  }
  return { jfif, transform, orientation: orientation ?? 1, profile: joinProfile(parts) };
}
