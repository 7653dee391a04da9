import { CustosError } from '../../../../shared/kernel/error.ts';
import { bodyOf } from './mp4-boxes.ts';

/** The samples of a track in decoding order. Times are in the track's own units. */
export interface Samples {
  readonly count: number;
  readonly offsets: Float64Array;
  readonly sizes: Uint32Array;
  readonly deltas: Uint32Array;
  /** Shown later than decoded by so much; null where all are shown as they are decoded. */
  readonly compositions: Int32Array | null;
  /** 1 where decoding may begin; null where it may everywhere. */
  readonly syncs: Uint8Array | null;
  /** Index of the sample description, from 0. */
  readonly entries: Uint8Array;
  /** 1 where a chunk begins. */
  readonly starts: Uint8Array;
}

/** Samples of one size and length, as in uncompressed sound: counted by chunk, since there may be millions. */
export interface Chunks {
  readonly offsets: Float64Array;
  /** Samples in each chunk. */
  readonly counts: Uint32Array;
  readonly entries: Uint8Array;
  readonly delta: number;
  /** What the table of sizes states; older writers put 1 there whatever the size is. */
  readonly statedSize: number;
  readonly bytesFor: (count: number) => number;
}

/** All tracks together may have so many samples: ten hours at 60 frames a second, with their sound. */
export const sampleLimit = 4_000_000;

export const tooMany = (): CustosError =>
  new CustosError(
    'too-large',
    'This film or recording has more than four million parts, more than Custos can clean in one go. Cut it into shorter ones and take those in.',
  );

export function emptySamples(count: number, withCompositions: boolean, withSyncs: boolean): Samples {
  return {
    count,
    offsets: new Float64Array(count),
    sizes: new Uint32Array(count),
    deltas: new Uint32Array(count),
    compositions: withCompositions ? new Int32Array(count) : null,
    syncs: withSyncs ? new Uint8Array(count) : null,
    entries: new Uint8Array(count),
    starts: new Uint8Array(count),
  };
}

/** The samples whose index the test accepts; what was before a gap lasts until what comes after it. */
export function selectSamples(all: Samples, accepts: (index: number) => boolean): Samples {
  const kept: number[] = [];
  for (let index = 0; index < all.count; index += 1) if (accepts(index)) kept.push(index);
  if (kept.length === all.count) return all;
  const out = emptySamples(kept.length, all.compositions !== null, all.syncs !== null);
  let to = -1;
  let before = -2;
  for (const index of kept) {
    for (let gap = before + 1; to >= 0 && gap < index; gap += 1)
      out.deltas[to] = (out.deltas[to] ?? 0) + (all.deltas[gap] ?? 0);
    to += 1;
    out.offsets[to] = all.offsets[index] ?? 0;
    out.sizes[to] = all.sizes[index] ?? 0;
    out.deltas[to] = all.deltas[index] ?? 0;
    if (out.compositions) out.compositions[to] = all.compositions?.[index] ?? 0;
    if (out.syncs) out.syncs[to] = all.syncs?.[index] ?? 0;
    out.entries[to] = all.entries[index] ?? 0;
    out.starts[to] = all.starts[index] === 1 || before !== index - 1 ? 1 : 0;
    before = index;
  }
  return out;
}

/** Rows of a full box that begins with a count: at most as many as the box has room for. */
function rows(body: Buffer | null, width: number): { at: number; count: number } {
  if (!body || body.length < 8) return { at: 8, count: 0 };
  return { at: 8, count: Math.min(body.readUInt32BE(4), Math.floor((body.length - 8) / width)) };
}

interface RawChunks {
  readonly offsets: Float64Array;
  readonly perChunk: Uint32Array;
  readonly entries: Uint8Array;
}

/** Offsets, and how many samples each chunk holds (8.7.4, 8.7.5). */
function readChunks(table: Buffer): RawChunks {
  const long = bodyOf(table, 'co64');
  const short = bodyOf(table, 'stco');
  const { at, count } = long ? rows(long, 8) : rows(short, 4);
  if (count > sampleLimit) throw tooMany();
  const offsets = new Float64Array(count);
  for (let index = 0; index < count; index += 1) {
    offsets[index] = long
      ? Number(long.readBigUInt64BE(at + index * 8))
      : (short?.readUInt32BE(at + index * 4) ?? 0);
  }
  const perChunk = new Uint32Array(count);
  const entries = new Uint8Array(count);
  const map = bodyOf(table, 'stsc');
  const runs = rows(map, 12);
  // Runs count upwards; one that goes back says nothing, else each could be spread over all chunks.
  let done = 0;
  for (let run = 0; map && run < runs.count; run += 1) {
    const place = runs.at + run * 12;
    const first = Math.max(done, Math.max(1, map.readUInt32BE(place)) - 1);
    const next = run + 1 < runs.count ? map.readUInt32BE(place + 12) - 1 : count;
    const each = map.readUInt32BE(place + 4);
    const entry = Math.max(1, map.readUInt32BE(place + 8)) - 1;
    if (next <= first) continue;
    done = Math.min(next, count);
    perChunk.fill(each, Math.min(first, count), done);
    entries.fill(Math.min(entry, 255), Math.min(first, count), done);
  }
  return { offsets, perChunk, entries };
}

/** Runs of (count, value) spread over the samples (8.6.1). */
function spread(body: Buffer | null, into: Uint32Array | Int32Array, signed: boolean): void {
  const { at, count } = rows(body, 8);
  let sample = 0;
  let value = 0;
  for (let run = 0; body && run < count && sample < into.length; run += 1) {
    const length = body.readUInt32BE(at + run * 8);
    value = signed ? body.readInt32BE(at + run * 8 + 4) : body.readUInt32BE(at + run * 8 + 4);
    into.fill(value, sample, Math.min(into.length, sample + length));
    sample = Math.min(into.length, sample + length);
  }
  if (sample > 0 && !signed) into.fill(value, sample);
}

interface Sizes {
  readonly count: number;
  /** 0 where each sample has its own. */
  readonly same: number;
  readonly of: (index: number) => number;
}

/** Sizes from either of the two boxes (8.7.3). */
function readSizes(table: Buffer): Sizes {
  const plain = bodyOf(table, 'stsz');
  if (plain && plain.length >= 12) {
    const same = plain.readUInt32BE(4);
    const stated = plain.readUInt32BE(8);
    const count = same > 0 ? stated : Math.min(stated, Math.floor((plain.length - 12) / 4));
    return { count, same, of: (index) => (same > 0 ? same : plain.readUInt32BE(12 + index * 4)) };
  }
  const compact = bodyOf(table, 'stz2');
  if (!compact || compact.length < 12) return { count: 0, same: 0, of: () => 0 };
  const bits = compact[7] ?? 8;
  if (![4, 8, 16].includes(bits)) return { count: 0, same: 0, of: () => 0 };
  const count = Math.min(compact.readUInt32BE(8), Math.floor(((compact.length - 12) * 8) / bits));
  const of = (index: number): number => {
    if (bits === 16) return compact.readUInt16BE(12 + index * 2);
    if (bits === 8) return compact[12 + index] ?? 0;
    const byte = compact[12 + (index >> 1)] ?? 0;
    return index % 2 === 0 ? byte >> 4 : byte & 15;
  };
  return { count, same: 0, of };
}

/** The one length of all samples in the table of times, or null. */
function onlyDelta(table: Buffer): number | null {
  const body = bodyOf(table, 'stts');
  const { at, count } = rows(body, 8);
  return body && count === 1 ? body.readUInt32BE(at + 4) : null;
}

function syncsOf(table: Buffer, count: number): Uint8Array | null {
  const body = bodyOf(table, 'stss');
  if (!body) return null;
  const listed = rows(body, 4);
  const syncs = new Uint8Array(count);
  for (let row = 0; row < listed.count; row += 1) {
    const index = body.readUInt32BE(listed.at + row * 4) - 1;
    if (index >= 0 && index < count) syncs[index] = 1;
  }
  return syncs;
}

function place(all: Samples, { offsets, perChunk, entries }: RawChunks): number {
  let sample = 0;
  for (let chunk = 0; chunk < offsets.length && sample < all.count; chunk += 1) {
    let at = offsets[chunk] ?? 0;
    const end = Math.min(all.count, sample + (perChunk[chunk] ?? 0));
    if (sample < end) all.starts[sample] = 1;
    for (; sample < end; sample += 1) {
      all.offsets[sample] = at;
      all.entries[sample] = entries[chunk] ?? 0;
      at += all.sizes[sample] ?? 0;
    }
  }
  return sample;
}

/** The samples that the tables of a track list (`stbl`), at most so many. @throws CustosError `too-large` */
export function readSamples(table: Buffer, most: number): Samples {
  const sizes = readSizes(table);
  const chunks = readChunks(table);
  const room = chunks.perChunk.reduce((sum, each) => sum + each, 0);
  const count = Math.min(sizes.count, room);
  if (count > most) throw tooMany();
  const later = bodyOf(table, 'ctts');
  const syncs = syncsOf(table, count);
  const all = { ...emptySamples(count, later !== null, false), syncs };
  for (let index = 0; index < count; index += 1) all.sizes[index] = sizes.of(index);
  spread(bodyOf(table, 'stts'), all.deltas, false);
  if (all.compositions) spread(later, all.compositions, true);
  const placed = place(all, chunks);
  return placed === count ? all : selectSamples(all, (index) => index < placed);
}

/** The chunks of a track of even samples; null where its samples differ, or are shown in another order. */
export function readChunkTable(table: Buffer, bytesFor: ((count: number) => number) | null): Chunks | null {
  const sizes = readSizes(table);
  const delta = onlyDelta(table);
  if (sizes.same === 0 || delta === null || bodyOf(table, 'ctts') || bodyOf(table, 'stss')) return null;
  const { offsets, perChunk, entries } = readChunks(table);
  let left = sizes.count;
  for (let chunk = 0; chunk < perChunk.length; chunk += 1) {
    perChunk[chunk] = Math.min(left, perChunk[chunk] ?? 0);
    left -= perChunk[chunk] ?? 0;
  }
  return {
    offsets,
    counts: perChunk,
    entries,
    delta,
    statedSize: sizes.same,
    bytesFor: bytesFor ?? ((count) => count * sizes.same),
  };
}
