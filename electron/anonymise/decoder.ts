import { CustosError } from '../../shared/kernel/error.ts';
import type { Pixels } from '../media/look-result.ts';
import type { Media } from '../media/media.ts';

/** Decodes a still where it may die of it; the room of media offers it. */
export type Decoder = Pick<Media, 'pixels'>;

/** All samples upright. @throws CustosError `unreadable` with the decoder's reason. */
export async function pixelsOf(bytes: Uint8Array, decoder: Decoder): Promise<Pixels> {
  const decoded = await decoder.pixels({ bytes });
  if ('outcome' in decoded) {
    throw new CustosError('unreadable', `${decoded.message} ${decoded.wayForward}`, {
      reason: decoded.reason,
    });
  }
  return decoded;
}
