import { seeded } from '../bench/seeded.ts';
import type { Report, Run } from './report.ts';
import { type Blow, endlessBlows, namedBlows, torture } from './torture.ts';

/** Each named step comes first, as far as there are kills for it. */
function* blows(seed: number): Generator<Blow> {
  yield* namedBlows;
  yield* endlessBlows(seeded(seed + 1));
}

/** Imports, erasures and backups in turn. */
export async function reportOf(run: Run): Promise<Report> {
  const counters = await torture(blows(run.seed), run);
  const { stored, moved, erased, opened, refusedAgain } = counters;
  return {
    faults: counters.faults,
    lines: [
      `kills by errand: ${JSON.stringify(counters.kinds)}; ${counters.escaped} errands were done before their kill`,
      `${stored} originals stored, ${moved} sources moved away, ${erased} recordings erased`,
      `${opened} openings bit for bit, ${refusedAgain} erased files refused when they came again`,
    ],
  };
}
