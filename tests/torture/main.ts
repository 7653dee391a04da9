import { parseArgs } from 'node:util';
import { seeded } from '../bench/seeded.ts';
import { type Blow, endlessBlows, namedBlows, torture } from './torture.ts';

// npm run torture -- --kills 200 [--seed 1]: kills a working library and looks at what is left of it.
const { values } = parseArgs({
  options: { kills: { type: 'string', default: '200' }, seed: { type: 'string', default: '1' } },
});
const kills = Number(values.kills);
const seed = Number(values.seed);
if (!Number.isInteger(kills) || kills < 1 || !Number.isInteger(seed)) {
  process.stderr.write('Say how often: npm run torture -- --kills 200 [--seed 1]\n');
  process.exit(2);
}

/** Each named step comes first, as far as there are kills for it. */
function* blows(): Generator<Blow> {
  yield* namedBlows;
  yield* endlessBlows(seeded(seed + 1));
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const from = performance.now();
const counters = await torture(blows(), { kills, seed, say });
say(`seed ${seed}, ${((performance.now() - from) / 1_000).toFixed(0)} s`);
say(
  `kills by errand: ${JSON.stringify(counters.kinds)}; ${counters.escaped} errands were done before their kill`,
);
say(
  `${counters.stored} originals stored, ${counters.moved} sources moved away, ${counters.erased} recordings erased`,
);
say(
  `${counters.opened} openings bit for bit, ${counters.refusedAgain} erased files refused when they came again`,
);
for (const fault of counters.faults) say(`FAULT  ${fault}`);
say(`${counters.kills} kills, ${counters.faults.length} faults`);
process.exitCode = counters.faults.length === 0 ? 0 : 1;
