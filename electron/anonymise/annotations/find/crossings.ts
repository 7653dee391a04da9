import { Grid, inPicture } from './boxes.ts';
import type { Candidate } from './candidates.ts';
import { boxOf } from './line-features.ts';

/** The share of a line's glyphs that a line across it takes away. */
const mostShared = 0.6;

/**
 * Leaves out columns of letters that merely stand below each other in lines of writing: of two directions the one in
 * which more glyphs follow each other is the script's.
 */
export function withoutCrossings<Line extends Candidate>(lines: readonly Line[]): Line[] {
  const grid = new Grid<Line>();
  for (const line of lines) grid.add(line);
  return lines.filter((line) => {
    const { glyphs, direction } = line.line;
    const across = grid
      .near(line)
      .filter((other) => other.line.direction !== direction && other.line.glyphs.length >= glyphs.length);
    if (across.length === 0 || glyphs.length < 2) return true;
    const taken = glyphs.filter((glyph) => {
      const { x, y, w, h } = inPicture(boxOf([glyph]), line.sighting.scale);
      const [middle, centre] = [x + w / 2, y + h / 2];
      return across.some(
        (other) =>
          middle >= other.x && middle < other.x + other.w && centre >= other.y && centre < other.y + other.h,
      );
    });
    return taken.length < mostShared * glyphs.length;
  });
}
