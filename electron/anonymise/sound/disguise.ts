import { randomBytes } from 'node:crypto';
import { transform } from './fft.ts';

/** What the disguise does and does not protect, in words that a person reads before choosing it. */
export const disguiseNote =
  'A voice was disguised. Its pitch and its tone were replaced by noise that follows the words, stretched by amounts that change all the time and were not kept, so no shift back gives the voice again. The words can still be understood: names that are spoken stay. Whoever knows the person may know them by what they say and by their way of speaking.';

const bandCount = 20;
const lowest = 90;
const highest = 7_600;
/** How far the resonances of the mouth are moved: always well away from where they were. */
const leastWarp = 0.09;
const mostWarp = 0.24;

/** Numbers from 0 up to 1 that nobody can make again: the system's own randomness, never a seed. */
function randoms(count: number): Float64Array {
  const bytes = randomBytes(count * 4);
  return Float64Array.from({ length: count }, (_, index) => bytes.readUInt32LE(index * 4) / 2 ** 32);
}

const melOf = (hertz: number): number => 2595 * Math.log10(1 + hertz / 700);
const hertzOf = (mel: number): number => 700 * (10 ** (mel / 2595) - 1);

/** Edges of bands as wide as the ear tells pitches apart. */
function edgesOf(rate: number): Float64Array {
  const top = melOf(Math.min(highest, rate * 0.48));
  const bottom = melOf(lowest);
  return Float64Array.from({ length: bandCount + 1 }, (_, index) =>
    hertzOf(bottom + ((top - bottom) * index) / bandCount),
  );
}

/** By how much the bands are stretched at each step: it wanders between new random goals, up and down. */
function warps(steps: number, stepsPerSecond: number): Float64Array {
  const path = new Float64Array(steps);
  let at = 0;
  let value = 1 + ((randomBytes(1)[0] ?? 0) < 128 ? -leastWarp : leastWarp);
  while (at < steps) {
    const [side = 0, far = 0, time = 0] = randoms(3);
    const goal = 1 + (side < 0.5 ? -1 : 1) * (leastWarp + far * (mostWarp - leastWarp));
    const length = Math.max(1, Math.round(stepsPerSecond * (0.25 + 0.5 * time)));
    const from = value;
    for (let step = 0; step < length && at < steps; step += 1, at += 1) {
      value = from + ((goal - from) * (step + 1)) / length;
      path[at] = value;
    }
  }
  return path;
}

/** How loud each band is in one spectrum. */
function loudness(re: Float64Array, im: Float64Array, edges: Float64Array, rate: number): Float64Array {
  const bands = new Float64Array(bandCount);
  const perBin = rate / re.length;
  for (let band = 0; band < bandCount; band += 1) {
    const from = Math.max(1, Math.round((edges[band] ?? 0) / perBin));
    const to = Math.max(from + 1, Math.round((edges[band + 1] ?? 0) / perBin));
    let sum = 0;
    for (let bin = from; bin < to; bin += 1) sum += (re[bin] ?? 0) ** 2 + (im[bin] ?? 0) ** 2;
    bands[band] = Math.sqrt(sum / (to - from));
  }
  return bands;
}

/** Fills a spectrum with noise as loud as the stretched bands. */
function noise(
  re: Float64Array,
  im: Float64Array,
  bands: Float64Array,
  edges: Float64Array,
  rate: number,
  warp: number,
): void {
  const size = re.length;
  const chance = randoms(size);
  re.fill(0);
  im.fill(0);
  let band = 0;
  for (let bin = 1; bin < size / 2; bin += 1) {
    const hertz = (bin * rate) / size / warp;
    while (band < bandCount && hertz >= (edges[band + 1] ?? 0)) band += 1;
    if (band >= bandCount) break;
    if (hertz < (edges[0] ?? 0)) continue;
    // A Rayleigh amplitude and any phase: noise without a trace of the waves that were there.
    const loud = (bands[band] ?? 0) * Math.sqrt(-Math.log(1 - (chance[bin] ?? 0) * 0.999));
    const phase = 2 * Math.PI * (chance[size - bin] ?? 0);
    re[bin] = loud * Math.cos(phase);
    im[bin] = loud * Math.sin(phase);
    re[size - bin] = re[bin] ?? 0;
    im[size - bin] = -(im[bin] ?? 0);
  }
}

/**
 * Disguises a voice: a noise vocoder. Only how loud each of twenty bands is goes through, and that is moved to other
 * frequencies by a path of chance; pitch, intonation and the waves themselves are gone, not shifted.
 */
export function disguise(samples: Float64Array, rate: number): Float64Array {
  const size = 2 ** Math.max(7, Math.round(Math.log2(rate * 0.032)));
  const hop = size / 4;
  const window = Float64Array.from({ length: size }, (_, index) =>
    Math.sin((Math.PI * (index + 0.5)) / size),
  );
  const edges = edgesOf(rate);
  const steps = Math.ceil(samples.length / hop) + 4;
  const path = warps(steps, rate / hop);
  const padded = new Float64Array(samples.length + 2 * size);
  const re = new Float64Array(size);
  const im = new Float64Array(size);
  for (let step = 0; step < steps; step += 1) {
    const from = step * hop - size;
    for (let index = 0; index < size; index += 1)
      re[index] = (samples[from + index] ?? 0) * (window[index] ?? 0);
    im.fill(0);
    transform(re, im, false);
    noise(re, im, loudness(re, im, edges, rate), edges, rate, path[step] ?? 1);
    transform(re, im, true);
    for (let index = 0; index < size; index += 1) {
      const at = from + size + index;
      if (at < padded.length)
        padded[at] = (padded[at] ?? 0) + ((re[index] ?? 0) * (window[index] ?? 0)) / size;
    }
  }
  return padded.subarray(size, size + samples.length);
}
