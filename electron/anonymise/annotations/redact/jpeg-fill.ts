import type { Region } from '../../../../shared/domain/recording/region.ts';
import type { JpegHead } from '../../metadata/jpeg-head.ts';
import type { Component, Frame } from '../../metadata/jpeg-samples/jpeg-frame.ts';

/** The colour a region is filled with, 0 to 255 a channel. */
export interface Fill {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
}

export const black: Fill = { red: 0, green: 0, blue: 0 };

const isRgb = (frame: Frame, head: JpegHead): boolean => {
  if (head.jfif) return false;
  if (head.transform !== null) return head.transform === 0;
  return frame.components.map(({ id }) => String.fromCharCode(id)).join('') === 'RGB';
};

function luminance({ red, green, blue }: Fill): [number, number, number] {
  const y = 0.299 * red + 0.587 * green + 0.114 * blue;
  return [y, 128 + (blue - y) / 1.772, 128 + (red - y) / 1.402];
}

/**
 * Sample values of the fill in each component, as decoders take the colour space from the segments (T.871,
 * Adobe's transform). Four components are filled with black ink: inverted where Adobe's segment says so.
 */
export function fillSamples(frame: Frame, head: JpegHead, fill: Fill): number[] {
  const [y, cb, cr] = luminance(fill);
  if (frame.components.length < 3) return frame.components.map(() => y);
  if (frame.components.length === 3)
    return isRgb(frame, head) ? [fill.red, fill.green, fill.blue] : [y, cb, cr];
  if (head.transform === 2) return [255, 128, 128, 0];
  return head.transform === null ? [255, 255, 255, 255] : [0, 0, 0, 0];
}

/** The DC coefficient whose block decodes to one even value: 8 times the level-shifted sample, quantised. */
function quantisedDc(sample: number, table: Buffer | null): number {
  const wide = ((table?.[0] ?? 0) & 0xf0) !== 0;
  const step = (wide ? table?.readUInt16BE(1) : table?.[1]) || 1;
  const exact = ((sample - 128) * 8) / step;
  // At the ends of the range a step too far is cut off by decoders, a step too little would show.
  if (sample <= 0) return Math.floor(exact);
  return sample >= 255 ? Math.ceil(exact) : Math.round(exact);
}

interface BlockRange {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/**
 * The blocks of a component that a region touches. Where colour is sampled more coarsely, decoders blend
 * neighbouring samples into the region's edge, so one sample more is taken there.
 */
function touched(frame: Frame, component: Component, region: Region): BlockRange {
  const ratioX = component.across / frame.maxAcross;
  const ratioY = component.down / frame.maxDown;
  const moreX = ratioX < 1 ? 1 : 0;
  const moreY = ratioY < 1 ? 1 : 0;
  return {
    left: Math.max(0, Math.floor((Math.floor(region.x * ratioX) - moreX) / 8)),
    top: Math.max(0, Math.floor((Math.floor(region.y * ratioY) - moreY) / 8)),
    right: Math.min(component.columns, Math.ceil((Math.ceil((region.x + region.w) * ratioX) + moreX) / 8)),
    bottom: Math.min(component.rows, Math.ceil((Math.ceil((region.y + region.h) * ratioY) + moreY) / 8)),
  };
}

function fillComponent(component: Component, range: BlockRange, level: number): void {
  for (let row = range.top; row < range.bottom; row += 1) {
    const start = (row * component.stride + range.left) * 64;
    const end = (row * component.stride + range.right) * 64;
    component.blocks.fill(0, start, end);
    for (let at = start; at < end; at += 64) component.blocks[at] = level;
  }
}

/** The pixels that a range of blocks covers, within the picture. */
function covered(frame: Frame, component: Component, range: BlockRange): BlockRange {
  const width = (8 * frame.maxAcross) / component.across;
  const height = (8 * frame.maxDown) / component.down;
  return {
    left: Math.floor(range.left * width),
    top: Math.floor(range.top * height),
    right: Math.min(frame.width, Math.ceil(range.right * width)),
    bottom: Math.min(frame.height, Math.ceil(range.bottom * height)),
  };
}

/**
 * Fills every block that a region touches with one even colour, in place. Regions are in pixels of the stored
 * picture; given back is each region as it grew to the borders of the blocks changed.
 */
export function fillBlocks(frame: Frame, regions: readonly Region[], samples: readonly number[]): Region[] {
  return regions.map((region) => {
    const grown = { left: region.x, top: region.y, right: region.x + region.w, bottom: region.y + region.h };
    for (const [index, component] of frame.components.entries()) {
      const range = touched(frame, component, region);
      fillComponent(component, range, quantisedDc(samples[index] ?? 0, component.quantisation));
      const pixels = covered(frame, component, range);
      grown.left = Math.min(grown.left, pixels.left);
      grown.top = Math.min(grown.top, pixels.top);
      grown.right = Math.max(grown.right, pixels.right);
      grown.bottom = Math.max(grown.bottom, pixels.bottom);
    }
    return { x: grown.left, y: grown.top, w: grown.right - grown.left, h: grown.bottom - grown.top };
  });
}
