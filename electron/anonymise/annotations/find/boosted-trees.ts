/**
 * A sum of small decision trees (Friedman 2001, "Greedy function approximation"). Written a line a tree, its nodes
 * apart by `|`: `feature threshold left right` goes left where the feature lies below the threshold, a single number
 * is what a leaf adds.
 */
export interface BoostedTrees {
  readonly base: number;
  readonly trees: readonly string[];
}

const leaf = -1;

/** All nodes of all trees, one after another; a tree begins where the one before ends. */
interface Forest {
  readonly starts: Int32Array;
  readonly feature: Int32Array;
  /** The threshold, or what a leaf adds. */
  readonly value: Float64Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
}

function grown(trees: readonly string[]): Forest {
  const nodes = trees.map((tree) => tree.split('|').map((node) => node.split(' ').map(Number)));
  const starts = new Int32Array(trees.length);
  for (let tree = 1; tree < trees.length; tree += 1)
    starts[tree] = (starts[tree - 1] as number) + (nodes[tree - 1]?.length ?? 0);
  const all = nodes.flatMap((own, tree) => own.map((node) => ({ node, start: starts[tree] as number })));
  return {
    starts,
    feature: Int32Array.from(all, ({ node }) => (node.length === 1 ? leaf : (node[0] as number))),
    value: Float64Array.from(all, ({ node }) => (node.length === 1 ? node[0] : node[1]) as number),
    left: Int32Array.from(all, ({ node, start }) => start + (node[2] ?? 0)),
    right: Int32Array.from(all, ({ node, start }) => start + (node[3] ?? 0)),
  };
}

/** Makes a judge of features, which answers with a probability. */
export function judge({ base, trees }: BoostedTrees): (features: readonly number[]) => number {
  const { starts, feature, value, left, right } = grown(trees);
  return (features) => {
    let sum = base;
    for (let tree = 0; tree < starts.length; tree += 1) {
      let node = starts[tree] as number;
      for (let asked = feature[node] as number; asked !== leaf; asked = feature[node] as number)
        node = ((features[asked] ?? 0) < (value[node] as number) ? left[node] : right[node]) as number;
      sum += value[node] as number;
    }
    return 1 / (1 + Math.exp(-sum));
  };
}
