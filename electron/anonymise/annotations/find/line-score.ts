import { judge } from './boosted-trees.ts';
import type { Candidate } from './candidates.ts';
import { contextsOf, fontOf } from './context.ts';
import { again, alone, together } from './line-model.ts';
import { lineShape } from './line-shape.ts';

const judgeAlone = judge(alone);
const judgeTogether = judge(together);
const judgeAgain = judge({ ...together, trees: [...together.trees, ...again] });

/** From this chance on a line is judged again; from the other on it is writing whatever is said then. */
const leastAgain = 0.3;
const beyondDoubt = 0.98;
/** A line of so many glyphs that is so likely even then shows that a picture is written into. */
const fewestGlyphs = 3;
const surelyWritten = 0.8;
/** A line of which the third judge leaves less than the one is left with the other: not proposed, but read. */
const leastChance = 0.1;
const inDoubt = 0.3;

/**
 * How sure it is that each line is writing, 0 to 1: by itself, then by what else the picture holds. Railings, windows
 * and bark look like writing to these two judges, and what is faint looks like them to a third, which sees as well how
 * glyphs stand in a row. So that one is heard only where it finds that nothing else is written.
 */
export function lineScores(candidates: readonly Candidate[]): number[] {
  const seen = candidates.map((candidate) => {
    const { x, y, w, h, features } = candidate;
    return { x, y, w, h, font: fontOf(candidate), alone: judgeAlone(features) };
  });
  const contexts = contextsOf(seen);
  const known = candidates.map(({ features }, index) => [...features, ...(contexts[index] ?? [])]);
  const chances = known.map(judgeTogether);
  const later = candidates.map(({ line }, index) =>
    (chances[index] ?? 0) < leastAgain ? 0 : judgeAgain([...(known[index] ?? []), ...lineShape(line)]),
  );
  const isWritten = candidates.some(
    ({ line }, index) => line.glyphs.length >= fewestGlyphs && (later[index] ?? 0) >= surelyWritten,
  );
  if (isWritten) return chances;
  return chances.map((chance, index) => {
    const isHeard = chance >= leastAgain && chance < beyondDoubt;
    return isHeard && (later[index] ?? 0) < leastChance ? inDoubt : chance;
  });
}
