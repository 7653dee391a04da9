import { type StillStructure, trailingNote } from './still-structure.ts';

/** Structure of a WebP by its RIFF chunks (RFC 9649 section 2). */
export function webpStructure(bytes: Buffer): StillStructure {
  const stated = bytes.length < 12 ? 0 : bytes.readUInt32LE(4) + 8;
  const end = Math.min(stated, bytes.length);
  let exif: Buffer | null = null;
  let frames = 0;
  let offset = 12;
  while (offset + 8 <= end) {
    const type = bytes.toString('latin1', offset, offset + 4);
    const length = bytes.readUInt32LE(offset + 4);
    const body = offset + 8;
    if (type === 'ANMF') frames += 1;
    if (type === 'EXIF') {
      const block = bytes.subarray(body, body + length);
      exif = block.toString('latin1', 0, 6) === 'Exif\0\0' ? block.subarray(6) : block;
    }
    offset = body + length + (length & 1);
  }
  return {
    complete: stated >= 20 && stated <= bytes.length + 1 && offset <= bytes.length + 1,
    size: null,
    frames: Math.max(1, frames),
    exif,
    profileIsSrgb: false,
    notes: stated > 0 && stated + 1 < bytes.length ? [trailingNote] : [],
  };
}
