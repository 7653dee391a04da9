import type { Waveform } from './look-result.ts';

const pairs = 1000;

interface WaveformMeter {
  /** Takes the next interleaved little-endian 16-bit samples, in pieces of any length. */
  add(piece: Buffer): void;
  /** Samples taken so far, over all channels. */
  samples(): number;
  finish(): Waveform;
}

/**
 * Measures loudness in constant memory without knowing the length: spans of samples are doubled, two and two
 * joined, whenever there are twice as many as wanted.
 */
export function waveformMeter(): WaveformMeter {
  const low = new Int16Array(pairs * 2);
  const high = new Int16Array(pairs * 2);
  let filled = 0;
  let span = 64;
  let inSpan = 0;
  let least = 0;
  let most = 0;
  let total = 0;
  let odd: number | null = null;

  const close = (): void => {
    low[filled] = least;
    high[filled] = most;
    filled += 1;
    inSpan = 0;
    least = 0;
    most = 0;
    if (filled < pairs * 2) return;
    for (let index = 0; index < pairs; index += 1) {
      low[index] = Math.min(low[index * 2] ?? 0, low[index * 2 + 1] ?? 0);
      high[index] = Math.max(high[index * 2] ?? 0, high[index * 2 + 1] ?? 0);
    }
    filled = pairs;
    span *= 2;
  };
  const take = (sample: number): void => {
    if (sample < least) least = sample;
    if (sample > most) most = sample;
    inSpan += 1;
    total += 1;
    if (inSpan === span) close();
  };
  return {
    add(piece) {
      let at = 0;
      if (odd !== null && piece.length > 0) {
        take(((((piece[0] ?? 0) << 8) | odd) << 16) >> 16);
        at = 1;
        odd = null;
      }
      for (; at + 1 < piece.length; at += 2)
        take(((((piece[at + 1] ?? 0) << 8) | (piece[at] ?? 0)) << 16) >> 16);
      if (at < piece.length) odd = piece[at] ?? 0;
    },
    samples: () => total,
    finish() {
      if (inSpan > 0) close();
      const count = Math.min(pairs, filled);
      const peaks = new Int8Array(count * 2);
      for (let index = 0; index < count; index += 1) {
        const from = Math.floor((index * filled) / count);
        const to = Math.max(from + 1, Math.floor(((index + 1) * filled) / count));
        peaks[index * 2] = Math.min(...low.subarray(from, to)) >> 8;
        peaks[index * 2 + 1] = Math.max(...high.subarray(from, to)) >> 8;
      }
      return { peaks, pairs: count };
    },
  };
}
