/** A rectangle in whole pixels of the upright picture. */
export interface Region {
  readonly key: number;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  readonly source: string;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Smaller ones cannot be seen or held. */
const leastSide = 4;

const between = (value: number, least: number, most: number): number =>
  Math.max(least, Math.min(most, value));

/** The region in whole pixels, inside the picture, with sides that can be held. */
export function fitted<Box extends Pick<Region, 'x' | 'y' | 'w' | 'h'>>(
  box: Box,
  { width, height }: Size,
): Box {
  const w = between(Math.round(box.w), Math.min(leastSide, width), width);
  const h = between(Math.round(box.h), Math.min(leastSide, height), height);
  return {
    ...box,
    w,
    h,
    x: between(Math.round(box.x), 0, width - w),
    y: between(Math.round(box.y), 0, height - h),
  };
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The box between two corners, wherever they lie. */
export const boxBetween = (a: Point, b: Point) => ({
  x: Math.min(a.x, b.x),
  y: Math.min(a.y, b.y),
  w: Math.abs(a.x - b.x),
  h: Math.abs(a.y - b.y),
});

export const corners = ['nw', 'ne', 'sw', 'se'] as const;
export type Corner = (typeof corners)[number];

export const cornerPoint = ({ x, y, w, h }: Region, corner: Corner): Point => ({
  x: corner.endsWith('e') ? x + w : x,
  y: corner.startsWith('s') ? y + h : y,
});

const opposites: Readonly<Record<Corner, Corner>> = { nw: 'se', ne: 'sw', sw: 'ne', se: 'nw' };

/** The region with one corner pulled to a point; the opposite corner stays. */
export const pulled = (region: Region, corner: Corner, to: Point): Region => ({
  ...region,
  ...boxBetween(cornerPoint(region, opposites[corner]), to),
});

const directions: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** What an arrow key makes of a region: moved, or with Shift resized; null for any other key. */
export function nudged(region: Region, key: string, resize: boolean, step: number): Region | null {
  const direction = directions[key];
  if (!direction) return null;
  const [dx, dy] = [direction[0] * step, direction[1] * step];
  return resize
    ? { ...region, w: region.w + dx, h: region.h + dy }
    : { ...region, x: region.x + dx, y: region.y + dy };
}

/** In reading order: by rows of a tenth of the picture's height, then from the left. */
export function inReadingOrder(regions: readonly Region[], { height }: Size): Region[] {
  const row = (region: Region): number => Math.floor((region.y / Math.max(1, height)) * 10);
  return [...regions].sort((a, b) => row(a) - row(b) || a.x - b.x);
}
