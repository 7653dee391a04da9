import { CustosError } from '../../../../shared/kernel/error.ts';
import { asBuffer } from '../cleaner.ts';
import type { Notes } from '../noted.ts';
import type { Edit } from './mp4-edits.ts';
import type { Samples } from './mp4-samples.ts';
import type { Track } from './mp4-tracks.ts';
import type { WrittenTrack } from './mp4-write.ts';
import { fateOf } from './nal-units.ts';
import { reduceSample, type SampleFilter } from './sample-filters.ts';
import { copyOf, type Seekable, Window } from './seekable.ts';

/** A track with the samples that stay, and which of them change. */
export interface LaidTrack {
  readonly track: Track;
  readonly edits: readonly Edit[];
  /** 1 where a sample is reduced; null where none is. */
  readonly changed: Uint8Array | null;
  readonly sizes: Uint32Array | null;
}

const sampleBytesLimit = 128 * 1024 * 1024;

/** Whether a sample of units may lose one, told by the units' headers alone. */
async function hasForeignUnit(
  window: Window,
  filter: SampleFilter & { kind: 'units' },
  from: number,
  to: number,
) {
  const { rules, lengthSize } = filter;
  const first = window.held(from, 5) ?? (await window.at(from, 5));
  if (lengthSize === 4 && first.length === 5 && first.readUInt32BE(0) === 1) return true;
  for (let at = from; at + lengthSize < to; ) {
    const head = window.held(at, lengthSize + 1) ?? (await window.at(at, lengthSize + 1));
    if (head.length <= lengthSize) return false;
    const length = head.readUIntBE(0, lengthSize);
    if (at + lengthSize + length > to) return false;
    if (length === 0 || fateOf(rules, head[lengthSize] ?? 0) !== 'keep') return true;
    at += lengthSize + length;
  }
  return false;
}

async function readSample(source: Seekable, offset: number, size: number): Promise<Buffer> {
  if (size > sampleBytesLimit)
    throw new CustosError(
      'too-large',
      'One frame of this film has more than 128 MB, which no real film has.',
    );
  return asBuffer(await source.read(offset, size));
}

/** Finds the samples of a track that lose something, and the sizes they will have. */
export async function layTrack(
  source: Seekable,
  track: Track,
  edits: readonly Edit[],
  notes: Notes,
): Promise<LaidTrack> {
  const { samples, entries } = track;
  if (!samples) return { track, edits, changed: null, sizes: null };
  const filters = entries.map(({ filter }) => filter);
  if (filters.every((filter) => filter === null))
    return { track, edits, changed: null, sizes: samples.sizes };
  const sizes = samples.sizes.slice();
  const changed = new Uint8Array(samples.count);
  const window = new Window(source, 4096);
  for (let index = 0; index < samples.count; index += 1) {
    const filter = filters[samples.entries[index] ?? 0] ?? null;
    const from = samples.offsets[index] ?? 0;
    const size = samples.sizes[index] ?? 0;
    if (!filter || size === 0) continue;
    if (filter.kind === 'units' && !(await hasForeignUnit(window, filter, from, from + size))) continue;
    const sample = await readSample(source, from, size);
    const reduced = reduceSample(filter, sample, notes);
    if (reduced === sample) continue;
    changed[index] = 1;
    sizes[index] = reduced.length;
  }
  return { track, edits, changed: changed.includes(1) ? changed : null, sizes };
}

interface Chunk {
  readonly track: number;
  /** Its place among the chunks of its track, which the tables keep whatever the order in the file is. */
  readonly number: number;
  /** First sample, or the chunk's own number in a track of even samples. */
  readonly first: number;
  readonly end: number;
  readonly offset: number;
  readonly entry: number;
}

function chunksOf({ track }: LaidTrack, index: number): Chunk[] {
  const { samples, chunks } = track;
  const out: Chunk[] = [];
  if (chunks) {
    for (let first = 0; first < chunks.offsets.length; first += 1) {
      const entry = chunks.entries[first] ?? 0;
      out.push({
        track: index,
        number: first,
        first,
        end: first + 1,
        offset: chunks.offsets[first] ?? 0,
        entry,
      });
    }
    return out;
  }
  if (!samples) return out;
  for (let first = 0, end = 0; first < samples.count; first = end) {
    const entry = samples.entries[first] ?? 0;
    for (end = first + 1; end < samples.count && samples.starts[end] === 0; end += 1)
      if (samples.entries[end] !== entry) break;
    out.push({ track: index, number: out.length, first, end, offset: samples.offsets[first] ?? 0, entry });
  }
  return out;
}

/** The order of all data in the output, and what it does to the tables of each track. */
export interface Layout {
  readonly chunks: readonly Chunk[];
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

function put(into: number[] | undefined, at: number, value: number): void {
  if (into) into[at] = value;
}

/** Puts the chunks of all tracks in the order they had in the source. */
export function layOut(laid: readonly LaidTrack[]): Layout {
  const chunks = laid.flatMap(chunksOf).sort((one, other) => one.offset - other.offset);
  const offsets = laid.map((): number[] => []);
  const counts = laid.map((): number[] => []);
  const entries = laid.map((): number[] => []);
  let length = 0;
  for (const chunk of chunks) {
    const one = laid[chunk.track];
    if (!one) continue;
    const { number } = chunk;
    const count = one.track.chunks ? (one.track.chunks.counts[chunk.first] ?? 0) : chunk.end - chunk.first;
    put(offsets[chunk.track], number, length);
    put(counts[chunk.track], number, count);
    put(entries[chunk.track], number, chunk.entry);
    length += bytesOfChunk(one, chunk);
  }
  const written = laid.map(
    (one, index): WrittenTrack => ({
      track: one.track,
      edits: one.edits,
      sizes: one.sizes,
      chunkOffsets: Float64Array.from(offsets[index] ?? []),
      chunkCounts: Uint32Array.from(counts[index] ?? []),
      chunkEntries: Uint8Array.from(entries[index] ?? []),
      duration: durationOf(one.track.samples, one.track),
    }),
  );
  const taken = laid.reduce((sum, { track }) => {
    const own = track.samples ? track.samples.sizes.reduce((total, size) => total + size, 0) : 0;
    const even =
      track.chunks?.counts.reduce((total, count) => total + (track.chunks?.bytesFor(count) ?? 0), 0) ?? 0;
    return sum + own + even;
  }, 0);
  return { chunks, laid, written, length, taken };
}

const smallRange = 256 * 1024;

/** The data of all tracks: runs of untouched bytes are copied in one go, changed samples are reduced anew. */
export async function* writeData(source: Seekable, { chunks, laid }: Layout): AsyncGenerator<Uint8Array> {
  const window = new Window(source, 1024 * 1024);
  let from = 0;
  let to = 0;
  const flush = async function* (): AsyncGenerator<Uint8Array> {
    if (to - from <= 0) return;
    if (to - from <= smallRange) yield await window.at(from, to - from);
    else yield* copyOf(source, from, to);
  };
  for (const chunk of chunks) {
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
        const whole = await readSample(source, offset, size);
        yield filter ? reduceSample(filter, whole, null) : whole;
        from = offset + size;
      }
      to = offset + size;
    }
  }
  yield* flush();
}
