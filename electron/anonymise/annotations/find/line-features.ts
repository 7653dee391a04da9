import type { Region } from '../../../../shared/domain/recording/region.ts';
import type { Glyph } from './glyph.ts';
import type { Line } from './lines.ts';
import type { Plane } from './plane.ts';
import type { Ranks } from './ranks.ts';

export const boxOf = (glyphs: readonly Glyph[]): Region => {
  let left = Number.POSITIVE_INFINITY;
  let top = Number.POSITIVE_INFINITY;
  let right = 0;
  let bottom = 0;
  for (const glyph of glyphs) {
    left = Math.min(left, glyph.left);
    top = Math.min(top, glyph.top);
    right = Math.max(right, glyph.right);
    bottom = Math.max(bottom, glyph.bottom);
  }
  return { x: left, y: top, w: right - left + 1, h: bottom - top + 1 };
};

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

export function deviation(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(
    values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / Math.max(1, values.length),
  );
}

export function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[sorted.length >> 1] ?? 0;
}

/** How far the middle one of the values lies from their middle. */
function straggling(values: readonly number[]): number {
  const middle = median(values);
  return median(values.map((value) => Math.abs(value - middle)));
}

/** How much levels vary on a frame around a box: writing in a margin stands on calm ground. */
export function unrest(plane: Plane, box: Region, reach: number): number {
  const left = Math.max(0, box.x - reach);
  const right = Math.min(plane.width - 1, box.x + box.w - 1 + reach);
  const top = Math.max(0, box.y - reach);
  const bottom = Math.min(plane.height - 1, box.y + box.h - 1 + reach);
  let count = 0;
  let steps = 0;
  const look = (from: number, stride: number, length: number): void => {
    for (let index = 1; index < length; index += 1) {
      const at = from + index * stride;
      steps += Math.abs((plane.data[at] as number) - (plane.data[at - stride] as number));
      count += 1;
    }
  };
  look(top * plane.width + left, 1, right - left + 1);
  look(bottom * plane.width + left, 1, right - left + 1);
  look(top * plane.width + left, plane.width, bottom - top + 1);
  look(top * plane.width + right, plane.width, bottom - top + 1);
  return steps / Math.max(1, count);
}

export interface Surroundings {
  readonly plane: Plane;
  /** Pixels of the plane for each pixel of the picture. */
  readonly scale: number;
  /** Glyphs of the same source near a box that are not the line's. */
  readonly clutter: number;
  /** Lines of other sources that lie on the same place. */
  readonly agreeing: number;
  readonly proposer: 'tree' | 'topHat';
  readonly ranks: Ranks;
  /** All glyphs of the source for each 100,000 pixels. */
  readonly crowd: number;
}

/** From each glyph of a line to the next. */
function gapsBetween(glyphs: readonly Glyph[], down: boolean): number[] {
  const ordered = [...glyphs].sort((a, b) => (down ? a.top - b.top : a.left - b.left));
  return ordered.slice(1).map((glyph, index) => {
    const before = ordered[index] as Glyph;
    return down ? glyph.top - before.bottom : glyph.left - before.right;
  });
}

/**
 * What tells writing from texture, as numbers in this order, by which the judges know them:
 * count, length, size, sharpness, contrast, clarity, inkSpread, inkDiffers, strokeDiffers, stroke, sizeDiffers,
 * baseline, gapDiffers, fill, margin, ground, unrest, clutter, agreeing, down, topHat, meanGap, area, inkLevel,
 * widths, breadth, scale, aside, upDown, plateau, peakDiffers, groundDiffers, sharpnessRank, contrastRank,
 * plateauRank, crowd.
 */
export function lineFeatures({ glyphs, direction }: Line, around: Surroundings): number[] {
  const { plane, scale } = around;
  const box = boxOf(glyphs);
  const down = direction === 'down';
  const size = down ? box.w : box.h;
  const length = down ? box.h : box.w;
  const sizes = glyphs.map((glyph) => (down ? glyph.width : glyph.height));
  const breadths = glyphs.map((glyph) => (down ? glyph.height : glyph.width));
  const usual = median(sizes);
  const contrasts = glyphs.map(({ ink, ground }) => ink - ground);
  const contrast = mean(contrasts);
  const sharpness = mean(glyphs.map((glyph) => glyph.sharpness));
  const plateau = mean(glyphs.map((glyph) => glyph.plateau));
  const strokes = glyphs.map(({ stroke }) => stroke);
  const gaps = gapsBetween(glyphs, down);
  const feet = glyphs.map((glyph) => (down ? glyph.right : glyph.bottom));
  const middles = glyphs.map((glyph) => (down ? glyph.left + glyph.right : glyph.top + glyph.bottom) / 2);
  const edge = Math.min(box.x, box.y, plane.width - box.x - box.w, plane.height - box.y - box.h);
  return [
    Math.log(glyphs.length),
    Math.log(length / size),
    Math.log(usual / scale),
    sharpness,
    contrast,
    median(glyphs.map(({ ink, ground, groundSpread }) => (ink - ground) / (groundSpread + 1))),
    mean(glyphs.map(({ inkSpread }) => inkSpread)) / contrast,
    deviation(glyphs.map(({ ink }) => ink)) / contrast,
    deviation(strokes) / mean(strokes),
    mean(strokes) / usual,
    deviation(sizes) / usual,
    Math.min(straggling(feet), straggling(middles)) / usual,
    deviation(gaps) / usual,
    mean(glyphs.map(({ fill }) => fill)),
    edge / Math.max(plane.width, plane.height),
    mean(glyphs.map(({ ground }) => ground)),
    unrest(plane, box, Math.round(Math.max(3, 0.3 * usual))) / contrast,
    Math.log(1 + around.clutter) - Math.log(glyphs.length),
    around.agreeing,
    down ? 1 : 0,
    around.proposer === 'topHat' ? 1 : 0,
    gaps.length > 0 ? mean(gaps) / usual : 0,
    Math.log((box.w * box.h) / (plane.width * plane.height)),
    mean(glyphs.map(({ ink }) => ink)),
    deviation(breadths) / usual,
    mean(breadths) / usual,
    Math.log(scale),
    Math.abs((box.x + box.w / 2) / plane.width - 0.5),
    Math.abs((box.y + box.h / 2) / plane.height - 0.5),
    plateau,
    deviation(glyphs.map(({ peak }) => peak)) / contrast,
    deviation(glyphs.map(({ ground }) => ground)) / contrast,
    around.ranks.sharpness(sharpness),
    around.ranks.contrast(contrast),
    around.ranks.plateau(plateau),
    Math.log(1 + around.crowd),
  ];
}
