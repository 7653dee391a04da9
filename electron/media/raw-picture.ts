import type { ByteSource } from './byte-source.ts';

/** Signatures of the formats that are no TIFF: Fujifilm, Canon CR3 and CR2, Olympus, Panasonic. */
const signatures: readonly (readonly [offset: number, bytes: string])[] = [
  [0, 'FUJIFILMCCD-RAW'],
  [4, 'ftypcrx '],
  [8, 'CR\x02'],
  [0, 'IIRO'],
  [0, 'IIRS'],
  [0, 'MMOR'],
  [0, 'IIU\0'],
];

interface Numbers {
  short(at: number): number;
  long(at: number): number;
}

function numbersIn(bytes: Buffer): Numbers {
  const little = bytes[0] === 0x49;
  const read = (at: number, width: 2 | 4): number => {
    if (at + width > bytes.length) return 0;
    return little ? bytes.readUIntLE(at, width) : bytes.readUIntBE(at, width);
  };
  return { short: (at) => read(at, 2), long: (at) => read(at, 4) };
}

/** Places of the wanted tags' entries in a directory of a TIFF. */
function directory(numbers: Numbers, at: number): Map<number, number> {
  const found = new Map<number, number>();
  const count = Math.min(numbers.short(at), 500);
  for (let index = 0; index < count; index += 1) {
    const place = at + 2 + index * 12;
    found.set(numbers.short(place), place);
  }
  return found;
}

const tag = { orientation: 274, photometric: 262, subDirectories: 330, dngVersion: 50_706 } as const;
/** Samples behind a colour filter, and linear raw samples (TIFF/EP, DNG 1.6). */
const sensor = new Set([32_803, 34_892]);

/** A TIFF whose samples are those of a sensor, in its first directory or in one below it. */
function isSensorTiff(head: Buffer): boolean {
  if (!['II*\0', 'MM\0*'].includes(head.toString('latin1', 0, 4))) return false;
  const numbers = numbersIn(head);
  const first = directory(numbers, numbers.long(4));
  if (first.has(tag.dngVersion)) return true;
  const below = first.get(tag.subDirectories);
  const count = below === undefined ? 0 : Math.min(numbers.long(below + 4), 8);
  const list = below === undefined ? 0 : count === 1 ? below + 8 : numbers.long(below + 8);
  const directories = Array.from({ length: count }, (_, index) =>
    directory(numbers, numbers.long(list + index * 4)),
  );
  return [first, ...directories].some((entries) => {
    const place = entries.get(tag.photometric);
    return place !== undefined && sensor.has(numbers.short(place + 8));
  });
}

/** Whether the content is a camera's raw file. */
export function isRaw(source: ByteSource): boolean {
  const head = source.at(0, 64 * 1024);
  const latin = head.toString('latin1', 0, 32);
  if (signatures.some(([offset, bytes]) => latin.startsWith(bytes, offset))) return true;
  return isSensorTiff(head);
}

/** Pixels of an 8-bit picture that decoders show, by its frame header; 0 where none begins here. */
function pixelsOf(bytes: Buffer, start: number): number {
  let at = start + 2;
  for (let count = 0; count < 200 && at + 9 <= bytes.length && bytes[at] === 0xff; count += 1) {
    const code = bytes[at + 1] ?? 0;
    if (code >= 0xc0 && code <= 0xc2) {
      return bytes[at + 4] === 8 ? bytes.readUInt16BE(at + 5) * bytes.readUInt16BE(at + 7) : 0;
    }
    const length = bytes.readUInt16BE(at + 2);
    if (code <= 0xc3 || code === 0xd9 || code === 0xda || length < 2) return 0;
    at += 2 + length;
  }
  return 0;
}

const candidateLimit = 10_000;
const start = Buffer.from([0xff, 0xd8, 0xff]);

/** Where the largest JPEG inside begins; -1 where there is none. A thumbnail inside it is smaller. */
function largestJpeg(bytes: Buffer): number {
  let best = { at: -1, pixels: 0 };
  let at = bytes.indexOf(start);
  for (let count = 0; at >= 0 && count < candidateLimit; count += 1) {
    const pixels = pixelsOf(bytes, at);
    if (pixels > best.pixels) best = { at, pixels };
    at = bytes.indexOf(start, at + 3);
  }
  return best.at;
}

/** The orientation that the raw file states of itself; 0 where it does not. */
function ownOrientation(bytes: Buffer): number {
  const canon =
    bytes.toString('latin1', 4, 12) === 'ftypcrx ' ? bytes.subarray(0, 65_536).indexOf('CMT1') + 4 : 0;
  const block = bytes.subarray(canon);
  if (!['II', 'MM'].includes(block.toString('latin1', 0, 2))) return 0;
  const numbers = numbersIn(block);
  const place = directory(numbers, numbers.long(4)).get(tag.orientation);
  const value = place === undefined ? 0 : numbers.short(place + 8);
  return value >= 1 && value <= 8 ? value : 0;
}

/** An Exif segment (Exif 3.0, 4.7) with the orientation alone. */
const orientationSegment = (value: number): Buffer =>
  Buffer.concat([
    Buffer.from([0xff, 0xe1, 0, 34]),
    Buffer.from('Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0', 'latin1'),
    Buffer.from([value, 0, 0, 0, 0, 0, 0]),
  ]);

const exifMark = Buffer.from('Exif\0\0', 'latin1');

/**
 * The largest JPEG that the camera put into a raw file, from its start to the end of the file, with the raw file's
 * orientation where it has no Exif of its own. Null where there is none.
 */
export function embeddedJpeg(bytes: Buffer): Buffer | null {
  const at = largestJpeg(bytes);
  if (at < 0) return null;
  const jpeg = bytes.subarray(at);
  const orientation = ownOrientation(bytes);
  const hasExif = jpeg.subarray(0, 64).includes(exifMark);
  if (hasExif || orientation === 0) return jpeg;
  return Buffer.concat([jpeg.subarray(0, 2), orientationSegment(orientation), jpeg.subarray(2)]);
}
