import { featureNames } from './line-features.ts';

const place = (name: (typeof featureNames)[number]): number => featureNames.indexOf(name);
const count = place('count');
const clarity = place('clarity');
const agreeing = place('agreeing');
const clutter = place('clutter');

/** How sure it is that a line with these features is writing, 0 to 1. */
export function lineScore(features: readonly number[]): number {
  const of = (index: number): number => features[index] ?? 0;
  const enough = of(count) > 1 && of(agreeing) >= 1 && of(clarity) > 3 && of(clutter) < 1.5;
  return enough ? Math.min(0.99, 0.6 + 0.06 * of(agreeing)) : 0;
}
