import type { Part } from './parts.ts';
import type { Plane } from './plane.ts';

/** A part with what tells a stroke of ink from a bright spot. Places are in pixels of its plane. */
export interface Glyph {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly width: number;
  readonly height: number;
  readonly area: number;
  /** Mean breadth of its strokes: twice the area over the length of the outline. */
  readonly stroke: number;
  /** Mean level within, and of the ground two and three pixels outside. */
  readonly ink: number;
  readonly ground: number;
  /** How much the levels vary within, and on the ground. */
  readonly inkSpread: number;
  readonly groundSpread: number;
  /** The share of the contrast that lies between neighbours at the outline: 1 is a knife's edge. */
  readonly sharpness: number;
  readonly fill: number;
  /** The highest level within, and the share of its pixels that hardly differ from that: what is laid over is even. */
  readonly peak: number;
  readonly plateau: number;
}

/** Collects a part's pixels by flooding from its seed; kept between parts so that nothing is allocated. */
class Flood {
  readonly #seen: Int32Array;
  readonly #source: Uint8Array;
  readonly #width: number;
  #turn = 0;
  readonly pixels: Int32Array;
  count = 0;

  constructor(source: Uint8Array, width: number) {
    this.#seen = new Int32Array(source.length);
    this.pixels = new Int32Array(source.length);
    this.#source = source;
    this.#width = width;
  }

  holds(pixel: number): boolean {
    return this.#seen[pixel] === this.#turn;
  }

  run(part: Part, diagonal: boolean): void {
    this.#turn += 1;
    this.count = 0;
    this.#visit(part.seed, part.level);
    for (let index = 0; index < this.count; index += 1)
      this.#around(this.pixels[index] as number, part, diagonal);
  }

  #around(pixel: number, { level, left, right, top, bottom }: Part, diagonal: boolean): void {
    const width = this.#width;
    const y = (pixel / width) | 0;
    const x = pixel - y * width;
    if (x > left) this.#visit(pixel - 1, level);
    if (x < right) this.#visit(pixel + 1, level);
    if (y > top) this.#beside(pixel - width, x > left && diagonal, x < right && diagonal, level);
    if (y < bottom) this.#beside(pixel + width, x > left && diagonal, x < right && diagonal, level);
  }

  #beside(pixel: number, west: boolean, east: boolean, level: number): void {
    this.#visit(pixel, level);
    if (west) this.#visit(pixel - 1, level);
    if (east) this.#visit(pixel + 1, level);
  }

  #visit(pixel: number, level: number): void {
    if ((this.#source[pixel] as number) < level || this.#seen[pixel] === this.#turn) return;
    this.#seen[pixel] = this.#turn;
    this.pixels[this.count] = pixel;
    this.count += 1;
  }
}

interface Source {
  /** Where the parts' levels count: the plane itself, or a mask. */
  readonly levels: Uint8Array;
  readonly plane: Plane;
  readonly diagonal: boolean;
}

/** What lies about a part: the length of its outline, the steps over it, and the ground two and three pixels away. */
interface Outline {
  readonly edges: number;
  readonly step: number;
  readonly ground: number;
  readonly squares: number;
  readonly count: number;
}

/** Sums over the outline of what is flooded. */
function outline(flood: Flood, { data, width, height }: Plane): Outline {
  let [edges, step, ground, squares, count] = [0, 0, 0, 0, 0];
  for (let index = 0; index < flood.count; index += 1) {
    const pixel = flood.pixels[index] as number;
    const y = (pixel / width) | 0;
    const x = pixel - y * width;
    for (let side = 0; side < 4; side += 1) {
      const outward = side === 0 ? -1 : side === 1 ? 1 : side === 2 ? -width : width;
      const room = side === 0 ? x : side === 1 ? width - 1 - x : side === 2 ? y : height - 1 - y;
      if (room < 1 || flood.holds(pixel + outward)) continue;
      edges += 1;
      step += (data[pixel] as number) - (data[pixel + outward] as number);
      for (let reach = 2; reach <= 3 && reach <= room; reach += 1) {
        const away = pixel + outward * reach;
        if (flood.holds(away)) break;
        const value = data[away] as number;
        ground += value;
        squares += value * value;
        count += 1;
      }
    }
  }
  return { edges, step, ground, squares, count };
}

const spread = (squares: number, mean: number, count: number): number =>
  Math.sqrt(Math.max(0, squares / count - mean * mean));

interface Inside {
  readonly sum: number;
  readonly squares: number;
  readonly peak: number;
}

function inside(flood: Flood, { data }: Plane): Inside {
  let [sum, squares, peak] = [0, 0, 0];
  for (let index = 0; index < flood.count; index += 1) {
    const value = data[flood.pixels[index] as number] as number;
    sum += value;
    squares += value * value;
    if (value > peak) peak = value;
  }
  return { sum, squares, peak };
}

/** Levels, and the share of the contrast, by which what is even may differ. */
const evenLevels = 3;
const evenShare = 0.08;

function plateauOf(flood: Flood, { data }: Plane, peak: number, contrast: number): number {
  const least = peak - evenLevels - evenShare * contrast;
  let count = 0;
  for (let index = 0; index < flood.count; index += 1)
    if ((data[flood.pixels[index] as number] as number) >= least) count += 1;
  return count / flood.count;
}

function measured(part: Part, flood: Flood, plane: Plane): Glyph {
  const { sum, squares, peak } = inside(flood, plane);
  const area = flood.count;
  const ink = sum / area;
  const around = outline(flood, plane);
  const ground = around.count > 0 ? around.ground / around.count : 0;
  const width = part.right - part.left + 1;
  const height = part.bottom - part.top + 1;
  const { left, right, top, bottom } = part;
  return {
    left,
    right,
    top,
    bottom,
    width,
    height,
    area,
    stroke: (2 * area) / Math.max(1, around.edges),
    ink,
    ground,
    inkSpread: spread(squares, ink, area),
    groundSpread: around.count > 0 ? spread(around.squares, ground, around.count) : 0,
    sharpness: around.edges > 0 ? around.step / around.edges / Math.max(1, ink - ground) : 0,
    fill: area / (width * height),
    peak,
    plateau: plateauOf(flood, plane, peak, Math.max(0, ink - ground)),
  };
}

/** At least so much must lie between ink and ground, in levels. */
const leastContrast = 5;

/** Measures parts, and leaves out those that cannot be ink. */
export function glyphsOf(parts: readonly Part[], { levels, plane, diagonal }: Source): Glyph[] {
  const flood = new Flood(levels, plane.width);
  const glyphs: Glyph[] = [];
  for (const part of parts) {
    flood.run(part, diagonal);
    const glyph = measured(part, flood, plane);
    const contrast = glyph.ink - glyph.ground;
    if (contrast < leastContrast || contrast < 1.2 * glyph.groundSpread || glyph.sharpness < 0.12) continue;
    if (glyph.stroke > 0.75 * Math.min(glyph.width, glyph.height) + 2) continue;
    glyphs.push(glyph);
  }
  return glyphs;
}
