import type { Window } from './seekable.ts';

/** One box (ISO/IEC 14496-12 section 4.2): where it starts, where its content starts, and where it ends. */
export interface Box {
  readonly type: string;
  readonly start: number;
  readonly body: number;
  readonly end: number;
}

/** Side by side in a file, which may be in a million fragments, and within a box. */
const fileLimit = 1_000_000;
const boxLimit = 20_000;

/** Types are four printable characters, or begin with the copyright sign of QuickTime's user data. */
const isType = (type: string): boolean => /^[\x20-\x7e\xa9][\x20-\x7e]{3}$/.test(type);

function boxFrom(head: Buffer, at: number, limit: number): Box | null {
  if (head.length < 8) return null;
  const type = head.toString('latin1', 4, 8);
  const short = head.readUInt32BE(0);
  if (short === 1 && head.length >= 16) {
    const long = Number(head.readBigUInt64BE(8));
    return long >= 16 ? { type, start: at, body: at + 16, end: at + long } : null;
  }
  if (short === 0) return { type, start: at, body: at + 8, end: limit };
  return short >= 8 ? { type, start: at, body: at + 8, end: at + short } : null;
}

/** The boxes side by side within bytes in memory; ends at the first that is malformed or reaches too far. */
export function boxesIn(bytes: Buffer, from = 0, to = bytes.length): Box[] {
  const boxes: Box[] = [];
  for (let at = from; at + 8 <= to && boxes.length < boxLimit; ) {
    const box = boxFrom(bytes.subarray(at, Math.min(at + 16, to)), at, to);
    if (!box || box.end > to || (box.end === to && bytes.readUInt32BE(at) === 0)) break;
    boxes.push(box);
    at = box.end;
  }
  return boxes;
}

/** The content of the first box of that type among the boxes within `from` to `to`. */
export function bodyOf(bytes: Buffer, type: string): Buffer | null {
  const box = boxesIn(bytes).find((one) => one.type === type);
  return box ? bytes.subarray(box.body, box.end) : null;
}

/** The content at the end of a path of types, or null. */
export function bodyAt(bytes: Buffer, ...path: readonly string[]): Buffer | null {
  let body: Buffer | null = bytes;
  for (const type of path) body = body && bodyOf(body, type);
  return body;
}

/** The boxes of a file, one after another; the last may reach beyond a file that was cut. */
export async function* fileBoxes(window: Window): AsyncGenerator<Box> {
  let at = 0;
  for (let count = 0; at + 8 <= window.size && count < fileLimit; count += 1) {
    const head = window.held(at, 16) ?? (await window.at(at, 16));
    const box = boxFrom(head, at, window.size);
    if (!box || !isType(box.type)) return;
    yield box;
    at = box.end;
  }
}

const sizeLimit = 0xffff_ffff;

/** A box made of parts. */
export function makeBox(type: string, ...parts: readonly Uint8Array[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 8);
  if (length > sizeLimit) throw new RangeError(`A box of ${length} bytes`);
  const head = Buffer.allocUnsafe(8);
  head.writeUInt32BE(length);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, ...parts]);
}

/** A box with version and flags. */
export function makeFullBox(type: string, version: number, flags: number, ...parts: readonly Uint8Array[]) {
  const head = Buffer.allocUnsafe(4);
  head.writeUInt32BE(((version << 24) | flags) >>> 0);
  return makeBox(type, head, ...parts);
}
