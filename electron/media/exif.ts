/** What this room needs of an EXIF block; texts are as stored, not yet judged. */
interface ExifFacts {
  /** 1 to 8, or null where absent or out of range. */
  readonly orientation: number | null;
  readonly dateTimeOriginal: string | null;
  readonly offsetTimeOriginal: string | null;
}

const none: ExifFacts = { orientation: null, dateTimeOriginal: null, offsetTimeOriginal: null };
const entryLimit = 1000;

const orientationTag = 0x0112;
const exifPointerTag = 0x8769;
const dateTimeOriginalTag = 0x9003;
const offsetTimeOriginalTag = 0x9011;

interface TiffReader {
  u16(offset: number): number;
  u32(offset: number): number;
}

function readerOf(block: Buffer): TiffReader | null {
  if (block.length < 14) return null;
  const mark = block.toString('latin1', 0, 2);
  if (mark !== 'II' && mark !== 'MM') return null;
  const little = mark === 'II';
  const fits = (offset: number, size: number): boolean => offset >= 0 && offset + size <= block.length;
  return {
    u16: (offset) =>
      fits(offset, 2) ? (little ? block.readUInt16LE(offset) : block.readUInt16BE(offset)) : 0,
    u32: (offset) =>
      fits(offset, 4) ? (little ? block.readUInt32LE(offset) : block.readUInt32BE(offset)) : 0,
  };
}

/** Offsets of the wanted tags' entries in the directory at `offset`; the count is not trusted. */
function entries(block: Buffer, reader: TiffReader, offset: number): Map<number, number> {
  const found = new Map<number, number>();
  const count = Math.min(reader.u16(offset), entryLimit);
  for (let index = 0; index < count; index += 1) {
    const at = offset + 2 + index * 12;
    if (at + 12 > block.length) break;
    const tag = reader.u16(at);
    if (!found.has(tag)) found.set(tag, at);
  }
  return found;
}

function asciiAt(block: Buffer, reader: TiffReader, entry: number | undefined): string | null {
  if (entry === undefined || reader.u16(entry + 2) !== 2) return null;
  const length = Math.min(reader.u32(entry + 4), 64);
  const start = length <= 4 ? entry + 8 : reader.u32(entry + 8);
  if (start + length > block.length) return null;
  return (
    block
      .toString('latin1', start, start + length)
      .replace(/\0.*$/s, '')
      .trim() || null
  );
}

/**
 * Reads orientation and the camera's clock from an EXIF block that begins with its TIFF header (EXIF 2.32,
 * sections 4.5 and 4.6). Reads two directories only, so pointers that loop cost nothing.
 */
export function readExif(block: Buffer | null): ExifFacts {
  const reader = block && readerOf(block);
  if (!block || !reader) return none;
  const primary = entries(block, reader, reader.u32(4));
  const at = primary.get(orientationTag);
  const orientation = at === undefined ? 0 : reader.u16(at + 8);
  const pointer = primary.get(exifPointerTag);
  const camera =
    pointer === undefined ? new Map<number, number>() : entries(block, reader, reader.u32(pointer + 8));
  return {
    orientation: orientation >= 1 && orientation <= 8 ? orientation : null,
    dateTimeOriginal: asciiAt(block, reader, camera.get(dateTimeOriginalTag)),
    offsetTimeOriginal: asciiAt(block, reader, camera.get(offsetTimeOriginalTag)),
  };
}
