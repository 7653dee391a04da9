import { deflateSync } from 'node:zlib';
import { CustosError } from '../../../shared/kernel/error.ts';
import { orientationOf, tiffWithOrientation } from './orientation.ts';
import { type Chunk, chunk, type PngWalk, pngSignature } from './png-chunks.ts';
import { inflatedLength, type PngHeader, readHeader } from './png-header.ts';
import { isKept, profileName, reducedProfile } from './png-keep.ts';
import { exactStream } from './png-stream.ts';

/** Compressed data is cut into chunks of this size, whatever the source did. */
const imageChunk = 1024 * 1024;

function imageChunks(type: 'IDAT', stream: Buffer): Buffer[] {
  const out: Buffer[] = [];
  for (let at = 0; at < Math.max(stream.length, 1); at += imageChunk) {
    out.push(chunk(type, stream.subarray(at, at + imageChunk)));
  }
  return out;
}

/** Chunks before the image, each kind once. A wrong check sum is put right: most decoders overlook it. */
function writeBefore(walk: PngWalk, header: PngHeader): Buffer[] {
  const out: Buffer[] = [];
  const seen = new Set<string>();
  for (const part of walk.chunks) {
    if (part.type === 'IDAT') break;
    if (seen.has(part.type)) continue;
    if (part.type === 'iCCP') {
      const profile = reducedProfile(part.data);
      if (profile) out.push(chunk('iCCP', Buffer.concat([profileName, deflateSync(profile)])));
    } else if (isKept(part, header)) out.push(chunk(part.type, part.data));
    else continue;
    seen.add(part.type);
  }
  return out;
}

function writeOrientation(walk: PngWalk): Buffer[] {
  const exif = walk.chunks.find(({ type }) => type === 'eXIf');
  const orientation = exif ? orientationOf(exif.data) : 1;
  return orientation === 1 ? [] : [chunk('eXIf', tiffWithOrientation(orientation))];
}

interface Frame {
  readonly control: Buffer;
  readonly width: number;
  readonly height: number;
  readonly parts: Buffer[];
}

/** The frames of an animation in their order (11.3.6); `first` tells that the image itself is frame one. */
function animationFrames(chunks: readonly Chunk[], header: PngHeader): { frames: Frame[]; first: boolean } {
  const frames: Frame[] = [];
  let seenImage = false;
  let first = false;
  for (const { type, data } of chunks) {
    if (type === 'IDAT') {
      seenImage = true;
      first = frames.length === 1;
    }
    if (type === 'fcTL' && data.length === 26) {
      const [width, height, x, y] = [4, 8, 12, 16].map((at) => data.readUInt32BE(at)) as [
        number,
        number,
        number,
        number,
      ];
      const inside = width > 0 && height > 0 && x + width <= header.width && y + height <= header.height;
      if (!inside || (!seenImage && frames.length > 0)) continue;
      frames.push({ control: data.subarray(4), width, height, parts: [] });
    }
    if (type === 'fdAT' && data.length > 4 && seenImage) frames.at(-1)?.parts.push(data.subarray(4));
  }
  return { frames: frames.filter(({ parts }, index) => parts.length > 0 || (index === 0 && first)), first };
}

const numbered = (sequence: number, data: Buffer): Buffer => {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(sequence);
  return Buffer.concat([head, data]);
};

/** What all frames may inflate to: some seconds of work. */
const animationLimit = 2 * 1024 * 1024 * 1024;

const tooLongAnimation = (): CustosError =>
  new CustosError(
    'too-large',
    'The frames of this animation have more than two thousand million bytes, more than Custos can clean in one go. Cut it into shorter ones and take those in.',
  );

interface Animation {
  readonly control: Buffer;
  readonly firstFrame: Buffer | null;
  readonly later: Buffer[];
  readonly damaged: boolean;
}

async function writeAnimation(walk: PngWalk, header: PngHeader): Promise<Animation | null> {
  const control = walk.chunks.find(({ type }) => type === 'acTL' || type === 'IDAT');
  if (control?.type !== 'acTL' || control.data.length !== 8) return null;
  const stated = control.data.readUInt32BE(0);
  const { frames: all, first } = animationFrames(walk.chunks, header);
  const frames = all.slice(0, stated);
  if (frames.length === 0) return null;
  const later: Buffer[] = [];
  let sequence = first ? 1 : 0;
  let damaged = false;
  const lengthOf = ({ width, height }: Frame): number => inflatedLength({ ...header, width, height });
  if (frames.reduce((sum, frame) => sum + lengthOf(frame), 0) > animationLimit) throw tooLongAnimation();
  for (const frame of frames.slice(first ? 1 : 0)) {
    const exact = await exactStream(frame.parts, lengthOf(frame));
    damaged ||= exact.damaged;
    later.push(
      chunk('fcTL', numbered(sequence, frame.control)),
      chunk('fdAT', numbered(sequence + 1, exact.stream)),
    );
    sequence += 2;
  }
  const counts = Buffer.alloc(8);
  counts.writeUInt32BE(frames.length, 0);
  control.data.copy(counts, 4, 4);
  const firstControl = first ? frames[0]?.control : undefined;
  const firstFrame = firstControl ? chunk('fcTL', numbered(0, firstControl)) : null;
  return { control: chunk('acTL', counts), firstFrame, later, damaged };
}

/**
 * Writes a PNG of listed chunks only. The compressed image is kept byte for byte unless something lies behind
 * its last row. @throws CustosError `unreadable` without header or image, `too-large` over 300 megapixels.
 */
export async function writePng(walk: PngWalk): Promise<{ bytes: Buffer; damaged: boolean }> {
  const first = walk.chunks[0];
  const header = readHeader(first?.type === 'IHDR' ? first.data : undefined);
  const image = walk.chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data);
  if (image.length === 0) {
    throw new CustosError('unreadable', 'There is no image in this file: it ends before its image begins.');
  }
  const { stream, damaged } = await exactStream(image, inflatedLength(header));
  const animation = await writeAnimation(walk, header);
  const bytes = Buffer.concat([
    pngSignature,
    chunk('IHDR', first?.data ?? Buffer.alloc(0)),
    ...(animation ? [animation.control] : []),
    ...writeBefore(walk, header),
    ...writeOrientation(walk),
    ...(animation?.firstFrame ? [animation.firstFrame] : []),
    ...imageChunks('IDAT', stream),
    ...(animation?.later ?? []),
    chunk('IEND', Buffer.alloc(0)),
  ]);
  return { bytes, damaged: damaged || animation?.damaged === true };
}
