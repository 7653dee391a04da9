import { CustosError } from '../../../../shared/kernel/error.ts';
import { jpegNotes } from '../jpeg-findings.ts';
import { readHead } from '../jpeg-head.ts';
import { isFrame, walkJpeg } from '../jpeg-walk.ts';
import { writeJpeg } from '../jpeg-write.ts';
import type { Notes } from '../noted.ts';
import { bareFilm, isFilm } from './film-stream.ts';

const jpegLsFrame = 0xf7;

function isJpegLs(stream: Buffer): boolean {
  for (let at = 2; at + 4 <= stream.length && stream[at] === 0xff; ) {
    const code = stream[at + 1] ?? 0;
    if (code === jpegLsFrame) return true;
    if (code === 0xda || isFrame(code)) return false;
    at += code === 0xff ? 1 : 2 + stream.readUInt16BE(at + 2);
  }
  return false;
}

/** Frame, parameters, restarts and scan, and of application data the colour transform in its exact form. */
function isNeeded(code: number, body: Buffer): boolean {
  if ([jpegLsFrame, 0xf8, 0xdd, 0xda].includes(code)) return true;
  return code === 0xe8 && body.length === 5 && body.toString('latin1', 0, 4) === 'mrfx';
}

/** Where the coded samples of JPEG-LS end: behind 0xff a marker begins with a set bit (T.87 section A.1). */
function samplesEnd(stream: Buffer, from: number): number {
  for (let at = stream.indexOf(0xff, from); at >= 0; at = stream.indexOf(0xff, at + 1)) {
    const next = stream[at + 1];
    if (next === undefined || (next >= 0x80 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7))) return at;
  }
  return stream.length;
}

/** JPEG-LS without comments and application data (T.87 annex C). */
function bareJpegLs(stream: Buffer): Buffer {
  const out: Buffer[] = [stream.subarray(0, 2)];
  let at = 2;
  while (at + 4 <= stream.length && stream[at] === 0xff) {
    const code = stream[at + 1] ?? 0;
    if (code === 0xd9) break;
    if (code === 0xff) {
      at += 1;
      continue;
    }
    const end = Math.min(stream.length, at + 2 + Math.max(2, stream.readUInt16BE(at + 2)));
    if (isNeeded(code, stream.subarray(at + 4, end))) out.push(stream.subarray(at, end));
    at = end;
    if (code !== 0xda) continue;
    const behind = samplesEnd(stream, end);
    out.push(stream.subarray(end, behind));
    at = behind;
  }
  return Buffer.concat([...out, Buffer.from([0xff, 0xd9])]);
}

const j2k = { cod: 0xff52, com: 0xff64, sot: 0xff90, sod: 0xff93, end: 0xffd9 } as const;

/** Segments of a JPEG 2000 header up to a marker, without comments; null where they do not lead there. */
function header(
  stream: Buffer,
  from: number,
  to: readonly number[],
): { parts: Buffer[]; end: number } | null {
  const parts: Buffer[] = [];
  let at = from;
  while (at + 4 <= stream.length) {
    const code = stream.readUInt16BE(at);
    if (to.includes(code)) return { parts, end: at };
    const end = at + 2 + stream.readUInt16BE(at + 2);
    if (code < 0xff00 || end > stream.length || end < at + 4) return null;
    if (code !== j2k.com) parts.push(stream.subarray(at, end));
    at = end;
  }
  return null;
}

/** One tile part without comments, its length put right (T.800 A.4.2); null where it is broken. */
function tilePart(stream: Buffer, at: number): { parts: Buffer[]; end: number } | null {
  const stated = stream.readUInt32BE(at + 6);
  const end = stated === 0 ? lastTileEnd(stream) : at + stated;
  const inner = header(stream, at + 12, [j2k.sod]);
  if (!inner || end > stream.length || end < inner.end) return null;
  const samples = stream.subarray(inner.end, end);
  const start = Buffer.from(stream.subarray(at, at + 12));
  const length = 12 + samples.length + inner.parts.reduce((sum, part) => sum + part.length, 0);
  if (stated !== 0) start.writeUInt32BE(length, 6);
  return { parts: [start, ...inner.parts, samples], end };
}

function lastTileEnd(stream: Buffer): number {
  const end = stream.lastIndexOf(Buffer.from([0xff, 0xd9]));
  return end < 0 ? stream.length : end;
}

/** A JPEG 2000 codestream without comments; nothing where no decoder finds its way into it. */
function bareJpeg2000(stream: Buffer): Buffer {
  const main = header(stream, 2, [j2k.sot]);
  if (!main) return Buffer.alloc(0);
  const out: Buffer[] = [stream.subarray(0, 2), ...main.parts];
  let at = main.end;
  while (at + 12 <= stream.length && stream.readUInt16BE(at) === j2k.sot) {
    const part = tilePart(stream, at);
    if (!part) {
      // A stream that ends early stays as it is from here on: decoders show what there is.
      out.push(stream.subarray(at));
      return Buffer.concat(out);
    }
    out.push(...part.parts);
    at = part.end;
  }
  out.push(Buffer.from([0xff, 0xd9]));
  return Buffer.concat(out);
}

/** The codestream out of the boxes of a JP2 file, which do not belong into DICOM (PS3.5 A.4.4). */
function outOfBoxes(stream: Buffer): Buffer {
  let at = 0;
  while (at + 8 <= stream.length) {
    const length = stream.readUInt32BE(at);
    if (stream.toString('latin1', at + 4, at + 8) === 'jp2c')
      return stream.subarray(at + 8, length === 0 ? stream.length : at + Math.max(8, length));
    if (length < 8) break;
    at += length;
  }
  return stream;
}

function bareJpeg(stream: Buffer, notes: Notes): Buffer {
  try {
    const walk = walkJpeg(stream);
    const { all } = jpegNotes(walk);
    const padding = walk.trailer.every((byte) => byte === 0);
    for (const note of all) if (note.where !== 'Trailer' || !padding) notes.all.push(note);
    return writeJpeg(walk, { ...readHead(walk.segments), orientation: 1, profile: null });
  } catch (error) {
    if (!(error instanceof CustosError)) throw error;
    return nothingOf(stream, notes);
  }
}

/** A frame of nothing in the place of one that no decoder shows. */
function nothingOf(stream: Buffer, notes: Notes): Buffer {
  notes.binary('Coded picture', 'Frame that cannot be read', stream, 'unknown');
  return Buffer.alloc(0);
}

const runLengths = '1.2.840.10008.1.2.5';

/** Marks of JPEG and JPEG-LS, and of JPEG 2000. */
const marks = [Buffer.from([0xff, 0xd8, 0xff]), Buffer.from([0xff, 0x4f, 0xff, 0x51])];

/** From the mark on: a decoder may look for it, and what lies in front of it is none of its samples. */
function fromMark(stream: Buffer): Buffer | null {
  const places = marks.map((mark) => stream.indexOf(mark)).filter((at) => at >= 0);
  return places.length === 0 ? null : stream.subarray(Math.min(...places));
}

/** A coded picture with its samples untouched and without what else its stream carries. */
export function bareFrame(stream: Buffer, transferSyntax: string, notes: Notes): Buffer {
  if (stream.length === 0 || transferSyntax === runLengths) return stream;
  if (isFilm(transferSyntax)) return bareFilm(stream, notes);
  const isBox = stream.toString('latin1', 4, 8) === 'jP  ';
  const inside = fromMark(isBox ? outOfBoxes(stream) : stream);
  // What lies behind a broken mark may be a comment as well as samples.
  if (!inside) return nothingOf(stream, notes);
  if (inside[1] === 0xd8 && !isJpegLs(inside)) return bareJpeg(inside, notes);
  const bare = inside[1] === 0xd8 ? bareJpegLs(inside) : bareJpeg2000(inside);
  // A byte or two behind the end make the length even.
  if (bare.length + 2 < stream.length)
    notes.fact(
      'Coded picture',
      'Comment or application data',
      `${stream.length - bare.length} bytes`,
      'device',
    );
  return bare;
}
