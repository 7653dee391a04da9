import { deviation, median } from './line-features.ts';
import type { Line } from './lines.ts';

/** A glyph's extents along the line and across it. */
interface Extent {
  readonly from: number;
  readonly to: number;
  readonly low: number;
  readonly high: number;
}

/** The straight line that the middles of glyphs follow: how steep it is, and how far they lie off it. */
function courseOf(extents: readonly Extent[]): { steepness: number; off: number } {
  const along = extents.map(({ from, to }) => from + to);
  const across = extents.map(({ low, high }) => low + high);
  const middle = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [middle(along), middle(across)];
  const shared = middle(along.map((value, at) => (value - x) * ((across[at] ?? 0) - y)));
  const steepness = shared === 0 ? 0 : shared / deviation(along) ** 2;
  return { steepness, off: Math.sqrt(Math.max(0, deviation(across) ** 2 - steepness * shared)) / 2 };
}

/** The length along which there is a glyph. */
function spannedBy(extents: readonly Extent[]): number {
  let end = Number.NEGATIVE_INFINITY;
  let spanned = 0;
  for (const { from, to } of [...extents].sort((a, b) => a.from - b.from))
    if (to > end) {
      spanned += to - Math.max(end, from - 1);
      end = to;
    }
  return spanned;
}

/**
 * Whether glyphs stand in a row as letters do, as numbers in this order: how much taller the box is than the usual
 * glyph, how far glyphs lie off a straight line, how steep that is, the share of the length along which there is a
 * glyph, the share of the box that they fill, and how much of them stands above another. Of windows, bark, railings
 * and gauze some hang together in a row as well, and lie about in it.
 */
export function lineShape({ glyphs, direction }: Line): number[] {
  const extents = glyphs.map(
    ({ left, right, top, bottom }): Extent =>
      direction === 'down'
        ? { from: top, to: bottom, low: left, high: right }
        : { from: left, to: right, low: top, high: bottom },
  );
  const least = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b));
  const most = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b));
  const length = most(extents.map(({ to }) => to)) - least(extents.map(({ from }) => from)) + 1;
  const size = most(extents.map(({ high }) => high)) - least(extents.map(({ low }) => low)) + 1;
  const usual = median(extents.map(({ low, high }) => high - low + 1));
  const { steepness, off } = courseOf(extents);
  const spanned = spannedBy(extents);
  const laid = extents.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  const ink = glyphs.reduce((sum, { area }) => sum + area, 0);
  return [
    Math.log(size / usual),
    off / usual,
    Math.abs(steepness),
    spanned / length,
    ink / (length * size),
    1 - spanned / laid,
  ];
}
