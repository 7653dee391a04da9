import { withoutZeroEnd } from '../../../media/zero-end.ts';
import type { Notes } from '../noted.ts';

/** Parts of MPEG video that begin with 00 00 01 and a code (ISO/IEC 13818-2 6.2.1, 14496-2 6.2.1). */
export interface CodedPart {
  readonly code: number;
  /** Place of the first of the three bytes of the mark. */
  readonly start: number;
  readonly end: number;
}

const userData = 0xb2;
const mark = Buffer.from([0, 0, 1]);

export function codedParts(bytes: Buffer): CodedPart[] {
  const parts: CodedPart[] = [];
  for (let at = bytes.indexOf(mark); at >= 0 && at + 3 < bytes.length; ) {
    const next = bytes.indexOf(mark, at + 3);
    parts.push({ code: bytes[at + 3] ?? 0, start: at, end: next < 0 ? bytes.length : next });
    at = next;
  }
  return parts;
}

/** MPEG-4 visual, `tagged` where the container calls it DivX or Xvid; false for MPEG-1 and MPEG-2. */
export type Visual = false | 'plain' | 'tagged';

/**
 * Decoders of MPEG-4 visual tell by these names which peculiarities of an encoder they must follow: taking them out
 * would change the picture.
 */
const encoderNames = /^(?:DivX\d{3,4}(?:b|Build)\d{1,4}p?|XviD\d{4}[CP]?|FFmpe?g[\w.]{0,8})\0*$/;
const libavcodec = /^Lavc(\d{1,3})\.(\d{1,3})\.\d{1,3}\0*$/;

/** Versions of libavcodec that no decoder treats in any other way than a stream without a name. */
function isOrdinary(major: number, minor: number): boolean {
  const version = major * 256 + minor;
  return version >= 53 * 256 && !(version >= 55 * 256 + 66 && version <= 57 * 256 + 66);
}

function isEncoderName(content: Buffer, visual: Visual): boolean {
  const text = content.length <= 32 ? content.toString('latin1') : '';
  const own = libavcodec.exec(text);
  // A stream called Xvid or DivX without any name is taken for one of an old build.
  if (own) return visual === 'tagged' || !isOrdinary(Number(own[1]), Number(own[2]));
  return encoderNames.test(text);
}

export const isForeign = (bytes: Buffer, part: CodedPart, visual: Visual): boolean =>
  part.code === userData && !(visual && isEncoderName(bytes.subarray(part.start + 4, part.end), visual));

/** The bytes without user data; the very same buffer where there is none. */
export function stripUserData(bytes: Buffer, visual: Visual): Buffer {
  if (bytes.indexOf(Buffer.from([0, 0, 1, userData])) < 0) return bytes;
  const dropped = codedParts(bytes).filter((part) => isForeign(bytes, part, visual));
  if (dropped.length === 0) return bytes;
  const kept: Buffer[] = [];
  let at = 0;
  for (const { start, end } of dropped) {
    kept.push(bytes.subarray(at, start));
    at = end;
  }
  kept.push(bytes.subarray(at));
  return Buffer.concat(kept);
}

/** Notes the user data that goes. */
export function noteUserData(bytes: Buffer, visual: Visual, notes: Notes): void {
  for (const part of codedParts(bytes)) {
    if (!isForeign(bytes, part, visual)) continue;
    const content = bytes.subarray(part.start + 4, part.end);
    const text = withoutZeroEnd(content.toString('latin1'));
    if (/^[\t\n\r\x20-\x7e]{3,}$/.test(text)) notes.text('Video frames', 'User data', text, 'device');
    else notes.binary('Video frames', 'User data', content, 'unknown');
  }
}
