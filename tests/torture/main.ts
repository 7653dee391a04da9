import { parseArgs } from 'node:util';
import './quick-keys.ts';

// npm run torture -- --kills 200 [--seed 1] [--only erase]: kills a working library and looks at what is left of it.
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
});
const kills = Number(values.kills);
const seed = Number(values.seed);
const only = values.only;
if (!Number.isInteger(kills) || kills < 1 || !Number.isInteger(seed) || (only && only !== 'erase')) {
  process.stderr.write('Say how often: npm run torture -- --kills 200 [--seed 1] [--only erase]\n');
  process.exit(2);
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const from = performance.now();
const { reportOf } = only ? await import('./erasures.ts') : await import('./everything.ts');
const { lines, faults } = await reportOf({ kills, seed, say });
say(`seed ${seed}, ${((performance.now() - from) / 1_000).toFixed(0)} s`);
for (const line of lines) say(line);
for (const fault of faults) say(`FAULT  ${fault}`);
say(`${kills} kills, ${faults.length} faults`);
process.exitCode = faults.length === 0 ? 0 : 1;
