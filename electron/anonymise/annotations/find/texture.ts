import type { Region, Size } from '../../../../shared/domain/recording/region.ts';
import type { Scored } from './unite.ts';

/** Writing seldom covers more of a picture than this; what seems to is grain, leaves, gauze or flow. */
const mostCovered = 0.1;
/** Scores that are asked for in turn, until no more than that is covered. */
const demands = [0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98];

/** Squares of four pixels are fine enough to tell a tenth. */
const step = 4;

function coveredShare(boxes: readonly Region[], { width, height }: Size): number {
  const across = Math.ceil(width / step);
  const cells = new Uint8Array(across * Math.ceil(height / step));
  for (const { x, y, w, h } of boxes) {
    const right = Math.min(across - 1, Math.floor((x + w) / step));
    const bottom = Math.min(cells.length / across - 1, Math.floor((y + h) / step));
    for (let row = Math.max(0, Math.floor(y / step)); row <= bottom; row += 1)
      cells.fill(1, row * across + Math.max(0, Math.floor(x / step)), row * across + right + 1);
  }
  return cells.reduce((sum, cell) => sum + cell, 0) / cells.length;
}

/** Asks for surer lines where those given would cover too much of the picture to be writing. */
export function withoutTexture<Line extends Scored>(lines: readonly Line[], size: Size): readonly Line[] {
  let kept = lines;
  for (const least of demands) {
    if (coveredShare(kept, size) <= mostCovered) return kept;
    kept = kept.filter(({ score }) => score >= least);
  }
  return kept;
}
