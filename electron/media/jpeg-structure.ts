import { type StillStructure, trailingNote } from './still-structure.ts';

const endOfImage = Buffer.from([0xff, 0xd9]);
const exifHeader = 'Exif\0\0';

interface Headers {
  size: StillStructure['size'];
  exif: Buffer | null;
  profileIsSrgb: boolean;
  /** Where the first scan's coded samples begin; -1 where there is no scan. */
  scan: number;
}

const isFrameHeader = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** Told by the profile's description (ICC.1 section 9.2.41), in ASCII or UTF-16; linear variants are others. */
function isSrgb(profile: Buffer): boolean {
  const text = profile.toString('latin1', 0, 1024).replaceAll('\0', '');
  return text.includes('sRGB') && !/linear|scRGB|e-sRGB/i.test(text);
}

/** Walks the marker segments up to the first scan (ITU-T T.81 annex B). */
function readHeaders(bytes: Buffer): Headers {
  const headers: Headers = { size: null, exif: null, profileIsSrgb: false, scan: -1 };
  let offset = 2;
  while (offset + 4 <= bytes.length) {
    if (bytes[offset] !== 0xff) {
      // Some writers leave stray bytes between segments; decoders skip to the next marker.
      offset += 1;
      continue;
    }
    const marker = bytes[offset + 1] ?? 0;
    if (marker === 0xff || marker === 0 || marker === 1 || (marker >= 0xd0 && marker <= 0xd8)) {
      offset += marker === 0xff ? 1 : 2;
      continue;
    }
    if (marker === 0xd9) break;
    const length = bytes.readUInt16BE(offset + 2);
    const body = offset + 4;
    if (isFrameHeader(marker) && body + 5 <= bytes.length && !headers.size) {
      headers.size = { height: bytes.readUInt16BE(body + 1), width: bytes.readUInt16BE(body + 3) };
    } else if (marker === 0xe1 && !headers.exif && bytes.toString('latin1', body, body + 6) === exifHeader) {
      headers.exif = bytes.subarray(body + 6, offset + 2 + length);
    } else if (marker === 0xe2 && bytes.toString('latin1', body, body + 12) === 'ICC_PROFILE\0') {
      headers.profileIsSrgb = isSrgb(bytes.subarray(body + 14, offset + 2 + length));
    }
    offset += 2 + Math.max(length, 2);
    if (marker === 0xda) {
      headers.scan = offset;
      break;
    }
  }
  return headers;
}

/**
 * Structure of a JPEG. In coded samples 0xFF is always followed by 0x00 or a restart marker, so the first end
 * marker after the scan header ends this picture, whatever follows it (a motion photo's film, a second picture).
 */
export function jpegStructure(bytes: Buffer): StillStructure {
  const { size, exif, profileIsSrgb, scan } = readHeaders(bytes);
  const end = scan < 0 ? -1 : bytes.indexOf(endOfImage, scan);
  const trailing = end >= 0 && end + 2 < bytes.length;
  return { complete: end >= 0, size, frames: 1, exif, profileIsSrgb, notes: trailing ? [trailingNote] : [] };
}
