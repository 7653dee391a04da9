/**
 * A million pictures are taller than any element a browser draws (Chromium stops at 33 million pixels and places
 * things badly well before). So the scroller is as tall as it may be, and this says which part of the whole it shows:
 * small movements go pixel by pixel, long ones (the bar is dragged) go by the share of the way.
 */
const tallest = 8_000_000;

/** All in CSS pixels. */
export interface Tall {
  /** Height of all rows together. */
  readonly whole: number;
  /** Height of the part in sight. */
  readonly inSight: number;
}

export interface Place {
  /** What the scroller says. */
  readonly scrollTop: number;
  /** Which pixel of the whole lies at the upper edge. */
  readonly top: number;
}

export const drawnHeight = ({ whole }: Tall): number => Math.min(whole, tallest);

const farthest = ({ whole, inSight }: Tall): number => Math.max(0, whole - inSight);

const clamp = (tall: Tall, top: number): number => Math.max(0, Math.min(farthest(tall), top));

/** How far the scroller itself can go. */
const drawnFarthest = (tall: Tall): number => Math.max(0, drawnHeight(tall) - tall.inSight);

/** How many pixels of the whole one pixel of the scroller stands for, when it goes by shares. */
const scale = (tall: Tall): number => farthest(tall) / Math.max(1, drawnFarthest(tall));

/** Where the scroller has to stand to show this pixel of the whole at its upper edge. */
export function placeFor(tall: Tall, top: number): Place {
  const at = clamp(tall, top);
  if (tall.whole <= tallest) return { top: at, scrollTop: at };
  // Dividing may round up past the end by a billionth of a pixel.
  return { top: at, scrollTop: Math.min(at / scale(tall), drawnFarthest(tall)) };
}

/** What is in sight after the scroller has moved. */
export function follow(tall: Tall, from: Place, scrollTop: number): Place {
  if (tall.whole <= tallest) return { scrollTop, top: clamp(tall, scrollTop) };
  const step = scrollTop - from.scrollTop;
  const near = Math.abs(step) <= 4 * tall.inSight;
  return { scrollTop, top: clamp(tall, near ? from.top + step : scrollTop * scale(tall)) };
}

/** Where to stand so that a row is whole in sight, moving as little as possible; the same place if it is already. */
export function toShow(tall: Tall, from: Place, row: number, rowHeight: number): Place {
  const start = row * rowHeight;
  if (start < from.top) return placeFor(tall, start);
  if (start + rowHeight > from.top + tall.inSight) return placeFor(tall, start + rowHeight - tall.inSight);
  return from;
}
