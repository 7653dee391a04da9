import { inflateSync } from 'node:zlib';
import { exifPrefix, startsWith } from './jpeg-head.ts';
import { Notes } from './noted.ts';
import type { Chunk, PngWalk } from './png-chunks.ts';
import { profileOf } from './png-keep.ts';
import { noteIptc, notePhotoshop, noteProfile, noteXmp } from './text-findings.ts';
import { noteTiff } from './tiff-findings.ts';

const textLimit = 8 * 1024 * 1024;

function inflated(data: Buffer, notes: Notes): Buffer {
  if (!notes.affordsReading) return data;
  try {
    const text = inflateSync(data, { maxOutputLength: textLimit });
    notes.spend(text.length);
    return text;
  } catch {
    notes.spend(textLimit);
    return data;
  }
}

interface Text {
  readonly keyword: string;
  readonly content: Buffer;
  readonly encoding: 'latin1' | 'utf8';
}

/** Keyword and text of the three text chunks (PNG, third edition, 11.3.3). */
function readText({ type, data }: Chunk, notes: Notes): Text {
  const end = data.subarray(0, 80).indexOf(0);
  const keyword = end > 0 ? data.toString('latin1', 0, end) : 'Text';
  const rest = data.subarray(end + 1);
  if (type === 'tEXt') return { keyword, content: rest, encoding: 'latin1' };
  if (type === 'zTXt') return { keyword, content: inflated(rest.subarray(1), notes), encoding: 'latin1' };
  const language = rest.indexOf(0, 2);
  const translated = language < 0 ? -1 : rest.indexOf(0, language + 1);
  const content = translated < 0 ? rest : rest.subarray(translated + 1);
  return { keyword, content: rest[0] === 1 ? inflated(content, notes) : content, encoding: 'utf8' };
}

/** Some programs write whole profiles as hexadecimal text with a name and a length before it. */
function rawProfile(content: Buffer): Buffer {
  const text = content.toString('latin1');
  const match = /^\s*\S+\s+\d+\s+/.exec(text);
  return Buffer.from(text.slice(match?.[0].length ?? 0).replace(/\s+/g, ''), 'hex');
}

function noteRawProfile(kind: string, content: Buffer, notes: Notes): void {
  const profile = rawProfile(content);
  if (profile.length === 0) {
    notes.binary('PNG text', `Raw profile type ${kind}`, content, 'unknown');
    return;
  }
  if (startsWith(profile, exifPrefix)) {
    noteTiff(profile.subarray(6), notes);
    return;
  }
  if (kind === 'xmp') {
    noteXmp(profile, 'XMP', notes);
    return;
  }
  if (startsWith(profile, 'Photoshop 3.0\0')) {
    notePhotoshop(profile.subarray(14), 'Photoshop', notes);
    return;
  }
  if (startsWith(profile, '8BIM')) {
    notePhotoshop(profile, 'Photoshop', notes);
    return;
  }
  if (profile[0] === 0x1c) {
    noteIptc(profile, 'IPTC', notes);
    return;
  }
  if (kind === 'exif' || kind === 'APP1') {
    noteTiff(profile, notes);
    return;
  }
  notes.binary('PNG text', `Raw profile type ${kind}`, profile, 'unknown');
}

function noteText(part: Chunk, notes: Notes): void {
  const { keyword, content, encoding } = readText(part, notes);
  if (keyword.startsWith('Raw profile type ')) {
    noteRawProfile(keyword.slice(17), content, notes);
    return;
  }
  if (keyword === 'XML:com.adobe.xmp') {
    noteXmp(content, 'XMP', notes);
    return;
  }
  notes.text(`PNG ${part.type}`, keyword, content.toString(encoding));
}

const structural = new Set([
  ...['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'cICP', 'mDCV', 'cLLI', 'mDCv', 'cLLi'],
  ...['sBIT', 'pHYs', 'bKGD', 'acTL', 'fcTL', 'fdAT', 'hIST'],
]);

function noteProfileChunk(data: Buffer, notes: Notes): void {
  const end = data.subarray(0, 81).indexOf(0);
  const name = end > 0 ? data.toString('latin1', 0, end) : '';
  if (name !== '' && name !== 'ICC') notes.text('ICC profile', 'Profile name', name, 'device');
  const profile = notes.affordsReading ? profileOf(data) : null;
  notes.spend(profile?.length ?? data.length);
  if (profile) noteProfile(profile, 'ICC profile', notes);
}

function noteTime(data: Buffer, notes: Notes): void {
  const date =
    data.length === 7 ? [data.readUInt16BE(0), ...data.subarray(2)].join(' ') : `${data.length} bytes`;
  notes.fact('PNG tIME', 'Last change', date, 'when');
}

function noteChunk(part: Chunk, notes: Notes): void {
  const { type, data } = part;
  if (structural.has(type)) return;
  if (type === 'tEXt' || type === 'zTXt' || type === 'iTXt') {
    noteText(part, notes);
    return;
  }
  if (type === 'eXIf' || type === 'zxIf') {
    noteTiff(startsWith(data, exifPrefix) ? data.subarray(6) : data, notes);
    return;
  }
  if (type === 'iCCP') {
    noteProfileChunk(data, notes);
    return;
  }
  if (type === 'tIME') {
    noteTime(data, notes);
    return;
  }
  if (type === 'caBX') {
    notes.binary('PNG caBX', 'C2PA content credentials', data, 'account');
    return;
  }
  notes.binary(`PNG ${type}`, 'Private or unknown chunk', data, 'unknown');
}

/** Everything in a walked PNG that is not needed to show it. */
export function pngNotes(walk: PngWalk): Notes {
  const notes = new Notes();
  for (const part of walk.chunks) noteChunk(part, notes);
  if (walk.trailer.length > 0) notes.binary('Trailer', 'Bytes behind the picture', walk.trailer, 'unknown');
  return notes;
}
