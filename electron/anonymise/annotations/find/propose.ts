import type { Pixels } from '../../../media/look-result.ts';
import { componentTree } from './component-tree.ts';
import { connectedParts, type Standing, standingOut } from './connected.ts';
import { type Glyph, glyphsOf } from './glyph.ts';
import { type Line, linesAlong } from './lines.ts';
import type { PartLimits } from './parts.ts';
import { channelsOf, enlarged, inverted, type Plane, shrunk } from './plane.ts';
import { stableParts } from './stable-parts.ts';
import { topHat } from './top-hat.ts';

/** Lines that one way of looking finds, with all its glyphs. Places are in pixels of its plane. */
export interface Sighting {
  readonly plane: Plane;
  readonly scale: number;
  readonly proposer: 'tree' | 'topHat';
  readonly glyphs: readonly Glyph[];
  readonly lines: readonly Line[];
}

/** Pixels beyond which a picture is not enlarged, twice or three times, and above which the tree takes half its size. */
const enlargeable = 330_000;
const small = 80_000;
const treePixels = 2_200_000;

const limitsFor = ({ width, height }: Plane): PartLimits => ({
  leastArea: 5,
  mostSide: Math.max(60, Math.round(Math.min(width, height) * 0.13)),
  mostLength: Math.max(120, Math.round(Math.max(width, height) * 0.4)),
});

/** Bright writing in each channel, dark writing as bright writing in the inverted one. */
function planesOf(pixels: Pixels): Plane[] {
  const { luma, colour } = channelsOf(pixels);
  return colour ? [colour.brightest, colour.darkest, inverted(luma)] : [luma, inverted(luma)];
}

function scaledTo(plane: Plane, scale: number): Plane {
  return scale >= 1 ? enlarged(plane, scale) : shrunk(plane, Math.round(1 / scale));
}

function sighting(
  plane: Plane,
  scale: number,
  proposer: Sighting['proposer'],
  glyphs: readonly Glyph[],
): Sighting {
  const lines = [...linesAlong(glyphs, 'across'), ...linesAlong(glyphs, 'down')];
  return { plane, scale, proposer, glyphs, lines };
}

function byTree(plane: Plane, scale: number): Sighting {
  const parts = stableParts(componentTree(plane), limitsFor(plane));
  return sighting(plane, scale, 'tree', glyphsOf(parts, { levels: plane.data, plane, diagonal: false }));
}

/** Radii in pixels of the plane, and what must stand out: fine strokes, thicker ones, faint ones. */
const looks: readonly (Standing & { readonly radius: number })[] = [
  { radius: 5, times: 2.5, least: 16 },
  { radius: 5, times: 3.5, least: 5 },
  { radius: 14, times: 2.2, least: 24 },
];

function byTopHat(plane: Plane, scale: number): Sighting[] {
  const hats = new Map<number, Plane>();
  return looks.map(({ radius, ...standing }) => {
    const hat = hats.get(radius) ?? topHat(plane, radius);
    hats.set(radius, hat);
    const mask = standingOut(hat, standing);
    const parts = connectedParts(mask, plane.width, plane.height, limitsFor(plane));
    return sighting(plane, scale, 'topHat', glyphsOf(parts, { levels: mask, plane, diagonal: true }));
  });
}

/** Looks for lines of glyphs in every way that there is. */
export function sightingsOf(pixels: Pixels): Sighting[] {
  const count = pixels.width * pixels.height;
  const scale = count <= small ? 3 : count <= enlargeable ? 2 : 1;
  const treeScale = count > treePixels ? 0.5 : scale;
  return planesOf(pixels).flatMap((plane) => {
    const large = scaledTo(plane, scale);
    return [
      byTree(treeScale === scale ? large : scaledTo(plane, treeScale), treeScale),
      ...byTopHat(large, scale),
    ];
  });
}
