import type { Notes } from '../noted.ts';

export interface FrameHead {
  /** Version and layer, which never change within a stream. */
  readonly kind: number;
  readonly rate: number;
  readonly layer: number;
  /** Bytes of the whole frame. */
  readonly length: number;
  readonly mono: boolean;
  readonly protected: boolean;
  readonly firstVersion: boolean;
}

const rates = [44_100, 48_000, 32_000];
const second2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
/** Kilobits a second by layer, of MPEG-1 and of the versions after it. */
const bitrates: Readonly<Record<number, readonly (readonly number[])[]>> = {
  1: [
    [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
    [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  ],
  2: [[0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384], second2],
  3: [[0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320], second2],
};

/** The head of a frame with a stated bit rate (ISO/IEC 11172-3 section 2.4.1.3), or null. */
export function readFrameHead(head: Buffer): FrameHead | null {
  if (head.length < 4 || head[0] !== 0xff || ((head[1] ?? 0) & 0xe0) !== 0xe0) return null;
  const layer = 4 - (((head[1] ?? 0) >> 1) & 3);
  const version = ((head[1] ?? 0) >> 3) & 3;
  const third = head[2] ?? 0;
  const base = rates[(third >> 2) & 3];
  const first = version === 3;
  const bitrate = bitrates[layer]?.[first ? 0 : 1]?.[third >> 4] ?? 0;
  if (version === 1 || base === undefined || bitrate === 0 || ((head[3] ?? 0) & 3) === 2) return null;
  const rate = first ? base : version === 2 ? base / 2 : base / 4;
  const padding = (third >> 1) & 1;
  const slots = layer === 1 ? 12 : layer === 3 && !first ? 72 : 144;
  const length = (Math.floor((slots * bitrate * 1000) / rate) + padding) * (layer === 1 ? 4 : 1);
  return {
    kind: (head[1] ?? 0) & 0xfe,
    rate,
    layer,
    length,
    mono: (head[3] ?? 0) >> 6 === 3,
    protected: ((head[1] ?? 0) & 1) === 0,
    firstVersion: first,
  };
}

function xingEnd(frame: Buffer, at: number): number {
  const flags = frame.readUInt32BE(at + 4);
  return at + 8 + (flags & 1 ? 4 : 0) + (flags & 2 ? 4 : 0) + (flags & 4 ? 100 : 0) + (flags & 8 ? 4 : 0);
}

/**
 * A first frame that holds no sound: counts and the table for seeking stay; the name of the encoder, its settings,
 * gains and checksums are zero. Null for a frame of sound.
 */
export function reduceInfoFrame(frame: Buffer, head: FrameHead, notes: Notes): Buffer | null {
  if (head.layer !== 3) return null;
  const side = head.firstVersion ? (head.mono ? 17 : 32) : head.mono ? 9 : 17;
  const crc = head.protected ? 2 : 0;
  const out = Buffer.alloc(frame.length);
  frame.copy(out, 0, 0, 4 + crc);
  if (head.protected) frame.copy(out, 4 + crc, 4 + crc, 4 + crc + side);
  for (const at of [4 + crc + side, 4 + side]) {
    if (!/^(?:Xing|Info)$/.test(frame.toString('latin1', at, at + 4))) continue;
    const end = Math.min(frame.length, xingEnd(frame, at));
    frame.copy(out, at, at, end);
    out.writeUInt32BE(frame.readUInt32BE(at + 4) & 15, at + 4);
    notes.text(
      'MP3 first frame',
      'Encoder',
      frame.toString('latin1', end, end + 9).replaceAll('\0', ''),
      'device',
    );
    return out;
  }
  if (frame.toString('latin1', 36, 40) !== 'VBRI' || frame.length < 62) return null;
  const table = frame.readUInt16BE(54) * frame.readUInt16BE(58);
  frame.copy(out, 36, 36, Math.min(frame.length, 62 + table));
  return out;
}
