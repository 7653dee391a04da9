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
}

/** Collects a part's pixels by flooding from its seed; kept between parts so that nothing is allocated. */
class Flood {
  readonly #seen: Int32Array;
  #turn = 0;
  readonly pixels: number[] = [];

  constructor(count: number) {
    this.#seen = new Int32Array(count);
  }

  holds(pixel: number): boolean {
    return this.#seen[pixel] === this.#turn;
  }

  run(
    source: Uint8Array,
    width: number,
    { seed, level, left, right, top, bottom }: Part,
    diagonal: boolean,
  ): void {
    this.#turn += 1;
    const { pixels } = this;
    pixels.length = 0;
    const visit = (pixel: number): void => {
      if ((source[pixel] as number) < level || this.#seen[pixel] === this.#turn) return;
      this.#seen[pixel] = this.#turn;
      pixels.push(pixel);
    };
    visit(seed);
    for (let index = 0; index < pixels.length; index += 1) {
      const pixel = pixels[index] as number;
      const y = Math.floor(pixel / width);
      const x = pixel - y * width;
      const north = y > top ? pixel - width : -1;
      const south = y < bottom ? pixel + width : -1;
      if (x > left) visit(pixel - 1);
      if (x < right) visit(pixel + 1);
      if (north >= 0) visit(north);
      if (south >= 0) visit(south);
      if (!diagonal) continue;
      for (const row of [north, south]) {
        if (row < 0) continue;
        if (x > left) visit(row - 1);
        if (x < right) visit(row + 1);
      }
    }
  }
}

interface Source {
  /** Where the parts' levels count: the plane itself, or a mask. */
  readonly levels: Uint8Array;
  readonly plane: Plane;
  readonly diagonal: boolean;
}

/** Sums over the outline of what is flooded. */
function outline(
  flood: Flood,
  { data, width, height }: Plane,
): { edges: number; step: number; ground: number; squares: number; count: number } {
  const sums = { edges: 0, step: 0, ground: 0, squares: 0, count: 0 };
  const look = (pixel: number, outward: number, room: number): void => {
    const next = pixel + outward;
    if (room < 1 || flood.holds(next)) return;
    sums.edges += 1;
    sums.step += (data[pixel] as number) - (data[next] as number);
    for (let reach = 2; reach <= Math.min(3, room); reach += 1) {
      const away = pixel + outward * reach;
      if (flood.holds(away)) break;
      const value = data[away] as number;
      sums.ground += value;
      sums.squares += value * value;
      sums.count += 1;
    }
  };
  for (const pixel of flood.pixels) {
    const y = Math.floor(pixel / width);
    const x = pixel - y * width;
    look(pixel, -1, x);
    look(pixel, 1, width - 1 - x);
    look(pixel, -width, y);
    look(pixel, width, height - 1 - y);
  }
  return sums;
}

const spread = (squares: number, mean: number, count: number): number =>
  Math.sqrt(Math.max(0, squares / count - mean * mean));

function measured(part: Part, flood: Flood, plane: Plane): Glyph {
  let sum = 0;
  let squares = 0;
  for (const pixel of flood.pixels) {
    const value = plane.data[pixel] as number;
    sum += value;
    squares += value * value;
  }
  const area = flood.pixels.length;
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
  };
}

/** At least so much must lie between ink and ground, in levels. */
const leastContrast = 5;

/** Measures parts, and leaves out those that cannot be ink. */
export function glyphsOf(parts: readonly Part[], { levels, plane, diagonal }: Source): Glyph[] {
  const flood = new Flood(plane.data.length);
  const glyphs: Glyph[] = [];
  for (const part of parts) {
    flood.run(levels, plane.width, part, diagonal);
    const glyph = measured(part, flood, plane);
    const contrast = glyph.ink - glyph.ground;
    if (contrast < leastContrast || contrast < 1.2 * glyph.groundSpread || glyph.sharpness < 0.12) continue;
    if (glyph.stroke > 0.75 * Math.min(glyph.width, glyph.height) + 2) continue;
    glyphs.push(glyph);
  }
  return glyphs;
}
