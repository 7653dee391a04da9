import type { Proposal } from '../../../../shared/domain/recording/proposal.ts';
import { clampRegion } from '../../../../shared/domain/recording/region.ts';
import type { Pixels } from '../../../media/look-result.ts';
import { codesIn } from './code-reader.ts';

/** What a reader measured may be a pixel or two short of the stripes. */
const margin = 3;

/** Proposes barcodes and QR codes, each with what it says. */
export async function proposeCodes(
  pixels: Pixels,
  knows: (text: string) => boolean,
): Promise<readonly Proposal[]> {
  const codes = await codesIn(pixels);
  return codes.flatMap(({ text, x, y, w, h }) => {
    const grown = { x: x - margin, y: y - margin, w: w + 2 * margin, h: h + 2 * margin };
    const region = clampRegion(grown, pixels);
    const critical = knows(text);
    const sources = critical ? (['code', 'catalogue'] as const) : (['code'] as const);
    return region ? [{ ...region, sources, score: 1, kind: 'code', text, critical }] : [];
  });
}
