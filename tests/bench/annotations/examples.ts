import type { BoostedTrees } from '../../../electron/anonymise/annotations/find/boosted-trees.ts';
import { judge } from '../../../electron/anonymise/annotations/find/boosted-trees.ts';
import { candidatesOf } from '../../../electron/anonymise/annotations/find/candidates.ts';
import {
  contextsOf,
  fontOf,
  type Seen as Judged,
} from '../../../electron/anonymise/annotations/find/context.ts';
import { lineShape } from '../../../electron/anonymise/annotations/find/line-shape.ts';
import { sightingsOf } from '../../../electron/anonymise/annotations/find/propose.ts';
import type { Region } from '../../../shared/domain/recording/region.ts';
import type { Example } from './boosting.ts';
import type { Drawn } from './drawn.ts';

/** A line that the proposers saw in a drawn picture, and how much of its box lies on writing; no more is kept. */
export interface Seen extends Omit<Judged, 'alone'> {
  readonly features: readonly number[];
  readonly shape: readonly number[];
  readonly share: number;
}

/** A line is writing from the one share on and none below the other; what lies between teaches nothing. */
const writing = 0.6;
const texture = 0.2;

function writingMask({ pixels: { width, height }, written }: Drawn): Uint8Array {
  const mask = new Uint8Array(width * height);
  for (const { x, y, w, h } of written) {
    const reach = Math.max(3, 0.35 * Math.min(w, h));
    const left = Math.max(0, Math.floor(x - reach));
    for (let row = Math.max(0, Math.floor(y - reach)); row < Math.min(height, y + h + reach); row += 1)
      mask.fill(1, row * width + left, row * width + Math.min(width, Math.ceil(x + w + reach)));
  }
  return mask;
}

function shareOf({ x, y, w, h }: Region, mask: Uint8Array, width: number): number {
  let on = 0;
  let all = 0;
  for (let row = Math.floor(y); row < y + h; row += 1)
    for (let column = Math.floor(x); column < x + w; column += 1) {
      on += mask[row * width + column] ?? 0;
      all += 1;
    }
  return on / all;
}

/** All lines of a drawn picture. */
export function seenIn(drawn: Drawn): Seen[] {
  const mask = writingMask(drawn);
  return candidatesOf(sightingsOf(drawn.pixels)).map((candidate) => {
    const { x, y, w, h, features } = candidate;
    return {
      x,
      y,
      w,
      h,
      font: fontOf(candidate),
      features,
      shape: lineShape(candidate.line),
      share: shareOf(candidate, mask, drawn.pixels.width),
    };
  });
}

/** A long line counts for more than a short one, within bounds. */
const weightOf = ({ w, h }: Region, most: number): number =>
  Math.min(most, Math.max(0.5, Math.sqrt((w * h) / 400)));
const mostWeight = 4;
/** A large box over what is no writing covers what was to be shown, and counts by its size to the last judge. */
const mostWeightAgain = 12;

function teaching(
  seen: readonly Seen[],
  featuresOf: (index: number) => readonly number[],
  most = mostWeight,
): Example[] {
  return seen.flatMap((line, index) => {
    const written = line.share >= writing;
    if (!written && line.share >= texture) return [];
    return [{ features: featuresOf(index), written, weight: weightOf(line, written ? mostWeight : most) }];
  });
}

/** What teaches to judge a line by itself. */
export const examplesAlone = (seen: readonly Seen[]): Example[] =>
  teaching(seen, (index) => seen[index]?.features ?? []);

/** What the first judge makes of a line and of the rest of its picture. */
function knownOf(seen: readonly Seen[], alone: BoostedTrees): (index: number) => number[] {
  const chance = judge(alone);
  const contexts = contextsOf(seen.map((line) => ({ ...line, alone: chance(line.features) })));
  return (index) => [...(seen[index]?.features ?? []), ...(contexts[index] ?? [])];
}

/** What teaches to judge a line by the rest of its picture as well, as the first judge sees that. */
export const examplesTogether = (seen: readonly Seen[], alone: BoostedTrees): Example[] =>
  teaching(seen, knownOf(seen, alone));

/** What teaches to judge once more, by how the glyphs of a line stand in a row. */
export function examplesAgain(seen: readonly Seen[], alone: BoostedTrees): Example[] {
  const known = knownOf(seen, alone);
  return teaching(seen, (index) => [...known(index), ...(seen[index]?.shape ?? [])], mostWeightAgain);
}
