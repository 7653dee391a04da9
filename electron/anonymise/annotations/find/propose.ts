import type { Pixels } from '../../../media/look-result.ts';
import { componentTree } from './component-tree.ts';
import { connectedParts, type Standing, standingOut } from './connected.ts';
import { type Glyph, glyphsOf } from './glyph.ts';
import { type Line, linesAlong } from './lines.ts';
import type { PartLimits } from './parts.ts';
import { channelsOf, enlarged, type Plane, shrunk, inverted as turnedOver } from './plane.ts';
import { stableParts } from './stable-parts.ts';
import { topHat } from './top-hat.ts';

/** Lines that one way of looking finds, with all its glyphs. Places are in pixels of its plane. */
export interface Sighting {
  /** The channel before it was enlarged, and as it was looked at. */
  readonly channel: Plane;
  /** By how much the channel is smaller than the picture. */
  readonly reduced: number;
  /** Whether dark is bright in the channel. */
  readonly inverted: boolean;
  readonly plane: Plane;
  readonly scale: number;
  readonly proposer: 'tree' | 'topHat';
  readonly glyphs: readonly Glyph[];
  readonly lines: readonly Line[];
}

type Look = Standing & { readonly radius: number };

type Seeing = Omit<Sighting, 'channel' | 'reduced' | 'inverted'>;

interface Looked {
  readonly plane: Plane;
  readonly inverted: boolean;
}

/** Pixels beyond which a picture is not enlarged, twice or three times, and above which the tree takes half its size. */
const enlargeable = 330_000;
const small = 80_000;
const treePixels = 2_200_000;

const limitsFor = ({ width, height }: Plane, scale: number): PartLimits => ({
  leastArea: Math.round(4 + 2 * scale ** 2),
  mostSide: Math.max(60, Math.round(Math.min(width, height) * 0.13)),
  mostLength: Math.max(120, Math.round(Math.max(width, height) * 0.4)),
});

/** Bright writing in each channel, dark writing as bright writing in the inverted one. */
function planesOf(pixels: Pixels): Looked[] {
  const { luma, colour } = channelsOf(pixels);
  const bright = colour ? [colour.brightest, ...(colour.darkest ? [colour.darkest] : [])] : [luma];
  return [
    ...bright.map((plane) => ({ plane, inverted: false })),
    { plane: turnedOver(luma), inverted: true },
  ];
}

function scaledTo(plane: Plane, scale: number): Plane {
  return scale >= 1 ? enlarged(plane, scale) : shrunk(plane, Math.round(1 / scale));
}

function sighting(
  plane: Plane,
  scale: number,
  proposer: Sighting['proposer'],
  glyphs: readonly Glyph[],
): Seeing {
  const lines = [...linesAlong(glyphs, 'across'), ...linesAlong(glyphs, 'down')];
  return { plane, scale, proposer, glyphs, lines };
}

function byTree(plane: Plane, scale: number): Seeing {
  const parts = stableParts(componentTree(plane), limitsFor(plane, scale));
  return sighting(plane, scale, 'tree', glyphsOf(parts, { levels: plane.data, plane, diagonal: false }));
}

/** What must stand out, within a radius in pixels of the plane: fine strokes, and faint ones. */
const fine: readonly Look[] = [
  { radius: 5, times: 2.5, least: 16 },
  { radius: 5, times: 3.5, least: 5 },
];
/** Thick strokes are seen as well at half the size. */
const thick: readonly Look[] = [{ radius: 7, times: 2.2, least: 24 }];

function byTopHat(plane: Plane, scale: number, looks: readonly Look[]): Seeing[] {
  const hats = new Map<number, Plane>();
  return looks.map(({ radius, ...standing }) => {
    const hat = hats.get(radius) ?? topHat(plane, radius);
    hats.set(radius, hat);
    const mask = standingOut(hat, standing);
    const parts = connectedParts(mask, plane.width, plane.height, limitsFor(plane, scale));
    return sighting(plane, scale, 'topHat', glyphsOf(parts, { levels: mask, plane, diagonal: true }));
  });
}

/** The longest side that is looked at in full: larger pictures are halved, or thirded. */
const longestSide = 2_200;

/** Looks for lines of glyphs in every way that there is. */
export function sightingsOf(pixels: Pixels): Sighting[] {
  const factor = Math.ceil(Math.max(pixels.width, pixels.height) / longestSide);
  const count = (pixels.width * pixels.height) / factor ** 2;
  const scale = count <= small ? 3 : count <= enlargeable ? 2 : 1;
  const treeScale = count > treePixels ? 0.5 : scale;
  return planesOf(pixels).flatMap(({ plane: whole, inverted }) => {
    const channel = shrunk(whole, factor);
    const large = scaledTo(channel, scale);
    const halved = treeScale === scale ? large : scaledTo(channel, treeScale);
    const seeings = [
      byTree(halved, treeScale),
      ...byTopHat(large, scale, fine),
      ...byTopHat(shrunk(large, 2), scale / 2, thick),
    ];
    return seeings.map((seeing) => ({
      ...seeing,
      ...{ scale: seeing.scale / factor, channel, reduced: factor, inverted },
    }));
  });
}
