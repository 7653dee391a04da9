import type { Region } from '../../../../shared/domain/recording/region.ts';
import { areaOf, Grid, overlapOf } from './boxes.ts';
import type { Candidate } from './candidates.ts';
import type { Direction } from './lines.ts';

/** What tells one font from another. */
interface Font {
  readonly size: number;
  readonly ink: number;
  readonly direction: Direction;
  readonly count: number;
}

/** A line as the first judge sees it, who looks at it alone. */
export interface Seen extends Region {
  readonly font: Font;
  readonly alone: number;
}

export const fontOf = ({ size, ink, line }: Candidate): Font => ({
  size,
  ink,
  direction: line.direction,
  count: line.glyphs.length,
});

/** Lines of three glyphs and more that are writing beyond doubt show which fonts a picture has. */
const sure = 0.7;
const fewestGlyphs = 3;
/** Whatever may be writing supports what lies on the same place. */
const possible = 0.3;
/** How unlike two fonts are, in logarithms of size and shares of tone; more than this counts as no likeness. */
const far = 3;
const similar = 0.35;

function unlikeness(a: Font, b: Font): number {
  const turned = a.direction === b.direction ? 0 : 1;
  return Math.abs(Math.log(a.size / b.size)) + Math.abs(a.ink - b.ink) / 64 + turned;
}

/** The nearest font, how many lines have one like it, and how well the line stands below or beside them. */
function amongFonts(seen: Seen, fonts: readonly Seen[]): [number, number, number, number] {
  let nearest = far;
  let count = 0;
  let column = far;
  let row = far;
  for (const font of fonts) {
    if (overlapOf(seen, font) >= 0.3 * areaOf(seen)) continue;
    const distance = unlikeness(seen.font, font.font);
    nearest = Math.min(nearest, distance);
    if (distance >= similar) continue;
    count += 1;
    const { size } = seen.font;
    const edges = Math.min(Math.abs(seen.x - font.x), Math.abs(seen.x + seen.w - font.x - font.w));
    column = Math.min(column, edges / size);
    row = Math.min(row, Math.abs(2 * seen.y + seen.h - 2 * font.y - font.h) / 2 / size);
  }
  return [nearest, Math.log(1 + count), column, row];
}

/** What the rest of the picture says of each line, as numbers that follow the line's own. */
export function contextsOf(lines: readonly Seen[]): number[][] {
  const fonts = lines.filter(({ alone, font }) => alone >= sure && font.count >= fewestGlyphs);
  const grid = new Grid<Seen>();
  let likely = 0;
  for (const line of lines)
    if (line.alone >= possible) {
      grid.add(line);
      likely += 1;
    }
  return lines.map((seen) => {
    const supporting = grid
      .near(seen)
      .filter((other) => other !== seen && overlapOf(seen, other) > 0.5 * areaOf(seen));
    const best = supporting.reduce((most, { alone }) => Math.max(most, alone), 0);
    const evidence = supporting.reduce((sum, { alone }) => sum + alone, seen.alone);
    const picture = [evidence, Math.log(1 + likely), Math.log(1 + fonts.length)];
    return [seen.alone, best, supporting.length, ...amongFonts(seen, fonts), ...picture];
  });
}
