import { pick, seeded } from '../bench/seeded.ts';
import { type ErasureBlow, type ErasureCounters, ErasureTrial } from './erasure-trial.ts';
import type { Report, Run } from './report.ts';
import { eraseSteps } from './steps.ts';

/** Steps that are come by while an erasure is brought to its end after a kill. */
const finishingSteps = eraseSteps.slice(1);

/** Each step once, then random moments and steps in turn; at times a second kill, at times a backup away. */
export function* erasureBlows(random: () => number): Generator<ErasureBlow> {
  for (const step of eraseSteps) yield { step, away: false };
  for (let index = 0; ; index += 1) {
    const step = random() < 0.4 ? pick(random, eraseSteps) : null;
    const again = random() < 0.5 ? (random() < 0.3 ? pick(random, finishingSteps) : null) : undefined;
    yield { step, away: index % 8 === 3, ...(again === undefined ? {} : { again }) };
  }
}

/** Strikes until so many kills have hit, and answers what was seen. */
export async function killErasures(
  blows: Iterable<ErasureBlow>,
  { kills, seed, say, plants }: Run & { readonly plants?: number },
): Promise<ErasureCounters> {
  const trial = new ErasureTrial(seed, say, plants);
  const { counters } = trial;
  try {
    await trial.begin();
    let told = 0;
    for (const blow of blows) {
      if (counters.kills >= kills) break;
      await trial.strike(blow);
      if (counters.kills < told + 10) continue;
      told = counters.kills;
      say(`${counters.kills} kills, ${counters.erased} erased, ${counters.faults.length} faults`);
    }
    trial.searchForAll();
    return counters;
  } finally {
    trial.end();
  }
}

/** Erasures alone. */
export async function reportOf(run: Run): Promise<Report> {
  const counters = await killErasures(erasureBlows(seeded(run.seed + 1)), run);
  const { kills, atSteps, whileFinishing, escaped, planted, erased, searches, outOfReach, restored } =
    counters;
  return {
    faults: counters.faults,
    lines: [
      `${kills} kills: ${atSteps} at a named step, ${kills - atSteps} at random; ${whileFinishing} of them while an erasure was finished after a kill; ${escaped} were too late`,
      `${planted} recordings planted, ${erased} erased, ${searches} searches of a library or backup for what was stored of them`,
      `${outOfReach} certificates name a backup out of reach, ${restored} older backups restored without what was erased`,
    ],
  };
}
