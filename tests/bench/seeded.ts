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

export const pick = <T>(random: () => number, list: readonly T[]): T =>
  list[Math.floor(random() * list.length)] as T;

export const whole = (random: () => number, below: number): number => Math.floor(random() * below);

export function hexId(random: () => number): string {
  let id = '';
  for (let part = 0; part < 4; part += 1)
    id += Math.floor(random() * 4_294_967_296)
      .toString(16)
      .padStart(8, '0');
  return id;
}

/** The p-th percentile of measured milliseconds. */
export function percentile(times: readonly number[], p: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * p) / 100))] ?? 0;
}
