import { fail, ok, type Result } from '../../kernel/result.ts';

/** A rectangle in whole pixels of the upright picture; `x` and `y` are its left and upper edge. */
export interface Region {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The most regions one picture may carry. */
export const regionLimit = 1_000;

const isPixelRange = (from: unknown, length: unknown): boolean =>
  typeof from === 'number' && typeof length === 'number' && Number.isFinite(from) && Number.isFinite(length);

/** Grows to whole pixels, so that no part of a marked pixel stays. */
function toWholePixels({ x, y, w, h }: Region): Region {
  const left = Math.floor(x);
  const top = Math.floor(y);
  return { x: left, y: top, w: Math.ceil(x + w) - left, h: Math.ceil(y + h) - top };
}

/**
 * Reads regions strictly: each a rectangle of positive size that lies inside the picture. Fractions grow to
 * whole pixels. The failure is a sentence that names the region by its number.
 */
export function parseRegions(input: unknown, size: Size): Result<readonly Region[], string> {
  if (!Array.isArray(input)) return fail('The regions must be a list of rectangles.');
  if (input.length > regionLimit) return fail(`A picture can have at most ${regionLimit} regions.`);
  const regions: Region[] = [];
  for (const [index, candidate] of input.entries()) {
    const name = `Region ${index + 1}`;
    if (typeof candidate !== 'object' || candidate === null) return fail(`${name} is not a rectangle.`);
    const { x, y, w, h } = candidate as Record<keyof Region, unknown>;
    if (!isPixelRange(x, w) || !isPixelRange(y, h)) return fail(`${name} needs the numbers x, y, w and h.`);
    const region = candidate as Region;
    if (region.w <= 0 || region.h <= 0) return fail(`${name} has no size.`);
    const whole = toWholePixels(region);
    const inside =
      whole.x >= 0 && whole.y >= 0 && whole.x + whole.w <= size.width && whole.y + whole.h <= size.height;
    if (!inside) return fail(`${name} reaches outside the picture (${size.width} × ${size.height} pixels).`);
    regions.push(whole);
  }
  return ok(regions);
}

/** The part of a rectangle that lies inside the picture; null where none does. For what a hand drew over an edge. */
export function clampRegion(region: Region, size: Size): Region | null {
  const whole = toWholePixels(region);
  const x = Math.max(0, whole.x);
  const y = Math.max(0, whole.y);
  const w = Math.min(size.width, whole.x + whole.w) - x;
  const h = Math.min(size.height, whole.y + whole.h) - y;
  return w > 0 && h > 0 ? { x, y, w, h } : null;
}
