import { type Column, largeNumbers, numbers, signedNumbers, smallNumbers } from './column.ts';
import { bodyOf, boxesIn } from './mp4-boxes.ts';
import { type Samples, sampleLimit, tooMany } from './mp4-samples.ts';

/** What a track's fragments take for granted (ISO/IEC 14496-12 section 8.8.3). */
interface Defaults {
  entry: number;
  delta: number;
  size: number;
  flags: number;
}

/** The samples of one track gathered from fragments, growing as they come. */
interface Gathered {
  readonly offsets: Column<Float64Array>;
  readonly sizes: Column<Uint32Array>;
  readonly deltas: Column<Uint32Array>;
  readonly compositions: Column<Int32Array>;
  readonly syncs: Column<Uint8Array>;
  readonly entries: Column<Uint8Array>;
  readonly starts: Column<Uint8Array>;
  /** Decoding time of the first fragment, and where the next is expected. */
  first: number | null;
  time: number;
}

const nothing = (): Gathered => ({
  offsets: largeNumbers(),
  sizes: numbers(),
  deltas: numbers(),
  compositions: signedNumbers(),
  syncs: smallNumbers(),
  entries: smallNumbers(),
  starts: smallNumbers(),
  first: null,
  time: 0,
});

export interface FragmentTrack {
  readonly samples: Samples;
  /** When the first sample is decoded, in the track's units. */
  readonly begins: number;
}

/** Gathers the samples of all fragments of a film by track (8.8). */
export class Fragments {
  readonly #defaults = new Map<number, Defaults>();
  readonly #tracks = new Map<number, Gathered>();
  #total = 0;

  constructor(movie: Buffer) {
    const extends_ = bodyOf(movie, 'mvex');
    for (const box of extends_ ? boxesIn(extends_) : []) {
      if (!extends_ || box.type !== 'trex' || box.end - box.body < 24) continue;
      const body = extends_.subarray(box.body, box.end);
      const [entry, delta, size, flags] = [8, 12, 16, 20].map((at) => body.readUInt32BE(at));
      this.#defaults.set(body.readUInt32BE(4), {
        entry: entry ?? 1,
        delta: delta ?? 0,
        size: size ?? 0,
        flags: flags ?? 0,
      });
    }
  }

  /** Takes in one `moof` whose first byte lies at `start` of the file. */
  add(moof: Buffer, start: number): void {
    let base = start;
    for (const box of boxesIn(moof)) {
      if (box.type === 'traf') base = this.#fragment(moof.subarray(box.body, box.end), start, base);
    }
  }

  /** @returns where the data of the next fragment of the same `moof` begins, unless it says otherwise. */
  #fragment(traf: Buffer, start: number, base: number): number {
    const head = bodyOf(traf, 'tfhd');
    if (!head || head.length < 8) return base;
    const flags = head.readUInt32BE(0) & 0xffffff;
    const id = head.readUInt32BE(4);
    const own = { ...(this.#defaults.get(id) ?? { entry: 1, delta: 0, size: 0, flags: 0 }) };
    let at = 8;
    let from = (flags & 0x20000) !== 0 ? start : base;
    if ((flags & 1) !== 0) {
      from = Number(head.readBigUInt64BE(at));
      at += 8;
    }
    for (const [bit, name] of [
      [2, 'entry'],
      [8, 'delta'],
      [16, 'size'],
      [32, 'flags'],
    ] as const) {
      if ((flags & bit) === 0) continue;
      own[name] = head.readUInt32BE(at);
      at += 4;
    }
    const track = this.#tracks.get(id) ?? nothing();
    this.#tracks.set(id, track);
    moveTo(track, decodeTime(bodyOf(traf, 'tfdt')));
    let data = from;
    for (const box of boxesIn(traf)) {
      if (box.type === 'trun') data = this.#run(track, traf.subarray(box.body, box.end), own, from, data);
    }
    return data;
  }

  #run(track: Gathered, run: Buffer, own: Defaults, base: number, next: number): number {
    const flags = run.readUInt32BE(0) & 0xffffff;
    const signed = run[0] !== 0;
    const width = [0x100, 0x200, 0x400, 0x800].filter((bit) => (flags & bit) !== 0).length * 4;
    const stated = run.readUInt32BE(4);
    let at = 8;
    let data = next;
    if ((flags & 1) !== 0) {
      data = base + run.readInt32BE(at);
      at += 4;
    }
    let firstFlags: number | null = null;
    if ((flags & 4) !== 0) {
      firstFlags = run.readUInt32BE(at);
      at += 4;
    }
    // Without a row a sample there is nothing but the count to bound them.
    const count = width > 0 ? Math.min(stated, Math.floor((run.length - at) / width)) : stated;
    this.#total += count;
    if (this.#total > sampleLimit) throw tooMany();
    const take = (bit: number, fallback: number): number => {
      if ((flags & bit) === 0) return fallback;
      at += 4;
      return run.readUInt32BE(at - 4);
    };
    for (let index = 0; index < count; index += 1) {
      const delta = take(0x100, own.delta);
      const size = take(0x200, own.size);
      const sampleFlags = take(0x400, index === 0 && firstFlags !== null ? firstFlags : own.flags);
      const later = take(0x800, 0);
      track.offsets.push(data);
      track.sizes.push(size);
      track.deltas.push(delta);
      track.compositions.push(signed ? later | 0 : later);
      const shown = index === 0 && firstFlags !== null ? firstFlags : sampleFlags;
      // Bit 16 of the flags: not a sample at which decoding may begin (8.8.3.1).
      track.syncs.push((shown & 0x10000) === 0 ? 1 : 0);
      track.entries.push(Math.min(255, Math.max(1, own.entry) - 1));
      track.starts.push(index === 0 ? 1 : 0);
      track.time += delta;
      data += size;
    }
    return data;
  }

  /** The samples of a track, or null where no fragment has any. */
  of(id: number): FragmentTrack | null {
    const track = this.#tracks.get(id);
    if (!track || track.sizes.length === 0) return null;
    const compositions = track.compositions.done();
    const syncs = track.syncs.done();
    const samples: Samples = {
      count: track.sizes.length,
      offsets: track.offsets.done(),
      sizes: track.sizes.done(),
      deltas: track.deltas.done(),
      compositions: compositions.some((later) => later !== 0) ? compositions : null,
      syncs: syncs.every((sync) => sync === 1) ? null : syncs,
      entries: track.entries.done(),
      starts: track.starts.done(),
    };
    return { samples, begins: track.first ?? 0 };
  }
}

function decodeTime(body: Buffer | null): number | null {
  if (!body || body.length < 8) return null;
  return body[0] === 1 && body.length >= 12 ? Number(body.readBigUInt64BE(4)) : body.readUInt32BE(4);
}

/** A fragment that begins later than the last one ended prolongs the sample before it. */
function moveTo(track: Gathered, time: number | null): void {
  if (time === null) return;
  if (track.first === null) {
    track.first = time;
    track.time = time;
    return;
  }
  const gap = time - track.time;
  if (gap > 0 && track.deltas.length > 0 && gap < 0x7fff_ffff) {
    track.deltas.prolong(gap);
    track.time = time;
  }
}
