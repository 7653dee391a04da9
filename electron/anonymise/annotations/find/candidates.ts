import type { Region } from '../../../../shared/domain/recording/region.ts';
import { Grid, grown, inPicture, likeness } from './boxes.ts';
import { boxOf, lineFeatures } from './line-features.ts';
import type { Line } from './lines.ts';
import type { Sighting } from './propose.ts';
import { ranksOf } from './ranks.ts';

/** A line of one sighting as a box of the picture, with what was measured of it. */
export interface Candidate extends Region {
  readonly line: Line;
  readonly sighting: Sighting;
  readonly features: readonly number[];
  /** Levels of its ink and ground, and the size of its writing in pixels of the picture. */
  readonly ink: number;
  readonly size: number;
}

/** Counts glyphs around each line that are not in it. */
function clutterOf(sighting: Sighting): (box: Region, own: number) => number {
  const { width, height } = sighting.plane;
  const across = Math.ceil(width / 16) + 1;
  const sums = new Int32Array(across * (Math.ceil(height / 16) + 1));
  for (const { left, right, top, bottom } of sighting.glyphs) {
    const at = (((top + bottom) >> 5) + 1) * across + ((left + right) >> 5) + 1;
    sums[at] = (sums[at] as number) + 1;
  }
  for (let at = across + 1; at < sums.length; at += 1)
    if (at % across !== 0)
      sums[at] =
        (sums[at] as number) +
        (sums[at - 1] as number) +
        (sums[at - across] as number) -
        (sums[at - across - 1] as number);
  return (box, own) => {
    const { x, y, w, h } = grown(box, 2 * Math.min(box.w, box.h) + 16);
    const left = Math.max(0, Math.floor(x / 16));
    const top = Math.max(0, Math.floor(y / 16));
    const right = Math.min(across - 1, Math.floor((x + w) / 16) + 1);
    const bottom = Math.min(sums.length / across - 1, Math.floor((y + h) / 16) + 1);
    const at = (row: number, column: number): number => sums[row * across + column] as number;
    return Math.max(0, at(bottom, right) - at(top, right) - at(bottom, left) + at(top, left) - own);
  };
}

/** More glyphs on end are a texture. */
const mostGlyphs = 250;

/** Lines that are too short or too long for their height are none. */
function plausible({ glyphs, direction }: Line): boolean {
  if (glyphs.length > mostGlyphs) return false;
  const { w, h } = boxOf(glyphs);
  const size = direction === 'down' ? w : h;
  const length = direction === 'down' ? h : w;
  if (direction === 'down' && glyphs.length < 3 && length < 2 * size) return false;
  return size >= 4 && length >= 0.25 * size;
}

/** A line's box among those of all sightings. */
interface Place extends Region {
  readonly sighting: Sighting;
}

interface Placed {
  readonly sighting: Sighting;
  readonly lines: readonly { readonly line: Line; readonly place: Place }[];
}

const placed = (sighting: Sighting): Placed => ({
  sighting,
  lines: sighting.lines
    .filter(plausible)
    .map((line) => ({ line, place: { ...inPicture(boxOf(line.glyphs), sighting.scale), sighting } })),
});

/** How many other sightings saw a line in the same place. */
function agreeingWith(place: Place, grid: Grid<Place>): number {
  const others = new Set<Sighting>();
  for (const other of grid.near(place))
    if (other.sighting !== place.sighting && !others.has(other.sighting) && likeness(other, place) > 0.5)
      others.add(other.sighting);
  return others.size;
}

function candidatesIn({ sighting, lines }: Placed, grid: Grid<Place>): Candidate[] {
  const clutter = clutterOf(sighting);
  const ranks = ranksOf(sighting.glyphs);
  const crowd = (1e5 * sighting.glyphs.length) / (sighting.plane.width * sighting.plane.height);
  return lines.map(({ line, place }) => {
    const features = lineFeatures(line, {
      ...sighting,
      ranks,
      crowd,
      agreeing: agreeingWith(place, grid),
      clutter: clutter(boxOf(line.glyphs), line.glyphs.length),
    });
    const ink = line.glyphs.reduce((sum, glyph) => sum + glyph.ink, 0) / line.glyphs.length;
    return { ...place, line, features, ink, size: line.direction === 'down' ? place.w : place.h };
  });
}

/** All lines of all sightings with their features. */
export function candidatesOf(sightings: readonly Sighting[]): Candidate[] {
  const all = sightings.map(placed);
  const grid = new Grid<Place>();
  for (const { lines } of all) for (const { place } of lines) grid.add(place);
  return all.flatMap((one) => candidatesIn(one, grid));
}
