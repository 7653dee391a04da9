import type { ByteSource } from './byte-source.ts';

const searchWindow = 8192;
const framesToTrust = 4;

/** Kilobits a second by layer, of MPEG-1 and of MPEG-2 (ISO/IEC 11172-3 2.4.2.3, 13818-3 2.4.2.3). */
const bitrates: Readonly<Record<number, readonly (readonly number[])[]>> = {
  1: [
    [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
    [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  ],
  2: [
    [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
    [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
  ],
  3: [
    [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
    [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
  ],
};
const rates = [44_100, 48_000, 32_000];

/** Length in bytes of the MPEG audio frame whose header is at `offset` (ISO/IEC 11172-3 2.4.1.3), or 0. */
function soundFrame(bytes: Buffer, offset: number): number {
  if (offset + 4 > bytes.length || bytes[offset] !== 0xff) return 0;
  const second = bytes[offset + 1] ?? 0;
  const third = bytes[offset + 2] ?? 0;
  if ((second & 0xe0) !== 0xe0) return 0;
  const version = (second >> 3) & 3;
  const layer = 4 - ((second >> 1) & 3);
  const rate = rates[(third >> 2) & 3];
  if (version === 1 || layer === 4 || rate === undefined) return 0;
  const bitrate = bitrates[layer]?.[version === 3 ? 0 : 1]?.[third >> 4] ?? 0;
  if (bitrate === 0) return 0;
  const divisor = version === 3 ? 1 : version === 2 ? 2 : 4;
  const padding = (third >> 1) & 1;
  if (layer === 1) return (Math.floor((12_000 * bitrate * divisor) / rate) + padding) * 4;
  const samples = layer === 3 && version !== 3 ? 72 : 144;
  return Math.floor((samples * bitrate * 1000 * divisor) / rate) + padding;
}

/** Bytes of the ID3v2 tag at the start (its own size included), or 0. */
export function id3Length(head: Buffer): number {
  if (head.length < 10 || head.toString('latin1', 0, 3) !== 'ID3') return 0;
  const footer = ((head[5] ?? 0) & 0x10) !== 0 ? 10 : 0;
  const size = [6, 7, 8, 9].reduce((sum, at) => sum * 128 + ((head[at] ?? 0) & 0x7f), 0);
  return 10 + size + footer;
}

function followsThrough(bytes: Buffer, start: number, ends: boolean): boolean {
  let offset = start;
  for (let frames = 0; frames < framesToTrust; frames += 1) {
    const length = soundFrame(bytes, offset);
    if (length === 0) {
      const tail = bytes.toString('latin1', offset, offset + 3);
      return frames > 0 && ends && (offset === bytes.length || tail === 'TAG');
    }
    offset += length;
    // The last frame of a short or cut file may reach beyond it.
    if (offset > bytes.length) return frames >= 1 && ends;
  }
  return true;
}

const shortSound = 16_384;

/** A piece of sound of layer III so short that its damage leaves no row of frames: two of one kind, the first in front. */
function isShortMp3(source: ByteSource): boolean {
  if (source.size > shortSound) return false;
  const bytes = source.at(0, shortSound);
  const kind = ((bytes[1] ?? 0) >> 1) & 3;
  if (kind !== 1 || soundFrame(bytes, 0) === 0) return false;
  const rate = (bytes[2] ?? 0) & 0x0c;
  for (let at = bytes.indexOf(0xff, 2); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const isAlike = bytes[at + 1] === bytes[1] && ((bytes[at + 2] ?? 0) & 0x0c) === rate;
    if (isAlike && soundFrame(bytes, at) > 0) return true;
  }
  return false;
}

/** MP3: frame after frame from the start or from the end of an ID3 tag, never a single sync word. */
export function isMp3(source: ByteSource): boolean {
  const tag = id3Length(source.at(0, 10));
  const bytes = source.at(tag, searchWindow + 16_384);
  const ends = tag + bytes.length >= source.size;
  const window = tag > 0 ? searchWindow : 1;
  for (let offset = 0; offset < Math.min(window, bytes.length); offset += 1) {
    if (bytes[offset] === 0xff && followsThrough(bytes, offset, ends)) return true;
  }
  if (isShortMp3(source)) return true;
  // A tagged file too short for two frames is still told by its tag and one sync.
  return tag > 0 && ends && bytes.length < 4096 && bytes.some((_, at) => soundFrame(bytes, at) > 0);
}

const lateSearch = 256 * 1024;
const lateFrames = 8;

/** MP3 behind bytes of something else: only a long row of frames tells it. */
export function isLateMp3(source: ByteSource): boolean {
  const bytes = source.at(0, lateSearch + 32_768);
  for (
    let start = bytes.indexOf(0xff);
    start >= 0 && start < lateSearch;
    start = bytes.indexOf(0xff, start + 1)
  ) {
    let at = start;
    for (let frames = 0; frames < lateFrames; frames += 1) {
      const length = soundFrame(bytes, at);
      if (length === 0) break;
      if (frames === lateFrames - 1) return true;
      at += length;
    }
  }
  return false;
}

/** Length of the ADTS frame of AAC at `offset` (ISO/IEC 14496-3 1.A.3.2), or 0. */
function adtsFrame(bytes: Buffer, offset: number): number {
  if (offset + 7 > bytes.length || bytes[offset] !== 0xff || ((bytes[offset + 1] ?? 0) & 0xf6) !== 0xf0)
    return 0;
  const length = (bytes.readUIntBE(offset + 3, 3) >> 5) & 0x1fff;
  return length >= 7 && (((bytes[offset + 2] ?? 0) >> 2) & 15) <= 12 ? length : 0;
}

/** AAC in frames one after another, from the start or from the end of an ID3 tag. */
export function isAdts(source: ByteSource): boolean {
  const from = id3Length(source.at(0, 10));
  const bytes = source.at(from, 65_536);
  let at = 0;
  for (let frames = 0; frames < framesToTrust; frames += 1) {
    const length = adtsFrame(bytes, at);
    if (length === 0) return frames > 0 && from + at === source.size;
    at += length;
  }
  return true;
}

/** MPEG transport stream: sync bytes every 188 bytes, or every 192 with a timecode in front (Blu-ray, AVCHD). */
export function isTransportStream(head: Buffer): boolean {
  const regular = (first: number, step: number): boolean => {
    const packets = Math.min(8, Math.floor((head.length - first) / step));
    if (packets < 3) return false;
    return Array.from({ length: packets }, (_, n) => head[first + n * step]).every((byte) => byte === 0x47);
  };
  return regular(0, 188) || regular(4, 192);
}

/** MPEG programme stream: a pack header of MPEG-1 or MPEG-2 (ISO/IEC 13818-1 2.5.3.4). */
export function isProgrammeStream(head: Buffer): boolean {
  if (head.length < 14 || head.readUInt32BE(0) !== 0x1ba) return false;
  const marker = head[4] ?? 0;
  return (marker & 0xc4) === 0x44 || (marker & 0xf1) === 0x21;
}
