import { CustosError } from '../../../shared/kernel/error.ts';
import { reduceProfile } from './icc-profile.ts';
import { exifPrefix, startsWith } from './jpeg-head.ts';
import { orientationOf, tiffWithOrientation } from './orientation.ts';
import { type RiffChunk, type RiffWalk, riffChunk, walkChunks } from './webp-chunks.ts';

/** Flags of the extended header (RFC 9649 section 2.7). */
const flag = { animation: 0x02, exif: 0x08, alpha: 0x10, profile: 0x20 } as const;

const find = (chunks: readonly RiffChunk[], type: string): Buffer | undefined =>
  chunks.find((chunk) => chunk.type === type)?.data;

/** The TIFF structure of an EXIF chunk; some programs write JPEG's mark before it. */
export const exifOf = (data: Buffer): Buffer => (startsWith(data, exifPrefix) ? data.subarray(6) : data);

interface Image {
  readonly chunks: Buffer[];
  readonly alpha: boolean;
}

/** The coded picture among chunks: the first of its kind, with transparency only where it has a place. */
function imageIn(chunks: readonly RiffChunk[]): Image | null {
  const coded = chunks.find(({ type, data }) => (type === 'VP8 ' || type === 'VP8L') && data.length > 0);
  if (!coded) return null;
  const alpha = coded.type === 'VP8 ' ? find(chunks, 'ALPH') : undefined;
  return {
    chunks: [...(alpha ? [riffChunk('ALPH', alpha)] : []), riffChunk(coded.type, coded.data)],
    alpha: alpha !== undefined,
  };
}

const frameHead = 16;

/** A frame's place, length and blending, without its reserved bits, and its picture. */
function writeFrame(data: Buffer): Buffer | null {
  if (data.length < frameHead) return null;
  const image = imageIn(walkChunks(data, frameHead).chunks);
  if (!image) return null;
  const head = Buffer.from(data.subarray(0, frameHead));
  head[15] = (head[15] ?? 0) & 3;
  return riffChunk('ANMF', Buffer.concat([head, ...image.chunks]));
}

function riff(parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  head.writeUInt32LE(body.length + 4, 4);
  return Buffer.concat([head, body]);
}

const broken = (): CustosError =>
  new CustosError(
    'unreadable',
    'There is no picture in this file, or its header is damaged. It cannot be cleaned.',
  );

function extended(head: Buffer, flags: number): Buffer {
  const out = Buffer.alloc(10);
  out[0] = flags;
  head.copy(out, 4, 4, 10);
  return riffChunk('VP8X', out);
}

interface Around {
  readonly flags: number;
  readonly profile: Buffer[];
  readonly exif: Buffer[];
}

/** Profile and orientation, which have an effect in the extended form only. */
function around(chunks: readonly RiffChunk[]): Around {
  const stored = find(chunks, 'ICCP');
  const profile = stored ? reduceProfile(stored) : null;
  const exif = find(chunks, 'EXIF');
  const orientation = exif ? orientationOf(exifOf(exif)) : 1;
  return {
    flags: (profile ? flag.profile : 0) | (orientation === 1 ? 0 : flag.exif),
    profile: profile ? [riffChunk('ICCP', profile)] : [],
    exif: orientation === 1 ? [] : [riffChunk('EXIF', tiffWithOrientation(orientation))],
  };
}

const pictured = /^(?:VP8[ L]|ALPH|ANMF)$/;

/** The extended header, before which only what shows nothing may stand. */
function extendedHead(chunks: readonly RiffChunk[]): Buffer | null {
  const first = chunks.find(({ type }) => type === 'VP8X' || pictured.test(type));
  return first?.type === 'VP8X' ? first.data : null;
}

/**
 * Writes a WebP of listed chunks only; coded pictures are copied byte for byte.
 * @throws CustosError `unreadable` where there is no picture.
 */
export function writeWebp({ chunks }: RiffWalk): Buffer {
  const head = extendedHead(chunks);
  if (head && head.length < 10) throw broken();
  const stated = head?.[0] ?? 0;
  const { flags, profile, exif } = head ? around(chunks) : { flags: 0, profile: [], exif: [] };
  if (head && (stated & flag.animation) !== 0) {
    const frames = chunks.flatMap(({ type, data }) => (type === 'ANMF' ? (writeFrame(data) ?? []) : []));
    const control = find(chunks, 'ANIM');
    if (frames.length === 0 || !control || control.length < 6) throw broken();
    const kept = flags | flag.animation | (stated & flag.alpha);
    const anim = riffChunk('ANIM', control.subarray(0, 6));
    return riff([extended(head, kept), ...profile, anim, ...frames, ...exif]);
  }
  const image = imageIn(chunks);
  if (!image) throw broken();
  const kept = flags | (image.alpha || (head && (stated & flag.alpha) !== 0) ? flag.alpha : 0);
  const needed = head !== null && kept !== 0;
  return riff([...(needed ? [extended(head, kept)] : []), ...profile, ...image.chunks, ...exif]);
}
