/**
 * A sum of small decision trees (Friedman 2001, "Greedy function approximation"). Written a line a tree, its nodes
 * apart by `|`: `feature threshold left right` goes left where the feature lies below the threshold, a single number
 * is what a leaf adds.
 */
export interface BoostedTrees {
  readonly base: number;
  readonly trees: readonly string[];
}

interface Node {
  readonly feature: number;
  readonly threshold: number;
  readonly left: number;
  readonly right: number;
}

const leaf = -1;

function parsed(tree: string): Node[] {
  return tree.split('|').map((text) => {
    const [first = 0, threshold = 0, left = 0, right = 0] = text.split(' ').map(Number);
    return text.includes(' ')
      ? { feature: first, threshold, left, right }
      : { feature: leaf, threshold: first, left: 0, right: 0 };
  });
}

function addedBy(nodes: readonly Node[], features: readonly number[]): number {
  let node = nodes[0];
  while (node && node.feature !== leaf)
    node = nodes[(features[node.feature] ?? 0) < node.threshold ? node.left : node.right];
  return node?.threshold ?? 0;
}

/** Makes a judge of features, which answers with a probability. */
export function judge({ base, trees }: BoostedTrees): (features: readonly number[]) => number {
  const grown = trees.map(parsed);
  return (features) => {
    const sum = grown.reduce((total, nodes) => total + addedBy(nodes, features), base);
    return 1 / (1 + Math.exp(-sum));
  };
}
