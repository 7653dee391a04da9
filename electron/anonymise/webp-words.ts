import { type Decoder, pixelsOf } from './decoder.ts';
import type { Cleaned } from './metadata/cleaner.ts';
import { textAtEnd } from './metadata/jpeg-gaps.ts';
import { type RiffChunk, walkWebp } from './metadata/webp-chunks.ts';
import { writeWebp } from './metadata/webp-write.ts';

/** Shorter ones come by chance too often. */
const shortest = 8;
/** The last bytes of the samples may look like letters themselves. */
const mostLetters = 6;

const isCoded = ({ type }: RiffChunk): boolean => type === 'VP8 ' || type === 'VP8L';

/** The same picture with the samples ending earlier. */
function endingAt(webp: Buffer, length: number): Buffer {
  const walk = walkWebp(webp);
  const chunks = walk.chunks.map((chunk) =>
    isCoded(chunk) ? { ...chunk, data: chunk.data.subarray(0, length) } : chunk,
  );
  return writeWebp({ ...walk, chunks });
}

/**
 * Words behind the samples of a WebP, inside their chunk, which says nothing of where they end (RFC 9649 sections 2.5
 * and 2.6): they go where the picture decodes to the very same pixels without them. Of frames of an animation they stay.
 */
export async function withoutWords(cleaned: Cleaned, decoder: Decoder): Promise<Cleaned> {
  if (cleaned.container !== 'webp') return cleaned;
  const coded = walkWebp(cleaned.bytes).chunks.find(isCoded)?.data;
  const words = coded ? textAtEnd(coded) : 0;
  // Zeros alone may be samples.
  if (!coded || words < shortest || !/[A-Za-z0-9]/.test(coded.toString('latin1', coded.length - words)))
    return cleaned;
  const pixels = await pixelsOf(cleaned.bytes, decoder);
  for (let letters = 0; letters <= mostLetters; letters += 1) {
    const from = coded.length - words + letters;
    const bytes = endingAt(cleaned.bytes, from);
    const decoded = await decoder.pixels({ bytes });
    if ('outcome' in decoded || Buffer.compare(decoded.bytes, pixels.bytes) !== 0) continue;
    return {
      ...cleaned,
      bytes,
      removed: [...cleaned.removed, { where: 'WebP', name: 'Bytes behind the samples' }],
      removedValues: [...cleaned.removedValues, coded.toString('latin1', from)],
    };
  }
  return cleaned;
}
