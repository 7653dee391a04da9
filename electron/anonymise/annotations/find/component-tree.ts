import type { Plane } from './plane.ts';

/**
 * All connected bright parts of a plane over every threshold, as a tree: a part hangs below the larger part that it
 * joins at the next level down. Each has its number, under which the lists hold what is known of it.
 */
export interface ComponentTree {
  readonly count: number;
  readonly level: Uint8Array;
  /** The next larger part; a root names itself. */
  readonly parent: Int32Array;
  readonly area: Int32Array;
  readonly left: Uint16Array;
  readonly right: Uint16Array;
  readonly top: Uint16Array;
  readonly bottom: Uint16Array;
  /** One of its pixels. */
  readonly seed: Int32Array;
}

/** Pixels so close to the darkest level are ground and belong to no part: much of a medical picture is black. */
const groundLevels = 2;

/** Marks the ground, and counts what is not. */
function groundOf({ data }: Plane): { marked: Uint8Array; others: number } {
  let darkest = 255;
  for (let at = 0; at < data.length; at += 1)
    if ((data[at] as number) < darkest) darkest = data[at] as number;
  const marked = new Uint8Array(data.length);
  let others = 0;
  for (let at = 0; at < data.length; at += 1) {
    if ((data[at] as number) <= darkest + groundLevels) marked[at] = 1;
    else others += 1;
  }
  return { marked, others };
}

/** Pixels that were reached and not yet added, listed by their levels. */
class Waiting {
  readonly #first = new Int32Array(256).fill(-1);
  readonly #next: Int32Array;

  constructor(pixels: number) {
    this.#next = new Int32Array(pixels);
  }

  add(pixel: number, level: number): void {
    this.#next[pixel] = this.#first[level] as number;
    this.#first[level] = pixel;
  }

  /** The brightest level at or below the given one at which a pixel waits; -1 where none does. */
  brightest(from: number): number {
    let level = from;
    while (level >= 0 && (this.#first[level] as number) < 0) level -= 1;
    return level;
  }

  take(level: number): number {
    const pixel = this.#first[level] as number;
    this.#first[level] = this.#next[pixel] as number;
    return pixel;
  }
}

/** The parts that are known, and those of them that still grow, the brightest last. */
class Parts {
  readonly tree: ComponentTree & { count: number };
  readonly #growing = new Int32Array(257);
  #last = -1;

  /** No part is without a pixel of its own, so there are no more parts than pixels. */
  constructor(pixels: number) {
    const sides = () => new Uint16Array(pixels);
    this.tree = {
      count: 0,
      level: new Uint8Array(pixels),
      parent: new Int32Array(pixels),
      area: new Int32Array(pixels),
      left: sides().fill(65_535),
      right: sides(),
      top: sides().fill(65_535),
      bottom: sides(),
      seed: new Int32Array(pixels),
    };
  }

  begin(level: number, seed: number): number {
    const part = this.tree.count;
    this.tree.count += 1;
    this.tree.level[part] = level;
    this.tree.parent[part] = part;
    this.tree.seed[part] = seed;
    this.#last += 1;
    this.#growing[this.#last] = part;
    return part;
  }

  add(x: number, y: number): void {
    const { area, left, right, top, bottom } = this.tree;
    const part = this.#growing[this.#last] as number;
    area[part] = (area[part] as number) + 1;
    if (x < (left[part] as number)) left[part] = x;
    if (x > (right[part] as number)) right[part] = x;
    if (y < (top[part] as number)) top[part] = y;
    if (y > (bottom[part] as number)) bottom[part] = y;
  }

  /** Ends the parts that are brighter than a level: each joins the one that it lies in. */
  sink(level: number): void {
    const levels = this.tree.level;
    for (;;) {
      const part = this.#growing[this.#last] as number;
      if ((levels[part] as number) <= level) return;
      this.#last -= 1;
      const before = this.#last < 0 ? -1 : (this.#growing[this.#last] as number);
      const joined =
        before >= 0 && (levels[before] as number) >= level
          ? before
          : this.begin(level, this.tree.seed[part] as number);
      this.#join(part, joined);
    }
  }

  /** Ends all parts. */
  end(): void {
    while (this.#last > 0) {
      this.#join(this.#growing[this.#last] as number, this.#growing[this.#last - 1] as number);
      this.#last -= 1;
    }
    this.#last = -1;
  }

  #join(part: number, larger: number): void {
    const { parent, area, left, right, top, bottom } = this.tree;
    parent[part] = larger;
    area[larger] = (area[larger] as number) + (area[part] as number);
    if ((left[part] as number) < (left[larger] as number)) left[larger] = left[part] as number;
    if ((right[part] as number) > (right[larger] as number)) right[larger] = right[part] as number;
    if ((top[part] as number) < (top[larger] as number)) top[larger] = top[part] as number;
    if ((bottom[part] as number) > (bottom[larger] as number)) bottom[larger] = bottom[part] as number;
  }
}

/**
 * Built by flooding from the bright to the dark, always with the brightest pixel that was reached (Nistér and
 * Stewénius 2008, "Linear time maximally stable extremal regions"); 4-connected.
 */
export function componentTree(plane: Plane): ComponentTree {
  const { data, width, height } = plane;
  const { marked, others } = groundOf(plane);
  const waiting = new Waiting(data.length);
  const parts = new Parts(others);
  for (let start = 0; start < data.length; start += 1) {
    if (marked[start] === 1) continue;
    marked[start] = 1;
    parts.begin(data[start] as number, start);
    flood(start);
  }
  return parts.tree;

  function flood(start: number): void {
    let pixel = start;
    for (;;) {
      const level = data[pixel] as number;
      const y = (pixel / width) | 0;
      const x = pixel - y * width;
      const brighter = look(pixel, x, y, level);
      if (brighter >= 0) {
        waiting.add(pixel, level);
        pixel = brighter;
        parts.begin(data[pixel] as number, pixel);
        continue;
      }
      parts.add(x, y);
      const next = waiting.brightest(level);
      if (next < 0) break;
      pixel = waiting.take(next);
      if (next < level) parts.sink(next);
    }
    parts.end();
  }

  /** Lets the neighbours wait, up to the first that is brighter, which is given back; -1 where none is. */
  function look(pixel: number, x: number, y: number, level: number): number {
    for (let side = 0; side < 4; side += 1) {
      if (side === 0 ? x === 0 : side === 1 ? x === width - 1 : side === 2 ? y === 0 : y === height - 1)
        continue;
      const next =
        side === 0 ? pixel - 1 : side === 1 ? pixel + 1 : side === 2 ? pixel - width : pixel + width;
      if (marked[next] === 1) continue;
      marked[next] = 1;
      const value = data[next] as number;
      if (value > level) return next;
      waiting.add(next, value);
    }
    return -1;
  }
}
