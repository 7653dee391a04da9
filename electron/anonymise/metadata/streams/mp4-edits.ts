import { bodyOf } from './mp4-boxes.ts';
import { type Samples, selectSamples } from './mp4-samples.ts';

/** One row of an edit list (ISO/IEC 14496-12 section 8.6.6). */
export interface Edit {
  /** In units of the movie; 0: to the end. */
  readonly duration: number;
  /** In units of the track; -1: nothing is shown. */
  readonly from: number;
  readonly rate: number;
}

const editLimit = 10_000;

export function readEdits(track: Buffer): Edit[] {
  const edits = bodyOf(track, 'edts');
  const list = edits && bodyOf(edits, 'elst');
  if (!list || list.length < 8) return [];
  const long = list[0] === 1;
  const width = long ? 20 : 12;
  const count = Math.min(list.readUInt32BE(4), editLimit, Math.floor((list.length - 8) / width));
  return Array.from({ length: count }, (_, row) => {
    const at = 8 + row * width;
    return long
      ? {
          duration: Number(list.readBigUInt64BE(at)),
          from: Number(list.readBigInt64BE(at + 8)),
          rate: list.readInt32BE(at + 16),
        }
      : { duration: list.readUInt32BE(at), from: list.readInt32BE(at + 4), rate: list.readInt32BE(at + 8) };
  });
}

/** The words in which iTunes says how many samples come out before the sound begins: hexadecimal, the second number. */
const primingWords = / [0-9A-F]{8} ([0-9A-F]{8}) [0-9A-F]{8} [0-9A-F]{16}/;
const mostPriming = 0x10000;

/**
 * The priming that a file states in its tags and not in an edit list. The tag goes, so an edit says it instead; else
 * the sound would begin with silence that was never heard.
 */
export function primingEdits(movie: Buffer): Edit[] {
  const at = movie.indexOf('iTunSMPB', 0, 'latin1');
  if (at < 0) return [];
  const priming = primingWords.exec(movie.toString('latin1', at, at + 128))?.[1];
  const from = Number.parseInt(priming ?? '0', 16);
  return from > 0 && from <= mostPriming ? [{ duration: 0, from, rate: 0x10000 }] : [];
}

export interface Trimmed {
  readonly samples: Samples;
  readonly edits: readonly Edit[];
  /** Samples that decoding needs and that are never shown. */
  readonly hidden: number;
  /** Samples that were hidden and went. */
  readonly dropped: number;
}

interface Times {
  /** Decoding time of each sample, from 0. */
  readonly decoded: Float64Array;
  readonly shown: Float64Array;
}

function timesOf(samples: Samples): Times {
  const decoded = new Float64Array(samples.count);
  const shown = new Float64Array(samples.count);
  let time = 0;
  for (let index = 0; index < samples.count; index += 1) {
    decoded[index] = time;
    shown[index] = time + (samples.compositions?.[index] ?? 0);
    time += samples.deltas[index] ?? 0;
  }
  return { decoded, shown };
}

/** Sound that must be decoded before what is heard, in seconds: the priming of AAC, the pre-roll of Opus. */
const soundPreroll = 0.2;

interface Shown {
  readonly from: number;
  readonly to: number;
}

/** The span that any edit shows, in units of the track. */
function shownSpan(edits: readonly Edit[], scale: number, movieScale: number, total: number): Shown | null {
  let from = Number.POSITIVE_INFINITY;
  let to = 0;
  for (const edit of edits) {
    if (edit.from < 0) continue;
    from = Math.min(from, edit.from);
    // A still (rate 0) shows one moment; durations are rounded to the coarser clock of the movie.
    const length = edit.duration === 0 ? total : ((edit.duration + 1) * scale) / movieScale;
    to = Math.max(to, edit.rate === 0 ? edit.from + 1 : edit.from + length);
  }
  return Number.isFinite(from) ? { from, to } : null;
}

function firstNeeded(samples: Samples, { shown }: Times, from: number, preroll: number): number {
  let first = 0;
  for (let index = 0; index < samples.count; index += 1) {
    const sync = samples.syncs ? samples.syncs[index] === 1 : true;
    if (sync && (shown[index] ?? 0) <= from - preroll) first = index;
    if (samples.syncs === null && (shown[index] ?? 0) > from) break;
  }
  return first;
}

/**
 * Takes out what the edit list hides as far as decoding allows: what comes after the last moment shown, and what
 * comes before the last point at which decoding may begin. What must stay hidden is counted.
 */
export function trim(
  samples: Samples,
  edits: readonly Edit[],
  scale: number,
  movieScale: number,
  sound: boolean,
): Trimmed {
  const times = timesOf(samples);
  const last = samples.count - 1;
  const total = last < 0 ? 0 : (times.decoded[last] ?? 0) + (samples.deltas[last] ?? 0);
  const span = shownSpan(edits, scale, movieScale, total);
  if (!span) return { samples, edits: [], hidden: 0, dropped: 0 };
  const preroll = sound ? soundPreroll * scale : 0;
  const first = firstNeeded(samples, times, span.from, preroll);
  let end = samples.count;
  // One sample more than is shown: the clock of the movie is coarse, and sound overlaps.
  while (
    end > first + 1 &&
    (times.shown[end - 1] ?? 0) >= span.to + (sound ? (samples.deltas[end - 1] ?? 0) : 0)
  )
    end -= 1;
  const kept = selectSamples(samples, (index) => index >= first && index < end);
  const shift = times.decoded[first] ?? 0;
  let hidden = 0;
  for (let index = first; index < end; index += 1) {
    const until = (times.shown[index] ?? 0) + (samples.deltas[index] ?? 0);
    if (until <= span.from || (times.shown[index] ?? 0) >= span.to) hidden += 1;
  }
  const moved = edits.map((edit) => ({ ...edit, from: edit.from < 0 ? -1 : edit.from - shift }));
  return {
    samples: kept,
    edits: needless(moved, total - shift, scale, movieScale) ? [] : moved,
    hidden,
    dropped: samples.count - kept.count,
  };
}

/** One edit that shows everything from the start says nothing. */
function needless(edits: readonly Edit[], total: number, scale: number, movieScale: number): boolean {
  const [only] = edits;
  if (edits.length !== 1 || !only || only.from !== 0 || only.rate !== 0x10000) return false;
  return only.duration === 0 || ((only.duration + 1) * scale) / movieScale >= total;
}
