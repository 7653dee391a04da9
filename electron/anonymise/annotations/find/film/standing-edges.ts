/** How strong an edge must be, in levels of grey over two pixels, and how alike in direction to be the same edge. */
const leastEdge = 24;
const alike = 0.85;

/** Steps between two samples that one window holds: a bit each. */
export const windowSteps = 24;

/** What stood still between samples of a window, for each pixel a bit a step. */
export interface StandingEdges {
  readonly width: number;
  readonly height: number;
  readonly bits: Uint32Array;
  /** In which steps there was an edge to begin with. */
  readonly seen: Uint32Array;
  readonly steps: number;
  /** Pixels with an edge in a sample, of all looked at: how much there is to see at all. */
  readonly edges: number;
  /** Those of them that were there in the next sample as well. */
  readonly stayed: number;
}

interface Slopes {
  readonly x: Int16Array;
  readonly y: Int16Array;
}

function slopesOf(grey: Uint8Array, width: number, height: number): Slopes {
  const x = new Int16Array(grey.length);
  const y = new Int16Array(grey.length);
  for (let row = 1; row < height - 1; row += 1) {
    for (let at = row * width + 1, end = row * width + width - 1; at < end; at += 1) {
      x[at] = (grey[at + 1] ?? 0) - (grey[at - 1] ?? 0);
      y[at] = (grey[at + width] ?? 0) - (grey[at - width] ?? 0);
    }
  }
  return { x, y };
}

/**
 * Which edges stay where they are, in the same direction, from each sample to the next. An overlay's do while the
 * picture under it moves: what is written keeps its place on the screen.
 */
export function standingEdges(samples: readonly Uint8Array[], width: number, height: number): StandingEdges {
  const bits = new Uint32Array(width * height);
  const seen = new Uint32Array(width * height);
  let edges = 0;
  let stayed = 0;
  let before: Slopes | null = null;
  for (const [index, grey] of samples.entries()) {
    const now = slopesOf(grey, width, height);
    if (before) {
      const bit = 1 << (index - 1);
      for (let at = 0; at < bits.length; at += 1) {
        const ax = before.x[at] ?? 0;
        const ay = before.y[at] ?? 0;
        const first = ax * ax + ay * ay;
        if (first < leastEdge * leastEdge) continue;
        edges += 1;
        seen[at] = (seen[at] ?? 0) | bit;
        const bx = now.x[at] ?? 0;
        const by = now.y[at] ?? 0;
        const second = bx * bx + by * by;
        const dot = ax * bx + ay * by;
        if (second < leastEdge * leastEdge || dot <= 0 || dot * dot < alike * alike * first * second)
          continue;
        bits[at] = (bits[at] ?? 0) | bit;
        stayed += 1;
      }
    }
    before = now;
  }
  return { width, height, bits, seen, steps: Math.max(0, samples.length - 1), edges, stayed };
}

/** How many bits are set. */
export function countBits(bits: number): number {
  let rest = bits - ((bits >>> 1) & 0x5555_5555);
  rest = (rest & 0x3333_3333) + ((rest >>> 2) & 0x3333_3333);
  return (((rest + (rest >>> 4)) & 0x0f0f_0f0f) * 0x0101_0101) >>> 24;
}

/** The most steps in a row in which the edge stood. */
export function longestRun(bits: number): number {
  let run = 0;
  for (let rest = bits; rest !== 0; rest &= rest << 1) run += 1;
  return run;
}

/** What stood still in any of two ways of looking at the same pictures. */
export function either(a: StandingEdges, b: StandingEdges): StandingEdges {
  const bits = a.bits.map((value, at) => value | (b.bits[at] ?? 0));
  const seen = a.seen.map((value, at) => value | (b.seen[at] ?? 0));
  return { ...a, bits, seen, edges: a.edges + b.edges, stayed: a.stayed + b.stayed };
}
