import { expect, it } from 'vitest';
import { judge } from '../../../../electron/anonymise/annotations/find/boosted-trees.ts';
import { fitTrees, usual } from '../../../bench/annotations/boosting.ts';

/** Writing where the two numbers lie on one side of each other: no single threshold tells that. */
const examples = Array.from({ length: 900 }, (_, at) => {
  const features = [at % 30, Math.floor(at / 30), 7];
  return { features, written: ((at % 30) - 15) * (Math.floor(at / 30) - 15) > 0, weight: 1 };
});

it('judges by trees as they were fitted', () => {
  const trees = fitTrees(examples, { ...usual, trees: 30, leastWeight: 5, restraint: 1 });
  const chance = judge(trees);
  const right = examples.filter(({ features, written }) => chance(features) > 0.5 === written);
  expect(right.length).toBeGreaterThan(0.95 * examples.length);
  expect(chance([28, 28, 7])).toBeGreaterThan(0.9);
  expect(chance([28, 2, 7])).toBeLessThan(0.1);
});
