import type { Size } from '../../../../shared/domain/recording/region.ts';
import { areaOf, Grid, overlapOf } from './boxes.ts';
import type { Scored } from './unite.ts';

/** A place of the picture and all lines that were seen there. */
interface Place<Line extends Scored> {
  readonly lines: Line[];
  /** The sum of their scores: writing is seen in many ways at once, a leaf or a hair in one or two. */
  evidence: number;
}

/** A line lies where a larger one does that covers half of it. */
function placesOf<Line extends Scored>(lines: readonly Line[]): Place<Line>[] {
  const grid = new Grid<Line>();
  const places = new Map<Line, Place<Line>>();
  for (const line of [...lines].sort((a, b) => areaOf(b) - areaOf(a))) {
    const larger = grid.near(line).find((other) => overlapOf(other, line) > 0.5 * areaOf(line));
    const place = larger && places.get(larger);
    if (place) {
      place.lines.push(line);
      place.evidence += line.score;
      continue;
    }
    places.set(line, { lines: [line], evidence: line.score });
    grid.add(line);
  }
  return [...places.values()];
}

/** Evidence that is asked for in turn. */
const demands = [2, 4, 8, 16, 32, 64];
/**
 * So many places may fail the next demand and be writing all the same; and no more than these where as many others
 * meet it, as in a picture full of small print. More of them are grain, leaves, hair or gauze.
 */
const mostFaint = 4;
const mostFaintAmongClear = 12;

/**
 * Leaves out what a texture makes look like writing: as long as many places have little more evidence than is asked
 * for, more is asked for.
 */
export function withoutTexture<Line extends Scored>(lines: readonly Line[]): readonly Line[] {
  let places = placesOf(lines);
  for (const demand of demands) {
    const enough = places.filter(({ evidence }) => evidence >= demand);
    const faint = places.length - enough.length;
    if (faint <= Math.max(mostFaint, Math.min(mostFaintAmongClear, enough.length))) break;
    places = enough;
  }
  return places.flatMap((place) => place.lines);
}

/** Of a picture more than this is seldom written over, and then most of it beyond doubt. */
const mostWritten = 0.1;
const sureScore = 0.9;
/** Pixels a side of the squares by which what is covered is measured. */
const square = 4;

/** The share of a picture that lines cover. */
export function coveredShare(lines: readonly Scored[], { width, height }: Size): number {
  const across = Math.ceil(width / square);
  const down = Math.ceil(height / square);
  const covered = new Uint8Array(across * down);
  for (const { x, y, w, h } of lines) {
    const left = Math.max(0, Math.floor(x / square));
    const right = Math.min(across, Math.ceil((x + w) / square));
    for (let row = Math.max(0, Math.floor(y / square)); row < Math.min(down, (y + h) / square); row += 1)
      if (right > left) covered.fill(1, row * across + left, row * across + right);
  }
  return covered.reduce((sum, one) => sum + one, 0) / covered.length;
}

/** Leaves out what is in doubt where most of a picture is: that is speckle, streaks or grain all over it. */
export function withoutDoubt<Line extends Scored>(lines: readonly Line[], size: Size): readonly Line[] {
  const likely = coveredShare(lines, size);
  if (likely <= mostWritten) return lines;
  const sure = lines.filter(({ score }) => score >= sureScore);
  return coveredShare(sure, size) < likely / 2 ? sure : lines;
}
