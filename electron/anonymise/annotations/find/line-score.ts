import { judge } from './boosted-trees.ts';
import type { Candidate } from './candidates.ts';
import { contextsOf, fontOf } from './context.ts';
import { featureNames } from './line-features.ts';
import { alone, together } from './line-model.ts';

const judgeAlone = judge(alone);
const judgeTogether = judge(together);

const place = (name: (typeof featureNames)[number]): number => featureNames.indexOf(name);
const clarity = place('clarity');
const agreeing = place('agreeing');
const clutter = place('clutter');

/** What a line of three clear glyphs on calm ground that two proposers saw is worth, whatever the judges say. */
const plainScore = 0.6;

function isPlain({ line, features }: Candidate): boolean {
  const of = (index: number): number => features[index] ?? 0;
  return line.glyphs.length >= 3 && of(agreeing) >= 1 && of(clarity) > 3 && of(clutter) < 1.5;
}

/** How sure it is that each line is writing, 0 to 1: first by itself, then by what else the picture holds. */
export function lineScores(candidates: readonly Candidate[]): number[] {
  const seen = candidates.map((candidate) => {
    const { x, y, w, h, features } = candidate;
    return { x, y, w, h, font: fontOf(candidate), alone: judgeAlone(features) };
  });
  const contexts = contextsOf(seen);
  return candidates.map((candidate, index) => {
    const score = judgeTogether([...candidate.features, ...(contexts[index] ?? [])]);
    return isPlain(candidate) ? Math.max(score, plainScore) : score;
  });
}
