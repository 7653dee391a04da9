import { CustosError } from '../../../../shared/kernel/error.ts';
import type { Notes } from '../noted.ts';
import type { Edit } from './mp4-edits.ts';
import type { Samples } from './mp4-samples.ts';
import type { Track } from './mp4-tracks.ts';
import type { WrittenTrack } from './mp4-write.ts';
import { fateOf } from './nal-units.ts';
import { reduceSample, type SampleFilter } from './sample-filters.ts';
import { copyOf, type Seekable, Window } from './seekable.ts';
import type { Look } from './stream-cleaner.ts';

/** A track with the samples that stay, and which of them change. */
export interface LaidTrack {
  readonly track: Track;
  readonly edits: readonly Edit[];
  /** 1 where a sample is reduced; null where none is. */
  readonly changed: Uint8Array | null;
  readonly sizes: Uint32Array | null;
}

const sampleBytesLimit = 128 * 1024 * 1024;
const smallRange = 256 * 1024;
const headRange = 4_096;

/** Whether a sample of units may lose something, told by the units' heads alone. */
async function hasForeignUnit(
  window: Window,
  { rules, lengthSize }: SampleFilter & { kind: 'units' },
  from: number,
  to: number,
): Promise<boolean> {
  const first = window.held(from, 5) ?? (await window.at(from, 5));
  if (lengthSize === 4 && first.length === 5 && first.readUInt32BE(0) === 1) return true;
  let at = from;
  while (at + lengthSize < to) {
    const head = window.held(at, lengthSize + 1) ?? (await window.at(at, lengthSize + 1));
    const length = head.length > lengthSize ? head.readUIntBE(0, lengthSize) : 0;
    if (length === 0 || fateOf(rules, head[lengthSize] ?? 0) !== 'keep') return true;
    at += lengthSize + length;
  }
  return at !== to;
}

async function readSample(window: Window, offset: number, size: number): Promise<Buffer> {
  if (size > sampleBytesLimit)
    throw new CustosError(
      'too-large',
      'One frame of this film has more than 128 MB, which no real film has.',
    );
  return window.held(offset, size) ?? window.at(offset, size);
}

/** Finds the samples of a track that lose something, and the sizes they will have. */
export async function layTrack(
  source: Seekable,
  track: Track,
  edits: readonly Edit[],
  notes: Notes,
  look: Look,
): Promise<LaidTrack> {
  const { samples, entries } = track;
  if (!samples) return { track, edits, changed: null, sizes: null };
  const filters = entries.map(({ filter }) => filter);
  if (filters.every((filter) => filter === null))
    return { track, edits, changed: null, sizes: samples.sizes };
  const sizes = samples.sizes.slice();
  const changed = new Uint8Array(samples.count);
  const window = new Window(source, look === 'heads' ? headRange : smallRange);
  for (let index = 0; index < samples.count; index += 1) {
    const filter = filters[samples.entries[index] ?? 0] ?? null;
    const from = samples.offsets[index] ?? 0;
    const size = samples.sizes[index] ?? 0;
    if (!filter || size === 0) continue;
    const isLookedAt = look === 'heads' && filter.kind === 'units';
    if (isLookedAt && !(await hasForeignUnit(window, filter, from, from + size))) continue;
    const sample = await readSample(window, from, size);
    const reduced = reduceSample(filter, sample, notes);
    if (reduced === sample) continue;
    changed[index] = 1;
    sizes[index] = reduced.length;
  }
  return { track, edits, changed: changed.includes(1) ? changed : null, sizes };
}

/** The chunks of one track in its own order, which the tables keep whatever the order in the file is. */
interface TrackChunks {
  /** First sample, or the chunk's own number in a track of even samples. */
  readonly firsts: Uint32Array;
  readonly ends: Uint32Array;
  readonly offsets: Float64Array;
  readonly entries: Uint8Array;
}

const beginsChunk = ({ starts, entries }: Samples, index: number): boolean =>
  index === 0 || starts[index] !== 0 || entries[index] !== entries[index - 1];

function chunksOf({ track: { samples, chunks } }: LaidTrack): TrackChunks {
  if (chunks) {
    const firsts = new Uint32Array(chunks.offsets.length).map((_, index) => index);
    return {
      firsts,
      ends: firsts.map((first) => first + 1),
      offsets: chunks.offsets,
      entries: chunks.entries,
    };
  }
  let count = 0;
  for (let index = 0; samples && index < samples.count; index += 1)
    if (beginsChunk(samples, index)) count += 1;
  const out: TrackChunks = {
    firsts: new Uint32Array(count),
    ends: new Uint32Array(count),
    offsets: new Float64Array(count),
    entries: new Uint8Array(count),
  };
  let chunk = -1;
  for (let index = 0; samples && index < samples.count; index += 1) {
    if (beginsChunk(samples, index)) {
      chunk += 1;
      out.firsts[chunk] = index;
      out.offsets[chunk] = samples.offsets[index] ?? 0;
      out.entries[chunk] = samples.entries[index] ?? 0;
    }
    out.ends[chunk] = index + 1;
  }
  return out;
}

interface Chunk {
  readonly track: number;
  /** Its place among the chunks of its track. */
  readonly number: number;
  readonly first: number;
  readonly end: number;
  readonly offset: number;
  readonly entry: number;
}

/** A track and the number of a chunk in one number: there are at most 200 tracks, and fewer chunks than samples. */
const perTrack = 2 ** 23;

function chunkAt(chunks: readonly TrackChunks[], code: number): Chunk {
  const track = Math.floor(code / perTrack);
  const number = code % perTrack;
  const own = chunks[track];
  return {
    track,
    number,
    first: own?.firsts[number] ?? 0,
    end: own?.ends[number] ?? 0,
    offset: own?.offsets[number] ?? 0,
    entry: own?.entries[number] ?? 0,
  };
}

/** The chunks of all tracks in the order they had in the source. */
function inOrder(chunks: readonly TrackChunks[]): Uint32Array {
  const order = new Uint32Array(chunks.reduce((sum, { firsts }) => sum + firsts.length, 0));
  let at = 0;
  for (const [track, { firsts }] of chunks.entries())
    for (let number = 0; number < firsts.length; number += 1, at += 1) order[at] = track * perTrack + number;
  const offset = (code: number): number => chunks[Math.floor(code / perTrack)]?.offsets[code % perTrack] ?? 0;
  return order.sort((one, other) => offset(one) - offset(other));
}

/** The order of all data in the output, and what it does to the tables of each track. */
export interface Layout {
  readonly chunks: readonly TrackChunks[];
  /** The chunks of all tracks, as `chunkAt` takes them. */
  readonly order: Uint32Array;
  readonly laid: readonly LaidTrack[];
  readonly written: readonly WrittenTrack[];
  /** Bytes of all data. */
  readonly length: number;
  /** Bytes of the source that any track names. */
  readonly taken: number;
}

function bytesOfChunk({ track, sizes }: LaidTrack, { first, end }: Chunk): number {
  if (track.chunks) return track.chunks.bytesFor(track.chunks.counts[first] ?? 0);
  let total = 0;
  for (let sample = first; sample < end; sample += 1) total += sizes?.[sample] ?? 0;
  return total;
}

function durationOf(samples: Samples | null, track: Track): number {
  if (samples) return samples.deltas.reduce((sum, delta) => sum + delta, 0);
  const { chunks } = track;
  return chunks ? chunks.counts.reduce((sum, each) => sum + each, 0) * chunks.delta : 0;
}

/** Puts the chunks of all tracks in the order they had in the source. */
export function layOut(laid: readonly LaidTrack[]): Layout {
  const chunks = laid.map(chunksOf);
  const order = inOrder(chunks);
  const written = laid.map((one, index): WrittenTrack => {
    const { firsts, ends, entries } = chunks[index] ?? chunksOf(one);
    const even = one.track.chunks;
    return {
      track: one.track,
      edits: one.edits,
      sizes: one.sizes,
      chunkOffsets: new Float64Array(firsts.length),
      chunkCounts: even ? even.counts : ends.map((end, number) => end - (firsts[number] ?? 0)),
      chunkEntries: entries,
      duration: durationOf(one.track.samples, one.track),
    };
  });
  let length = 0;
  for (const code of order) {
    const chunk = chunkAt(chunks, code);
    const one = laid[chunk.track];
    const offsets = written[chunk.track]?.chunkOffsets;
    if (!one || !offsets) continue;
    offsets[chunk.number] = length;
    length += bytesOfChunk(one, chunk);
  }
  const taken = laid.reduce((sum, { track }) => {
    const own = track.samples ? track.samples.sizes.reduce((total, size) => total + size, 0) : 0;
    const even =
      track.chunks?.counts.reduce((total, count) => total + (track.chunks?.bytesFor(count) ?? 0), 0) ?? 0;
    return sum + own + even;
  }, 0);
  return { chunks, order, laid, written, length, taken };
}

/** The data of all tracks: runs of untouched bytes are copied in one go, changed samples are reduced anew. */
export async function* writeData(
  source: Seekable,
  { chunks, order, laid }: Layout,
): AsyncGenerator<Uint8Array> {
  const window = new Window(source, 1024 * 1024);
  let from = 0;
  let to = 0;
  const flush = async function* (): AsyncGenerator<Uint8Array> {
    if (to - from <= 0) return;
    if (to - from <= smallRange) yield await window.at(from, to - from);
    else yield* copyOf(source, from, to);
  };
  for (const code of order) {
    const chunk = chunkAt(chunks, code);
    const one = laid[chunk.track];
    if (!one) continue;
    const { samples } = one.track;
    const parts = samples ? chunk.end - chunk.first : 1;
    for (let part = 0; part < parts; part += 1) {
      const sample = chunk.first + part;
      const offset = samples ? (samples.offsets[sample] ?? 0) : chunk.offset;
      const size = samples ? (samples.sizes[sample] ?? 0) : bytesOfChunk(one, chunk);
      if (offset !== to || one.changed?.[sample] === 1) {
        yield* flush();
        from = offset;
        to = offset;
      }
      if (one.changed?.[sample] === 1) {
        const filter = one.track.entries[chunk.entry]?.filter ?? null;
        const whole = await readSample(window, offset, size);
        yield filter ? reduceSample(filter, whole, null) : whole;
        from = offset + size;
      }
      to = offset + size;
    }
  }
  yield* flush();
}
