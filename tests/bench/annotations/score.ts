import type { Region } from '../../../shared/domain/recording/region.ts';
import type { Drawn, Written } from './drawn.ts';

/** How a redactor grows what is proposed, in pixels; what counts as covered; and how far writing reaches. */
const growth = 3;
const covered = 0.9;
const neighbourhood = 0.35;

/** What was counted, to be added up over pictures. */
export interface Count {
  readonly pixels: number;
  readonly coveredPixels: number;
  readonly ink: number;
  readonly coveredInk: number;
  readonly boxes: number;
  readonly coveredBoxes: number;
}

export interface PictureScore {
  readonly lines: readonly { readonly style: Written['style']; readonly count: Count }[];
  /** Pixels away from all writing, and how many of them were proposed. */
  readonly outside: number;
  readonly falsely: number;
}

function filled(
  width: number,
  height: number,
  boxes: readonly Region[],
  by: (box: Region) => number,
): Uint8Array {
  const mask = new Uint8Array(width * height);
  for (const box of boxes) {
    const reach = by(box);
    const left = Math.max(0, Math.floor(box.x - reach));
    const right = Math.min(width, Math.ceil(box.x + box.w + reach));
    const bottom = Math.min(height, Math.ceil(box.y + box.h + reach));
    for (let y = Math.max(0, Math.floor(box.y - reach)); y < bottom; y += 1)
      if (right > left) mask.fill(1, y * width + left, y * width + right);
  }
  return mask;
}

function counted(line: Written, width: number, mask: Uint8Array): Count {
  let inside = 0;
  for (let y = line.y; y < line.y + line.h; y += 1)
    for (let x = line.x; x < line.x + line.w; x += 1) inside += mask[y * width + x] ?? 0;
  const pixels = line.w * line.h;
  return {
    pixels,
    coveredPixels: inside,
    ink: line.ink.length,
    coveredInk: line.ink.filter((at) => mask[at] === 1).length,
    boxes: 1,
    coveredBoxes: inside >= covered * pixels ? 1 : 0,
  };
}

/** Holds what was proposed against what was written. */
export function scored({ pixels, written }: Drawn, proposed: readonly Region[]): PictureScore {
  const { width, height } = pixels;
  const mask = filled(width, height, proposed, () => growth);
  const near = filled(width, height, written, ({ w, h }) => Math.max(3, neighbourhood * Math.min(w, h)));
  let outside = 0;
  let falsely = 0;
  for (let at = 0; at < mask.length; at += 1)
    if (near[at] === 0) {
      outside += 1;
      falsely += mask[at] ?? 0;
    }
  const lines = written.map((line) => ({ style: line.style, count: counted(line, width, mask) }));
  return { lines, outside, falsely };
}

const none: Count = { pixels: 0, coveredPixels: 0, ink: 0, coveredInk: 0, boxes: 0, coveredBoxes: 0 };

/** Adds counts up. */
export const summed = (counts: readonly Count[]): Count =>
  counts.reduce(
    (sum, one) => ({
      pixels: sum.pixels + one.pixels,
      coveredPixels: sum.coveredPixels + one.coveredPixels,
      ink: sum.ink + one.ink,
      coveredInk: sum.coveredInk + one.coveredInk,
      boxes: sum.boxes + one.boxes,
      coveredBoxes: sum.coveredBoxes + one.coveredBoxes,
    }),
    none,
  );
