import type { KeyFrame } from '../../../shared/domain/recording/proposal.ts';
import { regionAt } from '../../../shared/domain/recording/timed-region.ts';
import { counted } from '../../ui/amounts.ts';
import type { Region } from './regions.ts';
import type { Regions } from './use-regions.ts';

type Box = Pick<Region, 'x' | 'y' | 'w' | 'h'>;

/** The rectangle around all places of a region. */
function around(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  return {
    x,
    y,
    w: Math.max(...boxes.map((box) => box.x + box.w)) - x,
    h: Math.max(...boxes.map((box) => box.y + box.h)) - y,
  };
}

const boxOf = ({ x, y, w, h }: Box): Box => ({ x, y, w, h });

/** The region with a key frame at a moment, in place of one that stood there. */
export function withKeyFrame(region: Region, at: number, box: Box): Region {
  const others = (region.keyFrames ?? []).filter((frame) => Math.abs(frame.at - at) > 0.02);
  const keyFrames = [...others, { at, ...boxOf(box) }].sort((a, b) => a.at - b.at);
  return { ...region, ...around(keyFrames), keyFrames };
}

/** The region without the key frame that is nearest to a moment; without any it stands still again. */
export function withoutKeyFrame(region: Region, at: number): Region {
  const frames = [...(region.keyFrames ?? [])].sort((a, b) => Math.abs(a.at - at) - Math.abs(b.at - at));
  const rest = frames.slice(1).sort((a, b) => a.at - b.at);
  const { keyFrames: _, ...still } = region;
  if (rest.length === 0) return { ...still, ...boxOf(frames[0] ?? region) };
  return { ...region, ...around(rest), keyFrames: rest };
}

/** The region with its beginning or its end at a moment; what would end before it begins loses the other end. */
export function withEnd(region: Region, which: 'from' | 'to', at: number): Region {
  const { from, to, ...always } = region;
  const next = { from, to, [which]: at };
  const turned = next.from !== undefined && next.to !== undefined && next.from >= next.to;
  const kept = turned ? { [which]: at } : next;
  return {
    ...always,
    ...(kept.from === undefined ? {} : { from: kept.from }),
    ...(kept.to === undefined ? {} : { to: kept.to }),
  };
}

/** The region throughout the film. */
export function throughout({ from: _, to: __, ...region }: Region): Region {
  return region;
}

const rounded = (box: Box): Box => ({
  x: Math.round(box.x),
  y: Math.round(box.y),
  w: Math.round(box.w),
  h: Math.round(box.h),
});

/** The regions of a film as they lie at a moment. One that follows something is moved for this moment alone. */
export function atMoment(regions: Regions, time: number): Regions {
  return {
    ...regions,
    all: regions.all.flatMap((region) => {
      const box = regionAt(region, time);
      return box ? [{ ...region, ...rounded(box) }] : [];
    }),
    change(moved) {
      const region = regions.all.find(({ key }) => key === moved.key);
      if (!region) return;
      regions.change(region.keyFrames ? withKeyFrame(region, time, moved) : { ...region, ...boxOf(moved) });
    },
  };
}

/** How a region comes and goes, in words for the list. */
export function sayTimes({ from, to, keyFrames }: Region, text: (time: number) => string): string {
  const span =
    from === undefined && to === undefined
      ? 'the whole film'
      : `${text(from ?? 0)} to ${to === undefined ? 'the end' : text(to)}`;
  const frames: readonly KeyFrame[] = keyFrames ?? [];
  return frames.length > 0 ? `${span}, ${counted(frames.length, 'key frame')}` : span;
}
