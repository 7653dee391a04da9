import { CustosError } from '../../../../shared/kernel/error.ts';
import type { Window } from './seekable.ts';

/** Numbers of the parts of a programme stream (ISO/IEC 13818-1 table 2-22). */
export const packId = 0xba;
export const systemId = 0xbb;
export const mapId = 0xbc;
export const privateId = 0xbd;

export const isPicture = (id: number): boolean => id >= 0xe0 && id <= 0xef;
export const isSound = (id: number): boolean => id >= 0xc0 && id <= 0xdf;

export interface PsPart {
  readonly id: number;
  readonly start: number;
  readonly end: number;
}

const longestHead = 14;

function lengthOf(head: Buffer, at: number): number {
  if (head[3] !== packId) return head.length >= 6 ? 6 + head.readUInt16BE(4) : 0;
  if (((head[4] ?? 0) & 0xc0) === 0x40) return head.length >= 14 ? 14 + ((head[13] ?? 0) & 7) : 0;
  return ((head[4] ?? 0) & 0xf0) === 0x20 && at >= 0 ? 12 : 0;
}

/** The part at a place, or null where none begins. */
export async function partAt(window: Window, at: number): Promise<PsPart | null> {
  const head = window.held(at, longestHead) ?? (await window.at(at, longestHead));
  if (head.length < 4 || head.readUIntBE(0, 3) !== 1 || (head[3] ?? 0) < 0xb9) return null;
  const id = head[3] ?? 0;
  if (id === 0xb9) return { id, start: at, end: at + 4 };
  const length = lengthOf(head, at);
  return length === 0 ? null : { id, start: at, end: Math.min(window.size, at + length) };
}

const step = 65_536;

/** The next place after damage at which a part begins that another one follows. */
export async function nextPart(window: Window, from: number): Promise<number> {
  for (let base = from; base + 4 <= window.size; base += step - 3) {
    const bytes = Buffer.from(await window.at(base, step));
    for (
      let at = bytes.indexOf('\0\0\x01', 0, 'latin1');
      at >= 0;
      at = bytes.indexOf('\0\0\x01', at + 1, 'latin1')
    ) {
      const id = bytes[at + 3] ?? 0;
      if (id !== packId && id !== privateId && !isPicture(id) && !isSound(id)) continue;
      const part = await partAt(window, base + at);
      if (part && (part.end >= window.size || (await partAt(window, part.end)))) return base + at;
    }
  }
  return window.size;
}

/** The head of a pack: its clock and rate, without stuffing. */
export function barePack(pack: Buffer): Buffer {
  if (((pack[4] ?? 0) & 0xc0) !== 0x40) return pack.subarray(0, 12);
  const out = Buffer.from(pack.subarray(0, 14));
  out[13] = 0xf8;
  return out;
}

interface Head {
  /** The bytes after the length that stay. */
  readonly bytes: Buffer;
  /** Where the payload begins. */
  readonly payload: number;
  /** True where it states a time: a frame begins. */
  readonly timed: boolean;
}

const scrambled = (): CustosError =>
  new CustosError(
    'unsupported',
    'This recording is copy-protected, so Custos cannot look inside it. Ask whoever made it for a copy without protection.',
  );

/** MPEG-1's head: stuffing, a size of buffers, times (ISO/IEC 11172-1 2.4.3.3). */
function olderHead(packet: Buffer): Head | null {
  let at = 6;
  while (packet[at] === 0xff && at < 22) at += 1;
  if (((packet[at] ?? 0) & 0xc0) === 0x40) at += 2;
  const form = (packet[at] ?? 0) >> 4;
  const length = form === 2 ? 5 : form === 3 ? 10 : packet[at] === 0x0f ? 1 : 0;
  if (length === 0 || at + length > packet.length) return null;
  return { bytes: packet.subarray(at, at + length), payload: at + length, timed: length > 1 };
}

/** The head of a packet with its times and nothing else; null where it is damaged. */
export function bareStreamHead(packet: Buffer): Head | null {
  const flags = packet[6] ?? 0;
  if (packet.length < 9 || (flags & 0xc0) !== 0x80) return olderHead(packet);
  if ((flags & 0x30) !== 0) throw scrambled();
  const times = (packet[7] ?? 0) >> 6;
  const length = times === 3 ? 10 : times === 2 ? 5 : 0;
  const payload = 9 + (packet[8] ?? 0);
  if (times === 1 || 9 + length > payload || payload > packet.length) return null;
  const start = Buffer.from([0x80 | (flags & 4), times << 6, length]);
  return { bytes: Buffer.concat([start, packet.subarray(9, 9 + length)]), payload, timed: length > 0 };
}

/** A packet made of a head and a payload. */
export function makePacket(id: number, head: Buffer, payload: Buffer): Buffer {
  const start = Buffer.from([0, 0, 1, id, 0, 0]);
  start.writeUInt16BE(head.length + payload.length, 4);
  return Buffer.concat([start, head, payload]);
}
