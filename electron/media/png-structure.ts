import { type StillStructure, trailingNote } from './still-structure.ts';

const chunkLimit = 1_000_000;

/** Structure of a PNG or APNG by its chunks (PNG specification, third edition, sections 5 and 11). */
export function pngStructure(bytes: Buffer): StillStructure {
  let size: StillStructure['size'] = null;
  let exif: Buffer | null = null;
  let frames = 1;
  let offset = 8;
  for (let count = 0; offset + 12 <= bytes.length && count < chunkLimit; count += 1) {
    const length = bytes.readUInt32BE(offset);
    const type = bytes.toString('latin1', offset + 4, offset + 8);
    const body = offset + 8;
    if (body + length + 4 > bytes.length) break;
    if (type === 'IHDR' && length >= 13) {
      size = { width: bytes.readUInt32BE(body), height: bytes.readUInt32BE(body + 4) };
    } else if (type === 'eXIf') {
      exif = bytes.subarray(body, body + length);
    } else if (type === 'acTL' && length >= 8) {
      frames = Math.max(1, bytes.readUInt32BE(body));
    } else if (type === 'IEND') {
      const trailing = body + length + 4 < bytes.length;
      return {
        complete: true,
        size,
        frames,
        exif,
        profileIsSrgb: false,
        notes: trailing ? [trailingNote] : [],
      };
    }
    offset = body + length + 4;
  }
  return { complete: false, size, frames, exif, profileIsSrgb: false, notes: [] };
}
