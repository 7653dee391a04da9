import type { Window } from './grey-picture.ts';
import { heartMargin } from './print.ts';

/** Most of each side that a cut may have taken, as a share of the side as it was. */
const mostCut = 0.25;
/** Steps in which cuts are tried, as shares of the side as it was. */
const step = 0.025;

/** One side of a picture as it was before edges were cut off, in units of what is left of it. */
interface Before {
  readonly from: number;
  readonly length: number;
}

/** Every side of which `mostCut` or less was cut off, in steps. */
const sidesBefore: readonly Before[] = (() => {
  const found: Before[] = [];
  const steps = Math.round(mostCut / step);
  for (let total = 0; total <= steps; total += 2) {
    for (let first = 0; first <= total; first += 1) {
      const left = 1 - total * step;
      found.push({ from: (-first * step) / left, length: 1 / left });
    }
  }
  return found;
})();

/** Where the whole picture lay around what is left of it; the first is the picture as it is. */
export function picturesBefore({ left, top, width, height }: Window): Window[] {
  const found: Window[] = [];
  for (const across of sidesBefore) {
    for (const down of sidesBefore) {
      found.push({
        left: left + across.from * width,
        top: top + down.from * height,
        width: across.length * width,
        height: down.length * height,
      });
    }
  }
  return found;
}

/** The heart of a picture lies within what is left whenever no side lost more than its margin. */
export const keepsItsHeart = (before: Window, left: Window): boolean =>
  before.left + heartMargin * before.width >= left.left - 0.5 &&
  before.top + heartMargin * before.height >= left.top - 0.5 &&
  before.left + (1 - heartMargin) * before.width <= left.left + left.width + 0.5 &&
  before.top + (1 - heartMargin) * before.height <= left.top + left.height + 0.5;
