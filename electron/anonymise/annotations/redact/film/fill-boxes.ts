import { toStored } from '../../../../../shared/domain/recording/orientation.ts';
import type { Region, Size } from '../../../../../shared/domain/recording/region.ts';
import { regionAt, type TimedRegion } from '../../../../../shared/domain/recording/timed-region.ts';
import type { PictureTrack } from './film-facts.ts';

/** A rectangle of the stored pictures, filled in those numbered `first` up to `end`, as they are shown. */
export interface FillBox extends Region {
  /** The region it belongs to, counted from 1 as people are told. */
  readonly region: number;
  readonly first: number;
  readonly end: number;
}

/** Steps in which one moving region is followed; each step covers its whole way meanwhile. */
const stepLimit = 240;
/** Two digits of a microsecond: what a clock in a file may round away. */
const rounding = 1e-5;

/** The first picture that is shown at or after a moment. */
function firstFrom(times: Float64Array, second: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) < second - rounding) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The pictures that are on screen at any time of a half-open span; the one shown when it begins is among them. */
export function framesWithin(times: Float64Array, from: number, to: number): readonly [number, number] {
  const first = firstFrom(times, from);
  const begins = Math.abs((times[first] ?? Number.POSITIVE_INFINITY) - from) <= rounding ? first : first - 1;
  return [Math.max(0, begins), firstFrom(times, to)];
}

function union(a: Region, b: Region): Region {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return { x, y, w: Math.max(a.x + a.w, b.x + b.w) - x, h: Math.max(a.y + a.h, b.y + b.h) - y };
}

/** Everything a moving region covers between two moments, both included. */
function sweep(region: TimedRegion, from: number, to: number): Region {
  const { from: _from, to: _to, ...always } = region;
  const within = (region.keyFrames ?? []).map(({ at }) => at).filter((at) => at > from && at < to);
  return [from, ...within, to]
    .map((second) => regionAt(always, second) ?? region)
    .reduce((all, one) => union(all, one));
}

/**
 * A rectangle of the upright picture in whole pixels of the stored one, grown to even ones: colours are stored for
 * pairs of pixels.
 */
export function storedBox(region: Region, { stored, orientation, upright }: PictureTrack): Region {
  const shown: Size = orientation >= 5 ? { width: upright.height, height: upright.width } : upright;
  const { x, y, w, h } = toStored(region, shown, orientation);
  const across = shown.width === 0 ? 1 : stored.width / shown.width;
  const left = Math.max(0, Math.floor((x * across) / 2) * 2);
  const top = Math.max(0, Math.floor(y / 2) * 2);
  const right = Math.min(stored.width, Math.ceil(((x + w) * across) / 2) * 2);
  const bottom = Math.min(stored.height, Math.ceil((y + h) / 2) * 2);
  return { x: left, y: top, w: right - left, h: bottom - top };
}

function boxesOf(region: TimedRegion, number: number, picture: PictureTrack, times: Float64Array): FillBox[] {
  const [first, end] = framesWithin(times, region.from ?? 0, region.to ?? Number.POSITIVE_INFINITY);
  // A region that nobody gave a start holds from the very first picture, wherever that stands.
  const begins = region.from === undefined ? 0 : first;
  if (!region.keyFrames) return [{ ...storedBox(region, picture), region: number, first: begins, end }];
  const step = Math.max(1, Math.ceil((end - begins) / stepLimit));
  const boxes: FillBox[] = [];
  for (let at = begins; at < end; at += step) {
    const next = Math.min(end, at + step);
    const until = times[next] ?? region.to ?? times[next - 1] ?? 0;
    const swept = sweep(region, times[at] ?? 0, until);
    boxes.push({ ...storedBox(swept, picture), region: number, first: at, end: next });
  }
  return boxes;
}

/** What is filled in which pictures. A region whose span no picture falls into gives nothing. */
export const fillBoxes = (
  regions: readonly TimedRegion[],
  picture: PictureTrack,
  times: Float64Array,
): readonly FillBox[] =>
  regions
    .flatMap((region, index) => boxesOf(region, index + 1, picture, times))
    .filter(({ first, end }) => first < end);
