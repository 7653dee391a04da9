import type { Input, Output } from '../../../shared/contract/contract.ts';
import { decidedFrom as decided, type RegionOrigin } from '../../../shared/domain/recording/bench-draft.ts';

/** Everything that the bench knows of a recording beside its picture. */
export type BenchOpened = Output<'bench.open'>;

/** A region as somebody decided on it, in whole pixels of the upright picture. */
export type Region = Input<'bench.decide'>['draft']['regions'][number];

/** A stretch of sound and what becomes of it. */
export type SoundStretch = Input<'bench.decide'>['draft']['spans'][number];

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Smaller ones cannot be seen or held. */
const leastSide = 4;

const between = (value: number, least: number, most: number): number =>
  Math.max(least, Math.min(most, value));

/** The region in whole pixels, inside the picture, with sides that can be held. */
export function fitted<Box extends Pick<Region, 'x' | 'y' | 'w' | 'h'>>(
  box: Box,
  { width, height }: Size,
): Box {
  const w = between(Math.round(box.w), Math.min(leastSide, width), width);
  const h = between(Math.round(box.h), Math.min(leastSide, height), height);
  return {
    ...box,
    w,
    h,
    x: between(Math.round(box.x), 0, width - w),
    y: between(Math.round(box.y), 0, height - h),
  };
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The box between two corners, wherever they lie. */
export const boxBetween = (a: Point, b: Point) => ({
  x: Math.min(a.x, b.x),
  y: Math.min(a.y, b.y),
  w: Math.abs(a.x - b.x),
  h: Math.abs(a.y - b.y),
});

export const corners = ['nw', 'ne', 'sw', 'se'] as const;
export type Corner = (typeof corners)[number];

export const cornerPoint = ({ x, y, w, h }: Region, corner: Corner): Point => ({
  x: corner.endsWith('e') ? x + w : x,
  y: corner.startsWith('s') ? y + h : y,
});

const opposites: Readonly<Record<Corner, Corner>> = { nw: 'se', ne: 'sw', sw: 'ne', se: 'nw' };

/** The region with one corner pulled to a point; the opposite corner stays. */
export const pulled = (region: Region, corner: Corner, to: Point): Region => ({
  ...region,
  ...boxBetween(cornerPoint(region, opposites[corner]), to),
});

const directions: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** What an arrow key makes of a region: moved, or with Shift resized; null for any other key. */
export function nudged(region: Region, key: string, resize: boolean, step: number): Region | null {
  const direction = directions[key];
  if (!direction) return null;
  const [dx, dy] = [direction[0] * step, direction[1] * step];
  return resize
    ? { ...region, w: region.w + dx, h: region.h + dy }
    : { ...region, x: region.x + dx, y: region.y + dy };
}

/** By rows of a tenth of the picture's height, then from the left; what names the patient comes first. */
export function inReadingOrder(regions: readonly Region[], { height }: Size): Region[] {
  const row = (region: Region): number => Math.floor((region.y / Math.max(1, height)) * 10);
  return [...regions].sort(
    (a, b) => Number(b.critical) - Number(a.critical) || row(a) - row(b) || a.x - b.x || a.key - b.key,
  );
}

/** How much of the smaller of two lies in the other, from 0 to 1. */
function overlap(a: Region, b: Region): number {
  const w = Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x);
  const h = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y);
  return w > 0 && h > 0 ? (w * h) / Math.min(a.w * a.h, b.w * b.h) : 0;
}

/** The part to which the picture is cut. */
export const isCrop = ({ state }: Region): boolean => state === 'crop';

/** What was found, added to what was decided: nothing that somebody has decided on already comes again. */
export function withNew(decided: readonly Region[], found: readonly Region[]): readonly Region[] {
  const same = (other: Region, region: Region): boolean =>
    isCrop(other) || isCrop(region) ? isCrop(other) && isCrop(region) : overlap(other, region) > 0.5;
  const fresh = found.filter((region) => !decided.some((other) => same(other, region)));
  if (fresh.length === 0) return decided;
  const last = Math.max(0, ...decided.map(({ key }) => key));
  return [...decided, ...fresh.map((region, index) => ({ ...region, key: last + index + 1 }))];
}

export const originNames: Readonly<Record<RegionOrigin, string>> = {
  found: 'found in the picture',
  template: 'device template',
  series: 'as in the series',
  drawn: 'drawn by hand',
  moved: 'found, then moved',
};

const kindNames: Readonly<Record<Region['kind'], string>> = {
  text: 'Writing',
  handwriting: 'Handwriting',
  marker: 'Marker',
  logo: 'Logo',
  code: 'Barcode',
};

/** A region in a few words: what was read there, or what it looks like. */
export const sayRegion = ({ text, kind, origin, state }: Region): string =>
  state === 'crop'
    ? 'What stays of the picture'
    : (text ?? (origin === 'drawn' ? 'Drawn by hand' : kindNames[kind]));

/** What is covered, as the copy is made. */
export const coveredOf = (regions: readonly Region[]) =>
  regions
    .filter(({ state }) => state === 'kept')
    .map(({ x, y, w, h, from, to, keyFrames, origin }) => ({
      ...{ x, y, w, h, source: originNames[origin] },
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      ...(keyFrames === undefined ? {} : { keyFrames }),
    }));

/** The part of the picture that stays, as the copy is made; null for all of it. */
export function keptOf(regions: readonly Region[]): Input<'anonymise.preview'>['keep'] {
  const part = regions.find(isCrop);
  return part ? { x: part.x, y: part.y, w: part.w, h: part.h } : null;
}

/** What a picture opens with: see `domain/recording/bench-draft.ts`. */
export const decidedFrom = (proposals: BenchOpened['proposals']): Region[] =>
  decided(proposals).map(({ keyFrames, ...region }) => ({
    ...region,
    ...(keyFrames ? { keyFrames: keyFrames.map((frame) => ({ ...frame })) } : {}),
  }));
