import type { Pixels } from '../../../media/look-result.ts';
import { lumaOf } from './plane.ts';

/** A rough word on whether somebody or a machine wrote into a picture. It proposes nothing and proves nothing. */
export interface Likely {
  readonly likely: boolean;
  /** Lines of what looks like writing. */
  readonly lines: number;
}

/** A cell of the raster in which writing is looked for, in pixels of a picture of about 512. */
const cellWidth = 24;
const cellHeight = 8;
/** Grey levels between the ink and its ground, and the share of a cell that must be one or the other. */
const leastContrast = 64;
const leastPlain = 0.68;
/** Crossings between ink and ground in a row of a cell: fewer is an edge, more is a texture. */
const fewest = 1.6;
const most = 9;
/** Cells side by side that make a line. */
const runLength = 3;

/** Whether a cell holds two levels of grey and little between, crossed as often as letters cross a line. */
function looksWritten(grey: Uint8Array, width: number, left: number, top: number): boolean {
  let darkest = 255;
  let lightest = 0;
  for (let y = top; y < top + cellHeight; y += 1) {
    for (let x = left; x < left + cellWidth; x += 1) {
      const value = grey[y * width + x] ?? 0;
      if (value < darkest) darkest = value;
      if (value > lightest) lightest = value;
    }
  }
  const contrast = lightest - darkest;
  if (contrast < leastContrast) return false;
  const middle = (darkest + lightest) / 2;
  let plain = 0;
  let crossings = 0;
  for (let y = top; y < top + cellHeight; y += 1) {
    let before = (grey[y * width + left] ?? 0) > middle;
    for (let x = left; x < left + cellWidth; x += 1) {
      const value = grey[y * width + x] ?? 0;
      const share = (value - darkest) / contrast;
      if (share < 0.16 || share > 0.72) plain += 1;
      if (value > middle !== before) {
        before = !before;
        crossings += 1;
      }
    }
  }
  const perRow = crossings / cellHeight;
  return plain / (cellWidth * cellHeight) >= leastPlain && perRow >= fewest && perRow <= most;
}

/**
 * Looks for what resembles lines of writing: two plain greys that alternate as letters do, several cells side by
 * side. Give it a picture of about 512 pixels. It misses faint and very small writing, and takes some patterns for it.
 */
export function likelyAnnotations(pixels: Pixels): Likely {
  const grey = lumaOf(pixels).data;
  let lines = 0;
  for (let top = 0; top + cellHeight <= pixels.height; top += cellHeight) {
    let run = 0;
    for (let left = 0; left + cellWidth <= pixels.width; left += cellWidth) {
      run = looksWritten(grey, pixels.width, left, top) ? run + 1 : 0;
      if (run === runLength) lines += 1;
    }
  }
  // A whole raster of "lines" is a texture: grass, gauze, hair.
  const rows = Math.max(1, Math.floor(pixels.height / cellHeight));
  return { likely: lines > 0 && lines <= rows * 0.45, lines };
}
