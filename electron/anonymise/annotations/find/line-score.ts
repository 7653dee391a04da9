import { judge } from './boosted-trees.ts';
import type { Candidate } from './candidates.ts';
import { contextsOf, fontOf } from './context.ts';
import { alone, together } from './line-model.ts';

const judgeAlone = judge(alone);
const judgeTogether = judge(together);

/** How sure it is that each line is writing, 0 to 1: first by itself, then by what else the picture holds. */
export function lineScores(candidates: readonly Candidate[]): number[] {
  const seen = candidates.map((candidate) => {
    const { x, y, w, h, features } = candidate;
    return { x, y, w, h, font: fontOf(candidate), alone: judgeAlone(features) };
  });
  const contexts = contextsOf(seen);
  return candidates.map(({ features }, index) => judgeTogether([...features, ...(contexts[index] ?? [])]));
}
