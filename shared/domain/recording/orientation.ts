import type { Region, Size } from './region.ts';

/** How stored rows lie, as TIFF tag 274 counts it: 1 upright, 2 to 8 mirrored or turned. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

export const isOrientation = (value: number): value is Orientation =>
  Number.isInteger(value) && value >= 1 && value <= 8;

const turned = (orientation: Orientation): boolean => orientation >= 5;

/** The size of the upright picture, from the stored one; and the other way round, for the rule is its own inverse. */
export const uprightSize = ({ width, height }: Size, orientation: Orientation): Size =>
  turned(orientation) ? { width: height, height: width } : { width, height };

/** Mirrors and turns as each value has them: whether the axes swap, and which stored axis runs backwards. */
const axes: Readonly<Record<Orientation, readonly [swap: boolean, backX: boolean, backY: boolean]>> = {
  1: [false, false, false],
  2: [false, true, false],
  3: [false, true, true],
  4: [false, false, true],
  5: [true, false, false],
  6: [true, false, true],
  7: [true, true, true],
  8: [true, true, false],
};

/** A rectangle of the upright picture in pixels of the stored one, whose size is given. */
export function toStored(region: Region, stored: Size, orientation: Orientation): Region {
  const [swap, backX, backY] = axes[orientation];
  const { x, y, w, h } = swap ? { x: region.y, y: region.x, w: region.h, h: region.w } : region;
  return { x: backX ? stored.width - x - w : x, y: backY ? stored.height - y - h : y, w, h };
}

/** A rectangle of the stored picture in pixels of the upright one. */
export function toUpright(region: Region, stored: Size, orientation: Orientation): Region {
  const [swap, backX, backY] = axes[orientation];
  const x = backX ? stored.width - region.x - region.w : region.x;
  const y = backY ? stored.height - region.y - region.h : region.y;
  return swap ? { x: y, y: x, w: region.h, h: region.w } : { x, y, w: region.w, h: region.h };
}
