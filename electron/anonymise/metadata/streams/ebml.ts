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

/** The element at a place where its head is held already, else null; saves loops over small ones the waiting. */
export function elementHeld(window: Window, at: number, limit: number): Element | null {
  const head = at + 2 > limit ? null : window.held(at, headLength);
  return head && elementFrom(head, at, limit);
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

const widthOfId = (id: number): number => (id > 0xffffff ? 4 : id > 0xffff ? 3 : id > 0xff ? 2 : 1);

export const idBytes = (id: number): Buffer => {
  const out = Buffer.allocUnsafe(widthOfId(id));
  out.writeUIntBE(id, 0, out.length);
  return out;
};

const widthOfSize = (size: number): number => (size < 127 ? 1 : size < 0x3fff ? 2 : 8);

/** Writes a size in so many bytes; gives back where it ends. */
function writeSize(out: Buffer, size: number, at: number, length: number): number {
  const high = Math.floor(size / 2 ** 32);
  if (length === 8) out.writeUInt32BE(0x0100_0000 + high, at);
  if (length === 8) return out.writeUInt32BE(size - high * 2 ** 32, at + 4);
  return out.writeUIntBE((length === 1 ? 0x80 : 0x4000) | size, at, length);
}

/** The head of an element with its size in eight bytes. */
export function longHead(id: number, size: number): Buffer {
  const length = widthOfId(id);
  const out = Buffer.allocUnsafe(length + 8);
  writeSize(out, size, out.writeUIntBE(id, 0, length), 8);
  return out;
}

/** In one piece at once: there may be hundreds of thousands. */
export function makeElement(id: number, ...parts: readonly Uint8Array[]): Buffer {
  let length = 0;
  for (const part of parts) length += part.length;
  const size = widthOfSize(length);
  const out = Buffer.allocUnsafe(widthOfId(id) + size + length);
  let at = writeSize(out, length, out.writeUIntBE(id, 0, widthOfId(id)), size);
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

export function makeNumber(id: number, value: number): Buffer {
  let length = 1;
  while (length < 6 && value >= 256 ** length) length += 1;
  const out = Buffer.allocUnsafe(widthOfId(id) + 1 + length);
  const at = out.writeUIntBE(id, 0, widthOfId(id));
  out.writeUIntBE(value, out.writeUInt8(0x80 | length, at), length);
  return out;
}
