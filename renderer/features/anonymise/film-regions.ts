import type { KeyFrame } from '../../../shared/domain/recording/proposal.ts';
import { regionAt } from '../../../shared/domain/recording/timed-region.ts';
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
  return frames.length > 0 ? `${span}, ${frames.length} key frames` : span;
}
