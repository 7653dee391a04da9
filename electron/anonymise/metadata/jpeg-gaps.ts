import { isCustosError } from '../../../shared/kernel/error.ts';
import { decodeCoefficients } from '../annotations/redact/jpeg-decode.ts';
import { CodedFault } from '../annotations/redact/jpeg-frame.ts';
import { isFrame, type JpegWalk } from './jpeg-walk.ts';

/** In coded samples so many bytes that might be of a text come by chance once in thirty thousand million. */
const longest = 24;
const atEnd = 8;
/** Reading all samples takes longer than all the rest, and two bytes of memory each: no more of them than this. */
const samplesLimit = 64_000_000;

/** Of a text in bytes of one or of two. */
const isOfText = (byte: number | undefined): boolean =>
  byte === 0 || (byte !== undefined && byte >= 0x20 && byte < 0x7f);

/** Whether a text may lie in coded samples. Each is looked at in steps: a long one cannot be missed by them. */
export function seemsToHoldText(coded: Buffer): boolean {
  for (let at = longest - 1; at < coded.length; at += longest) {
    let from = at;
    while (at - from < longest && isOfText(coded[from])) from -= 1;
    if (from === at) continue;
    let to = at + 1;
    while (to - from <= longest && isOfText(coded[to])) to += 1;
    if (to - from > longest) return true;
  }
  return coded.length >= atEnd && coded.subarray(-atEnd).every(isOfText);
}

/** Height, width and number of colours (T.81 B.2.2). */
const samplesOf = (frame: Buffer): number => frame.readUInt16BE(1) * frame.readUInt16BE(3) * (frame[5] ?? 0);

/**
 * The bytes behind coded samples, at the end of a scan or in front of a restart, that no decoder reads. They are looked
 * for where a text seems to lie in the samples; none are told where the samples cannot be read.
 */
export function jpegGaps({ segments }: JpegWalk, written: Buffer): readonly Buffer[] {
  const frame = segments.find(({ marker: code }) => isFrame(code))?.body;
  if (!frame || frame.length < 6 || samplesOf(frame) > samplesLimit) return [];
  if (!segments.some(({ coded }) => coded !== null && seemsToHoldText(coded))) return [];
  const gaps: Buffer[] = [];
  try {
    decodeCoefficients(written, (bytes) => gaps.push(bytes));
    return gaps;
  } catch (error) {
    if (error instanceof CodedFault || isCustosError(error)) return [];
    throw error;
  }
}

/** A picture without these parts of it. */
export function withoutGaps(written: Buffer, gaps: readonly Buffer[]): Buffer {
  const parts: Buffer[] = [];
  let at = 0;
  for (const gap of gaps) {
    const from = gap.byteOffset - written.byteOffset;
    parts.push(written.subarray(at, from));
    at = from + gap.length;
  }
  return gaps.length === 0 ? written : Buffer.concat([...parts, written.subarray(at)]);
}
