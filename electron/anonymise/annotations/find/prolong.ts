import type { Region } from '../../../../shared/domain/recording/region.ts';
import { around, Grid, inPicture } from './boxes.ts';
import type { Candidate } from './candidates.ts';
import type { Glyph } from './glyph.ts';
import { boxOf } from './line-features.ts';
import type { Direction } from './lines.ts';
import type { Sighting } from './propose.ts';

/*
 * What is laid over a picture keeps its tone, and the picture below it does not: a line that is bright on dark goes on
 * as dark on bright, or hardly stands out for a while. What continues a proposed line in its own tone is taken to be of
 * it, in whichever way it was seen.
 */

/** A glyph of any sighting in pixels of the picture, with its tone as it lies there. */
interface Seen extends Region {
  readonly tone: number;
  readonly stroke: number;
}

/** A line of fewer glyphs is not followed. */
const leastGlyphs = 3;
/** Levels by which tones may differ, and how much finer or thicker a stroke may be. */
const mostApart = 10;
const mostThicker = 1.9;
/** In heights of the line: the gap between words, how far a glyph may stand out, and its own height. */
const widestGap = 1.1;
const furthestOut = 0.3;
const lowest = 0.35;
const highest = 1.35;
/** Glyphs that one line may gain: more are a texture. */
const mostGained = 40;

const toneOf = ({ peak }: Glyph, { inverted }: Sighting): number => (inverted ? 255 - peak : peak);

const seenIn = (sighting: Sighting): Seen[] =>
  sighting.glyphs.map((glyph) => ({
    ...inPicture(boxOf([glyph]), sighting.scale),
    tone: toneOf(glyph, sighting),
    stroke: glyph.stroke / sighting.scale,
  }));

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

/** A box along and across a line. */
const turned = ({ x, y, w, h }: Region, direction: Direction): Region =>
  direction === 'down' ? { x: y, y: x, w: h, h: w } : { x, y, w, h };

/** Whether a glyph lengthens a box: behind one of its ends, no further than a word is, at its height. */
function lengthens(glyph: Region, box: Region, size: number): boolean {
  if (glyph.x >= box.x && glyph.x + glyph.w <= box.x + box.w) return false;
  const gap = Math.max(glyph.x - (box.x + box.w), box.x - (glyph.x + glyph.w));
  const out = Math.max(box.y - glyph.y, glyph.y + glyph.h - (box.y + box.h));
  const fits = glyph.h >= lowest * size && glyph.h <= highest * size;
  return fits && gap <= widestGap * size && out <= furthestOut * size;
}

function prolonged<Line extends Candidate>(line: Line, grid: Grid<Seen>): Line {
  const { glyphs, direction } = line.line;
  const tone = median(glyphs.map((glyph) => toneOf(glyph, line.sighting)));
  const stroke = median(glyphs.map((glyph) => glyph.stroke)) / line.sighting.scale;
  const alike = (glyph: Seen): boolean =>
    Math.abs(glyph.tone - tone) <= mostApart &&
    Math.max(glyph.stroke / stroke, stroke / glyph.stroke) <= mostThicker;
  const reach = widestGap * line.size;
  let box: Region = line;
  for (let gained = 0; gained < mostGained; gained += 1) {
    const { x, y, w, h } = turned(box, direction);
    const near = grid.near(turned({ x: x - reach, y, w: w + 2 * reach, h }, direction));
    const next = near.find(
      (glyph) => lengthens(turned(glyph, direction), turned(box, direction), line.size) && alike(glyph),
    );
    if (!next) break;
    box = around(box, next);
  }
  return { ...line, ...box };
}

/** The lines that are proposed, with what continues them. */
export function withContinuation<Line extends Candidate>(
  lines: readonly Line[],
  sightings: readonly Sighting[],
): readonly Line[] {
  const isFollowed = ({ line }: Candidate): boolean => line.glyphs.length >= leastGlyphs;
  if (!lines.some(isFollowed)) return lines;
  const grid = new Grid<Seen>();
  for (const sighting of sightings) for (const glyph of seenIn(sighting)) grid.add(glyph);
  return lines.map((line) => (isFollowed(line) ? prolonged(line, grid) : line));
}
