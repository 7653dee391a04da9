import { isCustosError } from '../../../shared/kernel/error.ts';
import { decodeCoefficients } from './jpeg-samples/jpeg-decode.ts';
import { CodedFault } from './jpeg-samples/jpeg-frame.ts';
import { isFrame, type JpegWalk } from './jpeg-walk.ts';

/** In coded samples so many bytes that might be of a text do not come by chance. */
const longest = 48;
/** Two places of which a text so long holds both, wherever it begins. */
const [step, second] = [32, 16];
const atEnd = 8;
/** Reading all samples takes longer than all the rest, and two bytes of memory each: no more of them than this. */
const samplesLimit = 64_000_000;

/** 1 for what may be of a text in bytes of one or of two. */
const ofText = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte === 0 || (byte >= 0x20 && byte < 0x7f) ? 1 : 0,
);

/** Whether a text may lie in coded samples. Each is looked at in steps: a long one cannot be missed by them. */
export function seemsToHoldText(coded: Buffer): boolean {
  const { length } = coded;
  for (let at = 0; at + second < length; at += step) {
    if (((ofText[coded[at] as number] as number) & (ofText[coded[at + second] as number] as number)) === 0)
      continue;
    let from = at - 1;
    while (at - from < longest && ofText[coded[from] as number] === 1) from -= 1;
    let to = at + 1;
    while (to - from <= longest && to < length && ofText[coded[to] as number] === 1) to += 1;
    if (to - from > longest) return true;
  }
  return textAtEnd(coded) >= atEnd;
}

/** How many bytes at the end may be of a text. */
export function textAtEnd(coded: Buffer): number {
  let at = coded.length;
  while (at > 0 && ofText[coded[at - 1] as number] === 1) at -= 1;
  return coded.length - at;
}

/** Height, width and number of colours (T.81 B.2.2). */
const samplesOf = (frame: Buffer): number => frame.readUInt16BE(1) * frame.readUInt16BE(3) * (frame[5] ?? 0);

/**
 * The bytes behind coded samples, at the end of a scan or in front of a restart, that no decoder reads. They are looked
 * for where a text seems to lie in the samples; none are told where the samples cannot be read.
 */
export function jpegGaps({ segments }: JpegWalk, write: () => Buffer): readonly Buffer[] {
  const frame = segments.find(({ marker: code }) => isFrame(code))?.body;
  if (!frame || frame.length < 6 || samplesOf(frame) > samplesLimit) return [];
  if (!segments.some(({ coded }) => coded !== null && seemsToHoldText(coded))) return [];
  const gaps: Buffer[] = [];
  try {
    decodeCoefficients(write(), (bytes) => gaps.push(bytes));
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
