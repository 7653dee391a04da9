import { fail, ok, type Result } from '../../kernel/result.ts';
import type { KeyFrame } from './proposal.ts';
import { parseRegions, type Region, type Size } from './region.ts';

/**
 * A region of a film. Its span is half open in seconds from the start, and the whole film where it has none. With key
 * frames it moves; before the first and after the last it stays where they are, and its own rectangle bounds the way.
 */
export interface TimedRegion extends Region {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly keyFrames?: readonly KeyFrame[] | undefined;
}

/** The most key frames one region may carry. */
export const keyFrameLimit = 500;

const isTime = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0;

/** Why a span is none, as the rest of a sentence; null where it is one. */
function spanFault({ from, to }: { readonly from?: unknown; readonly to?: unknown }): string | null {
  if (from !== undefined && !isTime(from)) return 'needs a start in seconds, from 0 on.';
  if (to !== undefined && !isTime(to)) return 'needs an end in seconds.';
  return isTime(to) && to <= (isTime(from) ? from : 0) ? 'ends before it begins.' : null;
}

function parseKeyFrames(input: unknown, size: Size, name: string): Result<readonly KeyFrame[], string> {
  if (!Array.isArray(input) || input.length === 0) return fail(`${name} has key frames that are no list.`);
  if (input.length > keyFrameLimit) return fail(`${name} has more than ${keyFrameLimit} key frames.`);
  const boxes = parseRegions(input, size);
  if (!boxes.ok) return fail(`${name}, key frame ${boxes.error.replace(/^Region /, '')}`);
  const frames: KeyFrame[] = [];
  for (const [index, box] of boxes.value.entries()) {
    const { at } = input[index] as { at?: unknown };
    if (!isTime(at) || at <= (frames.at(-1)?.at ?? -1))
      return fail(`${name} needs key frames with times that rise.`);
    frames.push({ at, ...box });
  }
  return ok(frames);
}

/** Reads the regions of a film strictly. The failure is a sentence that names the region by its number. */
export function parseTimedRegions(input: unknown, size: Size): Result<readonly TimedRegion[], string> {
  const boxes = parseRegions(input, size);
  if (!boxes.ok) return boxes;
  const regions: TimedRegion[] = [];
  for (const [index, box] of boxes.value.entries()) {
    const name = `Region ${index + 1}`;
    const { from, to, keyFrames } = (input as TimedRegion[])[index] ?? {};
    const fault = spanFault({ from, to });
    if (fault) return fail(`${name} ${fault}`);
    const moves = keyFrames === undefined ? ok(undefined) : parseKeyFrames(keyFrames, size, name);
    if (!moves.ok) return moves;
    regions.push({
      ...box,
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      ...(moves.value === undefined ? {} : { keyFrames: moves.value }),
    });
  }
  return ok(regions);
}

const between = (a: number, b: number, share: number): number => a + (b - a) * share;

/** Where a region lies at a moment, in fractions of pixels; null outside its span. */
export function regionAt(region: TimedRegion, second: number): Region | null {
  const { from = 0, to = Number.POSITIVE_INFINITY, keyFrames } = region;
  if (second < from || second >= to) return null;
  const next = keyFrames?.findIndex(({ at }) => at > second) ?? -1;
  const after = keyFrames?.[next];
  const before = keyFrames?.[next - 1];
  if (!keyFrames || keyFrames.length === 0) return region;
  if (!after) return keyFrames.at(-1) ?? region;
  if (!before) return after;
  const share = (second - before.at) / (after.at - before.at);
  return {
    x: between(before.x, after.x, share),
    y: between(before.y, after.y, share),
    w: between(before.w, after.w, share),
    h: between(before.h, after.h, share),
  };
}
