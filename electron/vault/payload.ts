import { CustosError } from '../../shared/kernel/error.ts';
import { tagLength } from './aead.ts';

// The payload of an age v1 file (C2SP age.md, "Payload"): STREAM over chunks of 64 KiB.
export const chunkSize = 65_536;
export const sealedChunkSize = chunkSize + tagLength;
/** Bytes of the nonce between header and payload. */
export const nonceLength = 16;

/** The nonce of a chunk: its index as 11 bytes, big-endian, then 1 for the last chunk and 0 for the others. */
export function chunkNonce(index: number, last: boolean): Uint8Array {
  const nonce = new Uint8Array(12);
  const view = new DataView(nonce.buffer);
  view.setUint32(3, Math.floor(index / 0x1_0000_0000));
  view.setUint32(7, index >>> 0);
  nonce[11] = last ? 1 : 0;
  return nonce;
}

export type PayloadShape = { readonly size: number; readonly chunks: number };

/**
 * How many plain bytes and chunks a sealed payload of that length holds. It is only what the length claims:
 * trust it once the last chunk has been opened as the last.
 * @throws CustosError `damaged` for a length that no payload has (an empty last chunk, a cut tag).
 */
export function payloadShape(sealedLength: number): PayloadShape {
  const chunks = Math.max(1, Math.ceil(sealedLength / sealedChunkSize));
  const size = sealedLength - chunks * tagLength;
  const last = size - (chunks - 1) * chunkSize;
  if (last < 0 || (last === 0 && chunks > 1)) {
    throw new CustosError('damaged', 'The stored file is cut short, so it cannot be opened.');
  }
  return { size, chunks };
}
