import type { Id } from '../../../shared/kernel/id.ts';
import { createStore } from '../../ui/store.ts';
import type { Region } from './regions.ts';

/** The same regions going through the rest of a series, each picture shown for a moment before its copy is made. */
interface SeriesRun {
  readonly regions: readonly Region[];
  /** Those still to come, the one on the bench first. */
  readonly left: readonly Id[];
}

export const seriesRun = createStore<SeriesRun | null>(null);

/** How long each is shown: long enough to see that a box has missed its writing. */
export const shownMs = 1_500;

/** Goes on to the picture after this one; null where the run is over. */
export function runOn(): Id | null {
  const run = seriesRun.get();
  const left = run?.left.slice(1) ?? [];
  seriesRun.set(run && left.length > 0 ? { ...run, left } : null);
  return left[0] ?? null;
}
