import type { ByteSource } from './byte-source.ts';

const searchWindow = 8192;
const framesToTrust = 4;

const bitratesV1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const bitratesV2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const rates = [44_100, 48_000, 32_000];

/** Length in bytes of the MPEG audio layer III frame whose header is at `offset` (ISO/IEC 11172-3 2.4.1.3), or 0. */
function layer3Frame(bytes: Buffer, offset: number): number {
  if (offset + 4 > bytes.length || bytes[offset] !== 0xff) return 0;
  const second = bytes[offset + 1] ?? 0;
  const third = bytes[offset + 2] ?? 0;
  if ((second & 0xe0) !== 0xe0) return 0;
  const version = (second >> 3) & 3;
  const layer = (second >> 1) & 3;
  const rate = rates[(third >> 2) & 3];
  if (version === 1 || layer !== 1 || rate === undefined) return 0;
  const bitrate = (version === 3 ? bitratesV1 : bitratesV2)[third >> 4] ?? 0;
  if (bitrate === 0) return 0;
  const divisor = version === 3 ? 1 : version === 2 ? 2 : 4;
  const samples = version === 3 ? 144 : 72;
  return Math.floor((samples * bitrate * 1000 * divisor) / rate) + ((third >> 1) & 1);
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
    const length = layer3Frame(bytes, offset);
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

/** MP3: frame after frame from the start or from the end of an ID3 tag, never a single sync word. */
export function isMp3(source: ByteSource): boolean {
  const tag = id3Length(source.at(0, 10));
  const bytes = source.at(tag, searchWindow + 16_384);
  const ends = tag + bytes.length >= source.size;
  const window = tag > 0 ? searchWindow : 1;
  for (let offset = 0; offset < Math.min(window, bytes.length); offset += 1) {
    if (bytes[offset] === 0xff && followsThrough(bytes, offset, ends)) return true;
  }
  // A tagged file too short for two frames is still told by its tag and one sync.
  return tag > 0 && ends && bytes.length < 4096 && bytes.some((_, at) => layer3Frame(bytes, at) > 0);
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
