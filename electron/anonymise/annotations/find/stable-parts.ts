import type { ComponentTree } from './component-tree.ts';
import type { Part, PartLimits } from './parts.ts';

/** Levels over which a part must hardly grow. */
const step = 5;
/** The growth over that step, as a share of the part, beyond which it is no part of its own. */
const mostGrowth = 0.6;

/** How much each part grows when the threshold falls by a step; 255 for what cannot be a glyph. */
function growths(
  { plane, parts, parent, area, left, right, top, bottom }: ComponentTree,
  limits: PartLimits,
): Float32Array {
  const { data } = plane;
  const growth = new Float32Array(data.length).fill(255);
  for (const pixel of parts) {
    const above = parent[pixel] as number;
    if (data[above] === data[pixel]) continue;
    const size = area[pixel] as number;
    const across = (right[pixel] as number) - (left[pixel] as number) + 1;
    const down = (bottom[pixel] as number) - (top[pixel] as number) + 1;
    if (
      size < limits.leastArea ||
      Math.min(across, down) > limits.mostSide ||
      Math.max(across, down) > limits.mostLength
    )
      continue;
    const floor = (data[pixel] as number) - step;
    let larger = above;
    while ((data[larger] as number) > floor && parent[larger] !== larger) larger = parent[larger] as number;
    growth[pixel] = ((area[larger] as number) - size) / size;
  }
  return growth;
}

/**
 * Parts that stay as they are while the threshold moves (maximally stable extremal regions, Matas and others 2002):
 * those that grow less than the part around them and no more than those within.
 */
export function stableParts(tree: ComponentTree, limits: PartLimits): Part[] {
  const { parts, parent, plane } = tree;
  const growth = growths(tree, limits);
  const beaten = new Uint8Array(plane.data.length);
  for (const pixel of parts) {
    const above = parent[pixel] as number;
    const own = growth[pixel] as number;
    if (own > mostGrowth || above === pixel) {
      beaten[pixel] = 1;
      continue;
    }
    if (own < (growth[above] as number)) beaten[above] = 1;
    else if ((growth[above] as number) <= own) beaten[pixel] = 1;
  }
  const stable: Part[] = [];
  for (const pixel of parts) {
    if (beaten[pixel] === 1) continue;
    stable.push({
      left: tree.left[pixel] as number,
      right: tree.right[pixel] as number,
      top: tree.top[pixel] as number,
      bottom: tree.bottom[pixel] as number,
      area: tree.area[pixel] as number,
      seed: pixel,
      level: plane.data[pixel] as number,
    });
  }
  return stable;
}
