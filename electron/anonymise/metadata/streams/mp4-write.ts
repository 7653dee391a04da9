import { ByteWriter } from './byte-writer.ts';
import { makeBox, makeFullBox } from './mp4-boxes.ts';
import type { Edit } from './mp4-edits.ts';
import type { Track } from './mp4-tracks.ts';

/** A track with what the samples became: sizes after reduction and where each chunk lies in the output. */
export interface WrittenTrack {
  readonly track: Track;
  readonly edits: readonly Edit[];
  /** Sizes in the output; null for even samples. */
  readonly sizes: Uint32Array | null;
  readonly chunkOffsets: Float64Array;
  /** Samples in each chunk, and its sample description from 0. */
  readonly chunkCounts: Uint32Array;
  readonly chunkEntries: Uint8Array;
  /** In units of the track. */
  readonly duration: number;
}

/** Rows of (count, value) for a column of values. */
function runs(values: ArrayLike<number>): { count: number; rows: Buffer } {
  const lengths: number[] = [];
  const found: number[] = [];
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] ?? 0;
    const last = found.length - 1;
    if (last >= 0 && found[last] === value) lengths[last] = (lengths[last] ?? 0) + 1;
    else {
      found.push(value);
      lengths.push(1);
    }
  }
  const rows = Buffer.allocUnsafe(found.length * 8);
  for (const [row, value] of found.entries()) {
    rows.writeUInt32BE(lengths[row] ?? 0, row * 8);
    rows.writeInt32BE(value | 0, row * 8 + 4);
  }
  return { count: found.length, rows };
}

const counted = (type: string, version: number, count: number, rows: Uint8Array): Buffer =>
  makeFullBox(type, version, 0, new ByteWriter().u32(count).done(), rows);

function timeBox({ track }: WrittenTrack): Buffer {
  const { samples, chunks } = track;
  if (samples) {
    const { count, rows } = runs(samples.deltas);
    return counted('stts', 0, count, rows);
  }
  const total = chunks?.counts.reduce((sum, each) => sum + each, 0) ?? 0;
  return counted(
    'stts',
    0,
    1,
    new ByteWriter()
      .u32(total)
      .u32(chunks?.delta ?? 1)
      .done(),
  );
}

function compositionBox({ track }: WrittenTrack): Buffer[] {
  const later = track.samples?.compositions;
  if (!later?.some((value) => value !== 0)) return [];
  const { count, rows } = runs(later);
  return [counted('ctts', later.some((value) => value < 0) ? 1 : 0, count, rows)];
}

function syncBox({ track }: WrittenTrack): Buffer[] {
  const syncs = track.samples?.syncs;
  if (!syncs) return [];
  const numbers = new ByteWriter();
  for (let index = 0; index < syncs.length; index += 1) if (syncs[index] === 1) numbers.u32(index + 1);
  return [counted('stss', 0, numbers.length / 4, numbers.done())];
}

function sizeBox({ track, sizes }: WrittenTrack): Buffer {
  if (!sizes) {
    const { chunks } = track;
    const total = chunks?.counts.reduce((sum, each) => sum + each, 0) ?? 0;
    return makeFullBox(
      'stsz',
      0,
      0,
      new ByteWriter()
        .u32(chunks?.statedSize ?? 1)
        .u32(total)
        .done(),
    );
  }
  const rows = Buffer.allocUnsafe(sizes.length * 4);
  for (let index = 0; index < sizes.length; index += 1) rows.writeUInt32BE(sizes[index] ?? 0, index * 4);
  return makeFullBox('stsz', 0, 0, new ByteWriter().u32(0).u32(sizes.length).done(), rows);
}

function chunkMapBox({ chunkCounts, chunkEntries }: WrittenTrack): Buffer {
  const rows = new ByteWriter();
  for (let chunk = 0; chunk < chunkCounts.length; chunk += 1) {
    const same =
      chunk > 0 &&
      chunkCounts[chunk] === chunkCounts[chunk - 1] &&
      chunkEntries[chunk] === chunkEntries[chunk - 1];
    if (!same)
      rows
        .u32(chunk + 1)
        .u32(chunkCounts[chunk] ?? 0)
        .u32((chunkEntries[chunk] ?? 0) + 1);
  }
  return counted('stsc', 0, rows.length / 12, rows.done());
}

function offsetBox({ chunkOffsets }: WrittenTrack, base: number, long: boolean): Buffer {
  const width = long ? 8 : 4;
  const rows = Buffer.allocUnsafe(chunkOffsets.length * width);
  for (let chunk = 0; chunk < chunkOffsets.length; chunk += 1) {
    const at = base + (chunkOffsets[chunk] ?? 0);
    if (long) rows.writeBigUInt64BE(BigInt(at), chunk * 8);
    else rows.writeUInt32BE(at, chunk * 4);
  }
  return counted(long ? 'co64' : 'stco', 0, chunkOffsets.length, rows);
}

/** A time in 32 or 64 bits by need, and the version of the box that follows from it. */
const isLong = (duration: number): boolean => duration > 0xffff_ffff;

function headBox(written: WrittenTrack, id: number, duration: number): Buffer {
  const { track } = written;
  const long = isLong(duration);
  const out = new ByteWriter()
    .zeros(long ? 16 : 8)
    .u32(id)
    .u32(0);
  if (long) out.u64(duration);
  else out.u32(duration);
  out.zeros(8).u16(track.layer).u16(track.group).u16(track.volume).u16(0).bytes(track.matrix);
  return makeFullBox('tkhd', long ? 1 : 0, track.enabled, out.u32(track.width).u32(track.height).done());
}

function editBox(edits: readonly Edit[]): Buffer[] {
  if (edits.length === 0) return [];
  const long = edits.some(({ duration, from }) => isLong(duration) || Math.abs(from) > 0x7fff_ffff);
  const rows = new ByteWriter();
  for (const { duration, from, rate } of edits) {
    if (long) rows.u64(duration).bytes(signed64(from));
    else rows.u32(duration).u32(from);
    rows.u32(rate);
  }
  return [makeBox('edts', counted('elst', long ? 1 : 0, edits.length, rows.done()))];
}

function signed64(value: number): Buffer {
  const out = Buffer.allocUnsafe(8);
  out.writeBigInt64BE(BigInt(value));
  return out;
}

function mediaBox(written: WrittenTrack, base: number, longOffsets: boolean): Buffer {
  const { track, duration } = written;
  const long = isLong(duration);
  const head = new ByteWriter().zeros(long ? 16 : 8).u32(track.scale);
  if (long) head.u64(duration);
  else head.u32(duration);
  const handler = new ByteWriter().zeros(4).text(track.kind).zeros(12).u8(0).done();
  const kind =
    track.kind === 'vide'
      ? makeFullBox('vmhd', 0, 1, Buffer.alloc(8))
      : makeFullBox('smhd', 0, 0, Buffer.alloc(4));
  const here = makeFullBox('dref', 0, 0, Buffer.from([0, 0, 0, 1]), makeFullBox('url ', 0, 1));
  const descriptions = counted(
    'stsd',
    0,
    track.entries.length,
    Buffer.concat(track.entries.map(({ bytes }) => bytes)),
  );
  const table = makeBox(
    'stbl',
    descriptions,
    timeBox(written),
    ...compositionBox(written),
    ...syncBox(written),
    chunkMapBox(written),
    sizeBox(written),
    offsetBox(written, base, longOffsets),
  );
  return makeBox(
    'mdia',
    makeFullBox('mdhd', long ? 1 : 0, 0, head.u16(track.language).u16(0).done()),
    makeFullBox('hdlr', 0, 0, handler),
    makeBox('minf', kind, makeBox('dinf', here), table),
  );
}

const unityMatrix = new ByteWriter().u32(0x10000).zeros(12).u32(0x10000).zeros(12).u32(0x40000000).done();

/** How long a track lasts in units of the movie: its edits where it has any. */
function shownFor({ edits, duration, track }: WrittenTrack, scale: number): number {
  const whole = Math.round((duration * scale) / track.scale);
  return edits.length === 0 ? whole : edits.reduce((sum, edit) => sum + (edit.duration || whole), 0);
}

/** The movie box, with the data of all tracks beginning at `base` of the file. */
export function writeMovie(
  tracks: readonly WrittenTrack[],
  scale: number,
  base: number,
  longOffsets: boolean,
): Buffer {
  const durations = tracks.map((track) => shownFor(track, scale));
  const duration = Math.max(0, ...durations);
  const long = isLong(duration);
  const head = new ByteWriter().zeros(long ? 16 : 8).u32(scale);
  if (long) head.u64(duration);
  else head.u32(duration);
  head
    .u32(0x10000)
    .u16(0x100)
    .zeros(10)
    .bytes(unityMatrix)
    .zeros(24)
    .u32(tracks.length + 1);
  const parts = tracks.map((written, index) =>
    makeBox(
      'trak',
      headBox(written, index + 1, durations[index] ?? 0),
      ...editBox(written.edits),
      mediaBox(written, base, longOffsets),
    ),
  );
  return makeBox('moov', makeFullBox('mvhd', long ? 1 : 0, 0, head.done()), ...parts);
}

const majors: Readonly<Record<string, string>> = { mov: 'qt  ', m4a: 'M4A ', m4v: 'M4V ' };

/** The file type: what the container is called, and nothing of who wrote it. */
export function writeType(container: string, quickTime: boolean): Buffer {
  const major = quickTime ? 'qt  ' : (majors[container] ?? 'isom');
  const compatible = quickTime ? 'qt  ' : major === 'isom' ? 'isomiso2mp41' : `${major}isomiso2mp41`;
  return makeBox('ftyp', Buffer.from(`${major}\0\0\0\0${compatible}`, 'latin1'));
}
