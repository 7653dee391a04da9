import type { Plane } from './plane.ts';

/**
 * All connected bright parts of a plane over every threshold, as a tree: the part at a pixel's own level hangs below
 * the larger part that it joins at the next level down. Built by union and find over pixels in falling order
 * (Berger and others 2007, "Effective component tree computation").
 */
export interface ComponentTree {
  readonly plane: Plane;
  /** The pixels that stand for parts, from the darkest to the brightest: a part comes after the one that holds it. */
  readonly parts: Int32Array;
  /** For the pixel that stands for a part, the pixel that stands for the next larger one; a root names itself. */
  readonly parent: Int32Array;
  readonly area: Int32Array;
  readonly left: Uint16Array;
  readonly right: Uint16Array;
  readonly top: Uint16Array;
  readonly bottom: Uint16Array;
}

function byBrightness({ data }: Plane): Int32Array {
  const starts = new Int32Array(257);
  for (let at = 0; at < data.length; at += 1) {
    const level = (data[at] as number) + 1;
    starts[level] = (starts[level] as number) + 1;
  }
  for (let level = 1; level < 257; level += 1)
    starts[level] = (starts[level] as number) + (starts[level - 1] as number);
  const order = new Int32Array(data.length);
  for (let at = 0; at < data.length; at += 1) {
    const level = data[at] as number;
    const place = starts[level] as number;
    order[place] = at;
    starts[level] = place + 1;
  }
  return order;
}

/** Pixels so close to the darkest level are ground and belong to no part: much of a medical picture is black. */
const groundLevels = 2;

/** The first of the ordered pixels that is brighter than the ground. */
function firstAboveGround({ data }: Plane, order: Int32Array): number {
  const ground = (data[order[0] as number] as number) + groundLevels;
  let low = 0;
  let high = order.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((data[order[middle] as number] as number) <= ground) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Who holds whom, by pixels; 4-connected. Pixels of the ground stay by themselves. */
function linked(plane: Plane, order: Int32Array, first: number): Int32Array {
  const { width, height } = plane;
  const count = width * height;
  const parent = new Int32Array(count).fill(-1);
  const root = new Int32Array(count);
  const join = (pixel: number, neighbour: number): void => {
    if (parent[neighbour] === -1) return;
    let top = neighbour;
    let above = root[top] as number;
    while (above !== top) {
      const further = root[above] as number;
      root[top] = further;
      top = further;
      above = root[top] as number;
    }
    if (top === pixel) return;
    root[top] = pixel;
    parent[top] = pixel;
  };
  for (let index = count - 1; index >= first; index -= 1) {
    const pixel = order[index] as number;
    parent[pixel] = pixel;
    root[pixel] = pixel;
    const x = pixel % width;
    if (x > 0) join(pixel, pixel - 1);
    if (x < width - 1) join(pixel, pixel + 1);
    if (pixel >= width) join(pixel, pixel - width);
    if (pixel + width < count) join(pixel, pixel + width);
  }
  return parent;
}

/** Lets every pixel point at the one that stands for its part, and parts at parts; gives back those that stand. */
function straighten({ data }: Plane, order: Int32Array, parent: Int32Array): Int32Array {
  const parts = new Int32Array(order.length);
  let count = 0;
  for (let index = 0; index < order.length; index += 1) {
    const pixel = order[index] as number;
    const above = parent[pixel] as number;
    const level = data[above] as number;
    const further = parent[above] as number;
    if (data[further] === level) parent[pixel] = further;
    if (level !== data[pixel] || above === pixel) {
      parts[count] = pixel;
      count += 1;
    }
  }
  return parts.slice(0, count);
}

/** Gives every part its own pixels, row by row, which keeps to the cache; what it holds comes after. */
function measureOwn({ plane, parent, area, left, right, top, bottom }: ComponentTree): void {
  const { data, width, height } = plane;
  left.fill(65_535);
  top.fill(65_535);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const pixel = y * width + x;
      const above = parent[pixel] as number;
      if (above < 0) continue;
      const part = data[above] === data[pixel] ? above : pixel;
      area[part] = (area[part] as number) + 1;
      if (x < (left[part] as number)) left[part] = x;
      if (x > (right[part] as number)) right[part] = x;
      if (y < (top[part] as number)) top[part] = y;
      bottom[part] = y;
    }
  }
}

function measure(tree: ComponentTree): void {
  const { parts, parent, area, left, right, top, bottom } = tree;
  measureOwn(tree);
  for (let index = parts.length - 1; index >= 0; index -= 1) {
    const part = parts[index] as number;
    const above = parent[part] as number;
    if (above === part) continue;
    area[above] = (area[above] as number) + (area[part] as number);
    if ((left[part] as number) < (left[above] as number)) left[above] = left[part] as number;
    if ((right[part] as number) > (right[above] as number)) right[above] = right[part] as number;
    if ((top[part] as number) < (top[above] as number)) top[above] = top[part] as number;
    if ((bottom[part] as number) > (bottom[above] as number)) bottom[above] = bottom[part] as number;
  }
}

export function componentTree(plane: Plane): ComponentTree {
  const count = plane.data.length;
  const sorted = byBrightness(plane);
  const first = firstAboveGround(plane, sorted);
  const parent = linked(plane, sorted, first);
  const parts = straighten(plane, sorted.subarray(first), parent);
  const tree = {
    plane,
    parts,
    parent,
    area: new Int32Array(count),
    left: new Uint16Array(count),
    right: new Uint16Array(count),
    top: new Uint16Array(count),
    bottom: new Uint16Array(count),
  };
  measure(tree);
  return tree;
}
