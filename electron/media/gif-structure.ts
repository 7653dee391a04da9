import { type StillStructure, trailingNote } from './still-structure.ts';

const colours = (flags: number): number => ((flags & 0x80) !== 0 ? 3 * 2 ** ((flags & 7) + 1) : 0);

/** Passes the data sub-blocks at `offset` (GIF89a section 15); -1 where the file ends before they do. */
function afterSubBlocks(bytes: Buffer, offset: number): number {
  let at = offset;
  while (at < bytes.length) {
    const length = bytes[at] ?? 0;
    at += 1 + length;
    if (length === 0) return at;
  }
  return -1;
}

/** Passes one block; null at the trailer, -1 where the file ends inside the block or it is none. */
function afterBlock(bytes: Buffer, offset: number): number | null {
  const mark = bytes[offset];
  if (mark === 0x3b) return null;
  if (mark === 0x21) return afterSubBlocks(bytes, offset + 2);
  if (mark !== 0x2c || offset + 11 > bytes.length) return -1;
  return afterSubBlocks(bytes, offset + 11 + colours(bytes[offset + 9] ?? 0));
}

/** Structure of a GIF: its blocks to the trailer. Some writers leave the trailer out after the last whole block. */
export function gifStructure(bytes: Buffer): StillStructure {
  if (bytes.length < 13)
    return { complete: false, size: null, frames: 0, exif: null, profileIsSrgb: false, notes: [] };
  const size = { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
  let offset = 13 + colours(bytes[10] ?? 0);
  let frames = 0;
  while (offset < bytes.length) {
    const next = afterBlock(bytes, offset);
    if (next === null) {
      const trailing = offset + 1 < bytes.length;
      return {
        complete: frames > 0,
        size,
        frames,
        exif: null,
        profileIsSrgb: false,
        notes: trailing ? [trailingNote] : [],
      };
    }
    if (next < 0) return { complete: false, size, frames, exif: null, profileIsSrgb: false, notes: [] };
    if (bytes[offset] === 0x2c) frames += 1;
    offset = next;
  }
  return {
    complete: frames > 0 && offset === bytes.length,
    size,
    frames,
    exif: null,
    profileIsSrgb: false,
    notes: ['The end mark of the picture is missing.'],
  };
}
