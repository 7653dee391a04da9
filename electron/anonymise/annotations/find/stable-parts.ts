import type { ComponentTree } from './component-tree.ts';
import type { Part, PartLimits } from './parts.ts';

/** Levels over which a part must hardly grow. */
const step = 5;
/** The growth over that step, as a share of the part, beyond which it is no part of its own. */
const mostGrowth = 0.6;

/** How much each part grows when the threshold falls by a step; 255 for what cannot be a glyph. */
function growths(tree: ComponentTree, limits: PartLimits): Float32Array {
  const { count, level, parent, area, left, right, top, bottom } = tree;
  const growth = new Float32Array(count).fill(255);
  for (let part = 0; part < count; part += 1) {
    const size = area[part] as number;
    if (size < limits.leastArea || parent[part] === part) continue;
    const across = (right[part] as number) - (left[part] as number) + 1;
    const down = (bottom[part] as number) - (top[part] as number) + 1;
    if (Math.min(across, down) > limits.mostSide || Math.max(across, down) > limits.mostLength) continue;
    const floor = (level[part] as number) - step;
    let larger = parent[part] as number;
    while ((level[larger] as number) > floor && parent[larger] !== larger) larger = parent[larger] as number;
    growth[part] = ((area[larger] as number) - size) / size;
  }
  return growth;
}

/**
 * Parts that stay as they are while the threshold moves (maximally stable extremal regions, Matas and others 2002):
 * those that grow less than the part around them and no more than those within.
 */
export function stableParts(tree: ComponentTree, limits: PartLimits): Part[] {
  const { count, parent, level } = tree;
  const growth = growths(tree, limits);
  const beaten = new Uint8Array(count);
  for (let part = 0; part < count; part += 1) {
    const own = growth[part] as number;
    if (own > mostGrowth) {
      beaten[part] = 1;
      continue;
    }
    const above = parent[part] as number;
    if (own < (growth[above] as number)) beaten[above] = 1;
    else beaten[part] = 1;
  }
  const stable: Part[] = [];
  for (let part = 0; part < count; part += 1) {
    if (beaten[part] === 1) continue;
    stable.push({
      left: tree.left[part] as number,
      right: tree.right[part] as number,
      top: tree.top[part] as number,
      bottom: tree.bottom[part] as number,
      area: tree.area[part] as number,
      seed: tree.seed[part] as number,
      level: level[part] as number,
    });
  }
  return stable;
}
