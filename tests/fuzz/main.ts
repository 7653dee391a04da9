import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { count, executedSoFar } from './counters.ts';
import { fuzz } from './fuzz.ts';
import { streamWalkers } from './stream-walkers.ts';
import { walkers as photographs } from './walkers.ts';

// npm run fuzz [-- --executions 200000] [--walker jpeg] [--seed 1]: goes on where the counters say it stopped.
const { values } = parseArgs({
  options: {
    executions: { type: 'string', default: '20000' },
    walker: { type: 'string' },
    seed: { type: 'string', default: '1' },
  },
});
const walkers = { ...photographs, ...streamWalkers };
const executions = Number(values.executions);
const seed = Number(values.seed);
const chosen = values.walker === undefined ? Object.keys(walkers) : [values.walker];
const say = (text: string): void => void process.stdout.write(`${text}\n`);

if (![executions, seed].every(Number.isInteger) || executions < 1 || !chosen.every((name) => walkers[name])) {
  process.stderr.write(`Say which walker: ${Object.keys(walkers).join(', ')}; --executions N, --seed S.\n`);
  process.exit(2);
}

const step = 5_000;
const found = join(import.meta.dirname, '..', '..', '.cache', 'fuzz');

async function run(name: string): Promise<boolean> {
  const walker = walkers[name];
  if (!walker) return false;
  for (let left = executions; left > 0; ) {
    const from = executedSoFar(name, seed);
    const outcome = await fuzz({ walker, seed, from, executions: Math.min(step, left) });
    count(name, seed, outcome.executions);
    left -= outcome.executions;
    const { cleaned, slowestMs, faults } = outcome;
    say(
      `${name}: ${from + outcome.executions} executions, ${cleaned} of these cleaned, slowest ${slowestMs.toFixed(0)} ms`,
    );
    mkdirSync(found, { recursive: true });
    for (const { execution, what, bytes } of faults) {
      const file = join(found, `${name}-${seed}-${execution}.bin`);
      writeFileSync(file, bytes);
      say(`FAULT in ${name}, seed ${seed}, execution ${execution} (${file}):\n${what}`);
    }
    if (faults.length > 0) return false;
  }
  return true;
}

for (const name of chosen) if (!(await run(name))) process.exitCode = 1;
