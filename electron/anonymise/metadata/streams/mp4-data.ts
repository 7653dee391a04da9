import { type Chunks, type Samples, selectSamples } from './mp4-samples.ts';
import type { Track } from './mp4-tracks.ts';

/** Where the boxes of data lie. What a track names outside of them is no sample, whatever its table says. */
export class DataRanges {
  readonly #ranges: { readonly from: number; readonly to: number }[] = [];
  #last: { readonly from: number; readonly to: number } = { from: 0, to: 0 };
  length = 0;

  /** Ranges are added in the order they have in the file. */
  add(from: number, to: number): void {
    this.#ranges.push({ from, to });
    this.length += to - from;
  }

  /** Bytes from a place to the end of the data it lies in; 0 outside of data. */
  room(at: number): number {
    if (at < this.#last.from || at >= this.#last.to) {
      let low = 0;
      let high = this.#ranges.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((this.#ranges[middle]?.from ?? 0) <= at) low = middle;
        else high = middle - 1;
      }
      this.#last = this.#ranges[low] ?? this.#last;
    }
    return at >= this.#last.from && at < this.#last.to ? this.#last.to - at : 0;
  }
}

interface Within {
  readonly track: Track;
  /** True where something that the track names is not there. */
  readonly lost: boolean;
}

function chunksWithin(track: Track, chunks: Chunks, data: DataRanges): Within {
  const within = (chunk: number): number => {
    const room = data.room(chunks.offsets[chunk] ?? 0);
    const count = chunks.counts[chunk] ?? 0;
    const bytes = chunks.bytesFor(count);
    return bytes <= room ? count : Math.floor((count * room) / bytes);
  };
  const counts = chunks.counts.map((_, chunk) => within(chunk));
  const used = [...counts.keys()].filter((chunk) => (counts[chunk] ?? 0) > 0);
  const kept: Chunks = {
    ...chunks,
    offsets: Float64Array.from(used, (chunk) => chunks.offsets[chunk] ?? 0),
    counts: Uint32Array.from(used, (chunk) => counts[chunk] ?? 0),
    entries: Uint8Array.from(used, (chunk) => chunks.entries[chunk] ?? 0),
  };
  return {
    track: { ...track, chunks: kept },
    lost: counts.some((count, chunk) => count !== chunks.counts[chunk]),
  };
}

function samplesWithin(track: Track, samples: Samples, data: DataRanges): Within {
  let lost = false;
  const sizes = samples.sizes.slice();
  const present = new Uint8Array(samples.count);
  for (let index = 0; index < samples.count; index += 1) {
    const size = sizes[index] ?? 0;
    const room = data.room(samples.offsets[index] ?? 0);
    present[index] = room > 0 || size === 0 ? 1 : 0;
    if (size <= room || size === 0) continue;
    sizes[index] = room;
    lost = true;
  }
  const entries = track.entries.length;
  const kept = selectSamples(
    { ...samples, sizes },
    (index) => present[index] === 1 && (samples.entries[index] ?? 0) < entries,
  );
  return { track: { ...track, samples: kept }, lost };
}

/** Leaves out what lies outside the data or behind the end of a file that was cut, and shortens what is cut itself. */
export function withinData(track: Track, data: DataRanges): Within {
  if (track.chunks) return chunksWithin(track, track.chunks, data);
  return track.samples ? samplesWithin(track, track.samples, data) : { track, lost: false };
}
