/** A number from 0 to 1 for a place; smooth, without an edge, and the same on every run for its seed. */
export type Noise = (x: number, y: number) => number;

/** Numbers that look random and are the same on every run (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const side = 256;

function shuffled(seed: number): Uint8Array {
  const random = seeded(seed);
  const table = Uint8Array.from({ length: side }, (_, index) => index);
  for (let index = side - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    [table[index], table[other]] = [table[other] ?? 0, table[index] ?? 0];
  }
  return table;
}

/** Values on a lattice, with a smooth way between them. */
export function noiseOf(seed: number): Noise {
  const table = shuffled(seed);
  const at = (x: number, y: number): number => (table[((table[x & 255] ?? 0) + y) & 255] ?? 0) / 255;
  return (x, y) => {
    const left = Math.floor(x);
    const top = Math.floor(y);
    const right = x - left;
    const down = y - top;
    const u = right * right * (3 - 2 * right);
    const v = down * down * (3 - 2 * down);
    const upper = at(left, top) * (1 - u) + at(left + 1, top) * u;
    const lower = at(left, top + 1) * (1 - u) + at(left + 1, top + 1) * u;
    return upper * (1 - v) + lower * v;
  };
}

/** Several noises over one another, each finer and fainter than the last; from 0 to 1. */
export function layered(noise: Noise, x: number, y: number, layers: number): number {
  let sum = 0;
  let weight = 0.5;
  let scale = 1;
  let total = 0;
  for (let layer = 0; layer < layers; layer += 1) {
    sum += weight * noise(x * scale + layer * 17.3, y * scale + layer * 9.1);
    total += weight;
    weight /= 2;
    scale *= 2.03;
  }
  return sum / total;
}
