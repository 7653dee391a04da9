import type { Window } from './seekable.ts';

/** One element (RFC 8794 section 6); `end` is the end of what holds it where its size is unknown. */
export interface Element {
  readonly id: number;
  readonly start: number;
  readonly body: number;
  readonly end: number;
  readonly unknownSize: boolean;
}

/** Bytes of the longest head: an id of four and a size of eight. */
const headLength = 12;

function elementFrom(head: Buffer, at: number, limit: number): Element | null {
  const first = head[0] ?? 0;
  const idLength = Math.clz32(first) - 23;
  if (idLength > 4 || head.length < idLength + 1) return null;
  const id = head.readUIntBE(0, idLength);
  const mark = head[idLength] ?? 0;
  const sizeLength = Math.clz32(mark) - 23;
  if (sizeLength > 8 || head.length < idLength + sizeLength) return null;
  let size = mark & (0xff >> sizeLength);
  let allOnes = size === 0xff >> sizeLength;
  for (let index = 1; index < sizeLength; index += 1) {
    const byte = head[idLength + index] ?? 0;
    size = size * 256 + byte;
    allOnes &&= byte === 255;
  }
  const body = at + idLength + sizeLength;
  return { id, start: at, body, end: allOnes ? limit : body + size, unknownSize: allOnes };
}

/** The element at a place, or null where none begins. `limit` ends one of unknown size. */
export async function elementAt(window: Window, at: number, limit: number): Promise<Element | null> {
  if (at + 2 > limit) return null;
  const head = window.held(at, headLength) ?? (await window.at(at, headLength));
  return elementFrom(head, at, limit);
}

const countLimit = 100_000;

/** The elements side by side within bytes in memory; ends at the first that is damaged. */
export function elementsIn(bytes: Buffer, from = 0, to = bytes.length): Element[] {
  const elements: Element[] = [];
  for (let at = from; at + 2 <= to && elements.length < countLimit; ) {
    const element = elementFrom(bytes.subarray(at, Math.min(at + headLength, to)), at, to);
    if (!element || element.end > to) break;
    elements.push(element);
    at = element.end;
  }
  return elements;
}

/** An unsigned number of at most eight bytes. */
export const numberIn = (body: Buffer): number => body.reduce((sum, byte) => sum * 256 + byte, 0);

export const idBytes = (id: number): Buffer => {
  const length = id > 0xffffff ? 4 : id > 0xffff ? 3 : id > 0xff ? 2 : 1;
  const out = Buffer.allocUnsafe(length);
  out.writeUIntBE(id, 0, length);
  return out;
};

/** A size in eight bytes. */
export function longSize(size: number): Buffer {
  const out = Buffer.allocUnsafe(8);
  out.writeBigUInt64BE(BigInt(size) | (1n << 56n));
  return out;
}

function shortSize(size: number): Buffer {
  if (size < 127) return Buffer.from([0x80 | size]);
  if (size < 0x3fff) return Buffer.from([0x40 | (size >> 8), size & 255]);
  return longSize(size);
}

export function makeElement(id: number, ...parts: readonly Uint8Array[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([idBytes(id), shortSize(length), ...parts]);
}

export function makeNumber(id: number, value: number): Buffer {
  let length = 1;
  while (length < 6 && value >= 256 ** length) length += 1;
  const body = Buffer.allocUnsafe(length);
  body.writeUIntBE(value, 0, length);
  return makeElement(id, body);
}
