import { withoutZeroEnd } from '../../media/zero-end.ts';
import type { Notes } from './noted.ts';
import { noteIptc, notePhotoshop, noteProfile, noteXmp } from './text-findings.ts';
import { gpsTags, knownTags, pageTags, structuralTags } from './tiff-tags.ts';

/** Bounds that no real file reaches: they stop loops and hostile counts. */
const directoryLimit = 64;
const entryLimit = 2_000;
const textLimit = 65_536;

const sizes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8];

class Reader {
  readonly bytes: Buffer;
  readonly little: boolean;
  /** BigTIFF: counts and offsets of eight bytes. */
  readonly big: boolean;
  constructor(bytes: Buffer) {
    this.bytes = bytes;
    this.little = bytes.toString('latin1', 0, 2) === 'II';
    this.big = bytes[this.little ? 2 : 3] === 43;
  }
  short(at: number): number {
    return this.little ? this.bytes.readUInt16LE(at) : this.bytes.readUInt16BE(at);
  }
  long(at: number): number {
    return this.little ? this.bytes.readUInt32LE(at) : this.bytes.readUInt32BE(at);
  }
  /** A count or offset; beyond the end it is 0. */
  word(at: number): number {
    if (at + (this.big ? 8 : 4) > this.bytes.length) return 0;
    if (!this.big) return this.long(at);
    return Number(this.little ? this.bytes.readBigUInt64LE(at) : this.bytes.readBigUInt64BE(at));
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
  const wide = reader.big ? 8 : 4;
  const type = reader.short(at + 2);
  const count = reader.word(at + 4);
  const size = sizes[type];
  if (!size || count > reader.bytes.length) return null;
  const length = size * count;
  const place = length <= wide ? at + 4 + wide : reader.word(at + 4 + wide);
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
  if (entry.tag >= 0x9c9b && entry.tag <= 0x9c9f) return withoutZeroEnd(data.toString('utf16le'));
  if (entry.tag === 0x9286 || entry.tag === 27 || entry.tag === 28) {
    const content = data.subarray(8);
    if (data.toString('latin1', 0, 7) !== 'UNICODE') return withoutZeroEnd(content.toString('utf8'));
    const wide = Buffer.from(content.subarray(0, content.length & ~1));
    return withoutZeroEnd((reader.little ? wide : wide.swap16()).toString('utf16le'));
  }
  return withoutZeroEnd(data.toString('utf8'));
}

const isText = (entry: Entry): boolean =>
  entry.type === 2 || (entry.tag >= 0x9c9b && entry.tag <= 0x9c9f) || entry.tag === 0x9286;

/** Blocks of another form inside an entry; false where the entry is none of them. */
function noteBlock({ tag, data }: Entry, notes: Notes): boolean {
  if (tag === 700) noteXmp(data, 'XMP', notes);
  else if (tag === 33723 && data[0] === 0x1c) noteIptc(data, 'IPTC', notes);
  else if (tag === 34377 && data.toString('latin1', 0, 4) === '8BIM') notePhotoshop(data, 'Photoshop', notes);
  else if (tag === 34675) noteProfile(data, 'ICC profile', notes);
  else return false;
  return true;
}

function note(reader: Reader, notes: Notes, where: string, entry: Entry): void {
  const gps = where.endsWith('GPS');
  const structural = structuralTags.has(entry.tag) || (where.startsWith('TIFF') && pageTags.has(entry.tag));
  if ((!gps && structural) || (gps && entry.tag === 0) || noteBlock(entry, notes)) return;
  const known = gps ? null : knownTags.get(entry.tag);
  const unnamed = `Tag 0x${entry.tag.toString(16).padStart(4, '0')}`;
  const name = (gps ? gpsTags[entry.tag] : known?.name) ?? unnamed;
  const reason = gps ? 'where' : (known?.reason ?? 'unknown');
  if (isText(entry) || (gps && entry.type === 7)) notes.text(where, name, decodeText(reader, entry), reason);
  else if (entry.type === 5 || entry.type === 10) notes.fact(where, name, rationals(reader, entry), reason);
  else if (entry.count === 1 && entry.type === 3)
    notes.fact(where, name, String(reader.short(entry.at)), reason);
  else if (entry.count === 1 && entry.type === 4)
    notes.fact(where, name, String(reader.long(entry.at)), reason);
  else notes.binary(where, name, entry.data, reason);
}

interface Directory {
  readonly at: number;
  readonly where: string;
  /** In the chain of pages, whose end points to the next. */
  readonly page: number | null;
}

/** Directories that an entry points to: Exif, GPS, interoperability and sub-images. */
function pointed(reader: Reader, entry: Entry, where: string, root: string): Directory[] {
  if (![4, 13, 16, 18].includes(entry.type)) return [];
  const names: Readonly<Record<number, string>> = { 34665: 'ExifIFD', 34853: 'GPS', 40965: 'Interop' };
  const name = names[entry.tag];
  const width = entry.type >= 16 ? 8 : 4;
  const offset = (index: number): number =>
    width === 8 ? reader.word(entry.at + index * 8) : reader.long(entry.at + index * 4);
  if (name) return [{ at: offset(0), where: `${root} ${name}`, page: null }];
  if (entry.tag !== 0x014a) return [];
  const count = Math.min(entry.count, 8);
  return Array.from({ length: count }, (_, index) => ({
    at: offset(index),
    where: `${where} SubIFD${index}`,
    page: null,
  }));
}

/** The picture that a directory points to, unless it is the page itself. */
function noteThumbnail(reader: Reader, notes: Notes, where: string, entries: readonly Entry[]): void {
  const place = entries.find((entry) => entry.tag === 0x0201);
  const length = entries.find((entry) => entry.tag === 0x0202);
  const isPage =
    where.startsWith('TIFF') && (where === 'TIFF IFD0' || entries.some(({ tag }) => tag === 273));
  if (!place || !length || isPage || place.data.length < 4 || length.data.length < 4) return;
  const start = reader.long(place.at);
  const content = reader.bytes.subarray(start, start + reader.long(length.at));
  if (content.length > 0) notes.binary(where, 'ThumbnailImage', content, 'picture');
}

/**
 * Notes what every directory of a TIFF structure says; loops, overlaps and wild counts end the reading. `root` tells
 * a block of Exif from a TIFF that is itself the picture.
 */
export function noteTiff(tiff: Buffer, notes: Notes, root: 'EXIF' | 'TIFF' = 'EXIF'): void {
  const mark = tiff.toString('latin1', 0, 2);
  if (tiff.length < 8 || (mark !== 'II' && mark !== 'MM')) return;
  const reader = new Reader(tiff);
  const [countSize, entrySize] = reader.big ? [8, 20] : [2, 12];
  const waiting: Directory[] = [{ at: reader.word(reader.big ? 8 : 4), where: `${root} IFD0`, page: 0 }];
  const seen = new Set<number>();
  let entries = 0;
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const { at, where, page } = next;
    if (seen.has(at) || seen.size >= directoryLimit || at + countSize > tiff.length) continue;
    seen.add(at);
    const count = reader.big ? reader.word(at) : reader.short(at);
    const read: Entry[] = [];
    for (let index = 0; index < count && entries < entryLimit; index += 1, entries += 1) {
      const place = at + countSize + index * entrySize;
      if (place + entrySize > tiff.length) break;
      const entry = readEntry(reader, place);
      if (!entry) continue;
      read.push(entry);
      note(reader, notes, where, entry);
      waiting.push(...pointed(reader, entry, where, root));
    }
    noteThumbnail(reader, notes, where, read);
    const link = reader.word(at + countSize + count * entrySize);
    if (page !== null && link > 0)
      waiting.push({ at: link, where: `${root} IFD${page + 1}`, page: page + 1 });
  }
}
