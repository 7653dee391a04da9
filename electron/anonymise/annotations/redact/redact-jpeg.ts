import type { Region } from '../../../../shared/domain/recording/region.ts';
import { readHead } from '../../metadata/jpeg-head.ts';
import { decodeCoefficients } from '../../metadata/jpeg-samples/jpeg-decode.ts';
import { encodeCoefficients } from '../../metadata/jpeg-samples/jpeg-encode.ts';
import { walkJpeg } from '../../metadata/jpeg-walk.ts';
import { writeHead } from '../../metadata/jpeg-write.ts';
import { type Fill, fillBlocks, fillSamples } from './jpeg-fill.ts';

/** What filling gave: the picture, and each region as it grew, in pixels of the stored picture. */
export interface Filled {
  readonly bytes: Buffer;
  readonly grown: readonly Region[];
}

/**
 * Fills regions of a cleaned JPEG in its coefficients: blocks that no region touches keep theirs exactly.
 * @throws CodedFault where the coefficients cannot be read, CustosError `too-large` over the limit of memory.
 */
export function redactJpeg(cleaned: Buffer, regions: readonly Region[], fill: Fill): Filled {
  const head = readHead(walkJpeg(cleaned).segments);
  const frame = decodeCoefficients(cleaned);
  const grown = fillBlocks(frame, regions, fillSamples(frame, head, fill));
  return { bytes: Buffer.concat([...writeHead(head), ...encodeCoefficients(frame)]), grown };
}
