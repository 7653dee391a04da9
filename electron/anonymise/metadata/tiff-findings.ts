import type { Notes } from './noted.ts';
import { gpsTags, knownTags, structuralTags } from './tiff-tags.ts';

/** Bounds that no real file reaches: they stop loops and hostile counts. */
const directoryLimit = 64;
const entryLimit = 2_000;
const textLimit = 65_536;

const sizes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4];

class Reader {
  readonly bytes: Buffer;
  readonly little: boolean;
  constructor(bytes: Buffer) {
    this.bytes = bytes;
    this.little = bytes.toString('latin1', 0, 2) === 'II';
  }
  short(at: number): number {
    return this.little ? this.bytes.readUInt16LE(at) : this.bytes.readUInt16BE(at);
  }
  long(at: number): number {
    return this.little ? this.bytes.readUInt32LE(at) : this.bytes.readUInt32BE(at);
  }
}

interface Entry {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  readonly data: Buffer;
  /** Where the value lies, for directories that the value points to. */
  readonly at: number;
}

function readEntry(reader: Reader, at: number): Entry | null {
  const type = reader.short(at + 2);
  const count = reader.long(at + 4);
  const size = sizes[type];
  if (!size || count > reader.bytes.length) return null;
  const length = size * count;
  const place = length <= 4 ? at + 8 : reader.long(at + 8);
  if (place + length > reader.bytes.length) return null;
  return {
    tag: reader.short(at),
    type,
    count,
    data: reader.bytes.subarray(place, place + length),
    at: place,
  };
}

/** The first few rationals of an entry as decimal numbers. */
function rationals(reader: Reader, entry: Entry): string {
  const parts: string[] = [];
  for (let index = 0; index < Math.min(entry.count, 8); index += 1) {
    const at = entry.at + index * 8;
    const below = reader.long(at + 4);
    parts.push(below === 0 ? '–' : String(Number((reader.long(at) / below).toFixed(6))));
  }
  return parts.join(' ');
}

function decodeText(reader: Reader, entry: Entry): string {
  const data = entry.data.subarray(0, textLimit);
  // The XP tags hold UTF-16LE; UserComment begins with eight bytes that name its encoding (Exif 3.0, 4.6.6).
  if (entry.tag >= 0x9c9b && entry.tag <= 0x9c9f) return data.toString('utf16le').replace(/\0+$/, '');
  if (entry.tag === 0x9286 || entry.tag === 27 || entry.tag === 28) {
    const content = data.subarray(8);
    if (data.toString('latin1', 0, 7) !== 'UNICODE') return content.toString('utf8').replace(/\0+$/, '');
    const wide = Buffer.from(content.subarray(0, content.length & ~1));
    return (reader.little ? wide : wide.swap16()).toString('utf16le').replace(/\0+$/, '');
  }
  return data.toString('utf8').replace(/\0+$/, '');
}

const isText = (entry: Entry): boolean =>
  entry.type === 2 || (entry.tag >= 0x9c9b && entry.tag <= 0x9c9f) || entry.tag === 0x9286;

function note(reader: Reader, notes: Notes, where: string, entry: Entry): void {
  const gps = where.endsWith('GPS');
  if (!gps && structuralTags.has(entry.tag)) return;
  const known = gps ? null : knownTags.get(entry.tag);
  const unnamed = `Tag 0x${entry.tag.toString(16).padStart(4, '0')}`;
  const name = (gps ? gpsTags[entry.tag] : known?.name) ?? unnamed;
  const reason = gps ? 'where' : (known?.reason ?? 'unknown');
  if (gps && entry.tag === 0) return;
  if (isText(entry) || (gps && entry.type === 7)) notes.text(where, name, decodeText(reader, entry), reason);
  else if (entry.type === 5 || entry.type === 10) notes.fact(where, name, rationals(reader, entry), reason);
  else if (entry.count === 1 && entry.type === 3)
    notes.fact(where, name, String(reader.short(entry.at)), reason);
  else if (entry.count === 1 && entry.type === 4)
    notes.fact(where, name, String(reader.long(entry.at)), reason);
  else notes.binary(where, name, entry.data, reason);
}

/** Directories that an entry points to: Exif, GPS, interoperability and sub-images. */
function pointed(reader: Reader, entry: Entry, where: string): { at: number; where: string }[] {
  if (entry.type !== 4 && entry.type !== 13) return [];
  const names: Readonly<Record<number, string>> = {
    34665: 'EXIF ExifIFD',
    34853: 'EXIF GPS',
    40965: 'EXIF Interop',
  };
  const name = names[entry.tag];
  if (name) return [{ at: reader.long(entry.at), where: name }];
  if (entry.tag !== 0x014a) return [];
  const count = Math.min(entry.count, 8);
  return Array.from({ length: count }, (_, index) => ({
    at: reader.long(entry.at + index * 4),
    where: `${where} SubIFD${index}`,
  }));
}

function noteThumbnail(reader: Reader, notes: Notes, where: string, entries: readonly Entry[]): void {
  const place = entries.find((entry) => entry.tag === 0x0201);
  const length = entries.find((entry) => entry.tag === 0x0202);
  if (!place || !length || place.data.length < 4 || length.data.length < 4) return;
  const start = reader.long(place.at);
  const content = reader.bytes.subarray(start, start + reader.long(length.at));
  if (content.length > 0) notes.binary(where, 'ThumbnailImage', content, 'picture');
}

/** Notes what every directory of a TIFF structure says; loops, overlaps and wild counts end the reading. */
export function noteTiff(tiff: Buffer, notes: Notes): void {
  const mark = tiff.toString('latin1', 0, 2);
  if (tiff.length < 8 || (mark !== 'II' && mark !== 'MM')) return;
  const reader = new Reader(tiff);
  const waiting = [{ at: reader.long(4), where: 'EXIF IFD0' }];
  const seen = new Set<number>();
  let entries = 0;
  for (let main = 1; waiting.length > 0; ) {
    const next = waiting.shift();
    if (!next || seen.has(next.at) || seen.size >= directoryLimit || next.at + 2 > tiff.length) continue;
    seen.add(next.at);
    const count = reader.short(next.at);
    const read: Entry[] = [];
    for (let index = 0; index < count && entries < entryLimit; index += 1, entries += 1) {
      const at = next.at + 2 + index * 12;
      if (at + 12 > tiff.length) break;
      const entry = readEntry(reader, at);
      if (!entry) continue;
      read.push(entry);
      note(reader, notes, next.where, entry);
      waiting.push(...pointed(reader, entry, next.where));
    }
    noteThumbnail(reader, notes, next.where, read);
    const link = next.at + 2 + count * 12;
    if (
      /IFD\d$/.test(next.where) &&
      !next.where.includes('Sub') &&
      link + 4 <= tiff.length &&
      reader.long(link) > 0
    ) {
      waiting.push({ at: reader.long(link), where: `EXIF IFD${main}` });
      main += 1;
    }
  }
}
