import { type BoostedTrees, judge } from '../../../electron/anonymise/annotations/find/boosted-trees.ts';

/** One line of a drawn picture: what was measured, whether it is writing, and how much it counts. */
export interface Example {
  readonly features: readonly number[];
  readonly written: boolean;
  readonly weight: number;
}

interface Settings {
  readonly trees: number;
  readonly depth: number;
  readonly rate: number;
  /** Added to the curvature of a leaf, which keeps small ones modest. */
  readonly restraint: number;
  /** The least weight of examples in a leaf. */
  readonly leastWeight: number;
}

export const usual: Settings = { trees: 80, depth: 4, rate: 0.2, restraint: 20, leastWeight: 20 };
/** For trees that go on from others. */
export const further: Settings = { ...usual, trees: 40, rate: 0.15 };

const bins = 48;

/** Thresholds of each feature at equal shares of the examples. */
function thresholdsOf(examples: readonly Example[], feature: number): number[] {
  const sorted = Float64Array.from(examples, ({ features }) => features[feature] ?? 0).sort();
  const cuts = Array.from(
    { length: bins - 1 },
    (_, cut) => sorted[Math.floor(((cut + 1) * sorted.length) / bins)] ?? 0,
  );
  return [...new Set(cuts.map((cut) => Number(cut.toPrecision(5))))].sort((a, b) => a - b);
}

function binned(examples: readonly Example[], feature: number, thresholds: readonly number[]): Uint8Array {
  return Uint8Array.from(examples, ({ features }) => {
    const value = features[feature] ?? 0;
    let low = 0;
    let high = thresholds.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((thresholds[middle] ?? 0) <= value) low = middle + 1;
      else high = middle;
    }
    return low;
  });
}

/** What a judge answers, before it is made a probability. */
function sumsOf(trees: BoostedTrees, examples: readonly Example[]): Float64Array {
  const chanceOf = judge(trees);
  return Float64Array.from(examples, ({ features }) => {
    const chance = Math.min(1 - 1e-9, Math.max(1e-9, chanceOf(features)));
    return Math.log(chance / (1 - chance));
  });
}

/**
 * Fits trees to the logistic loss, one after the other (Friedman 2001; leaves by Newton's step). With a judge to go on
 * from, they are those that follow its own.
 */
export function fitTrees(
  examples: readonly Example[],
  settings: Settings = usual,
  onto: BoostedTrees | null = null,
): BoostedTrees {
  const { length } = examples;
  const features = examples[0]?.features.length ?? 0;
  const thresholds = Array.from({ length: features }, (_, feature) => thresholdsOf(examples, feature));
  const columns = thresholds.map((cuts, feature) => binned(examples, feature, cuts));
  const weight = Float64Array.from(examples, (example) => example.weight);
  const truth = Uint8Array.from(examples, ({ written }) => (written ? 1 : 0));
  const share = (value: number): number =>
    weight.reduce((sum, one, at) => sum + (truth[at] === value ? one : 0), 0);
  const base = onto?.base ?? Math.log(share(1) / share(0));
  const sums = onto ? sumsOf(onto, examples) : new Float64Array(length).fill(base);
  const slope = new Float64Array(length);
  const curve = new Float64Array(length);

  function grow(members: Int32Array, depth: number, nodes: string[]): number {
    const own = nodes.push('') - 1;
    let slopes = 0;
    let curves = 0;
    for (const at of members) {
      slopes += slope[at]!;
      curves += curve[at]!;
    }
    const cut = depth === 0 ? null : bestCut(members, slopes, curves);
    if (!cut) {
      const value = (settings.rate * slopes) / (curves + settings.restraint);
      for (const at of members) sums[at] = sums[at]! + value;
      nodes[own] = value.toFixed(4);
      return own;
    }
    const column = columns[cut.feature]!;
    const left = grow(
      members.filter((at) => column[at]! <= cut.bin),
      depth - 1,
      nodes,
    );
    const right = grow(
      members.filter((at) => column[at]! > cut.bin),
      depth - 1,
      nodes,
    );
    nodes[own] = `${cut.feature} ${thresholds[cut.feature]![cut.bin]} ${left} ${right}`;
    return own;
  }

  function bestCut(members: Int32Array, slopes: number, curves: number) {
    const { restraint, leastWeight } = settings;
    const before = (slopes * slopes) / (curves + restraint);
    let best = 1e-3;
    let found: { feature: number; bin: number } | null = null;
    const sum = [new Float64Array(bins + 1), new Float64Array(bins + 1), new Float64Array(bins + 1)] as const;
    for (let feature = 0; feature < features; feature += 1) {
      for (const table of sum) table.fill(0);
      const column = columns[feature]!;
      for (const at of members) {
        const bin = column[at]!;
        sum[0][bin] = sum[0][bin]! + slope[at]!;
        sum[1][bin] = sum[1][bin]! + curve[at]!;
        sum[2][bin] = sum[2][bin]! + weight[at]!;
      }
      const whole = sum[2].reduce((total, one) => total + one, 0);
      let [s, c, w] = [0, 0, 0];
      for (let bin = 0; bin < thresholds[feature]!.length; bin += 1) {
        s += sum[0][bin]!;
        c += sum[1][bin]!;
        w += sum[2][bin]!;
        if (w < leastWeight || whole - w < leastWeight) continue;
        const gain = s ** 2 / (c + restraint) + (slopes - s) ** 2 / (curves - c + restraint) - before;
        if (gain > best) {
          best = gain;
          found = { feature, bin };
        }
      }
    }
    return found;
  }

  const trees: string[] = [];
  for (let tree = 0; tree < settings.trees; tree += 1) {
    for (let at = 0; at < length; at += 1) {
      const chance = 1 / (1 + Math.exp(-sums[at]!));
      slope[at] = (truth[at]! - chance) * weight[at]!;
      curve[at] = Math.max(1e-4, chance * (1 - chance)) * weight[at]!;
    }
    const nodes: string[] = [];
    grow(
      Int32Array.from({ length }, (_, at) => at),
      settings.depth,
      nodes,
    );
    trees.push(nodes.join('|'));
  }
  return { base, trees };
}
