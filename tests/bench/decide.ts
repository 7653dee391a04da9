import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { decide, type PolicyCase, parseCase } from '../../shared/domain/policy/index.ts';
import { anyCase } from '../domain/policy/case-arbitrary.ts';

/** Decisions that the gate must reach in a second on one core. */
export const decisionsAsked = 100_000;

export interface DecideBench {
  readonly cases: number;
  /** Decisions a second of processor time: cases that were read before, and cases read from parsed JSON each time. */
  readonly decided: number;
  readonly parsedAndDecided: number;
  /** Of what is asked: at least 1. */
  readonly ratio: number;
}

const vectorsFile = new URL('../domain/policy/vectors.json', import.meta.url);

/** The worked examples, and cases drawn at random from a fixed seed. */
function casesOf(generated: number): {
  readonly raw: readonly unknown[];
  readonly parsed: readonly PolicyCase[];
} {
  const vectors = JSON.parse(readFileSync(vectorsFile, 'utf8')) as unknown[];
  const drawn: unknown[] = fc.sample(anyCase, { numRuns: generated, seed: 7 });
  const raw: unknown[] = [];
  const parsed: PolicyCase[] = [];
  // As text and back: cases come from JSON, and drawn objects without a prototype are slow to read.
  for (const one of JSON.parse(JSON.stringify([...vectors, ...drawn])) as unknown[]) {
    const read = parseCase(one);
    if (!read.ok) continue;
    raw.push(one);
    parsed.push(read.value);
  }
  return { raw, parsed };
}

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

/** How often a second something is done to each member of a list, the median of runs. */
function rate<T>(list: readonly T[], runs: number, atLeastMs: number, work: (member: T) => number): number {
  let seen = 0;
  // Of processor time, all threads together, so that what else the machine does is not counted.
  const spent = (from: NodeJS.CpuUsage): number => {
    const { user, system } = process.cpuUsage(from);
    return (user + system) / 1_000;
  };
  const one = (): number => {
    let done = 0;
    const from = process.cpuUsage();
    while (spent(from) < atLeastMs || done === 0) {
      for (const member of list) seen += work(member);
      done += list.length;
    }
    return (done / spent(from)) * 1_000;
  };
  one();
  const rates = Array.from({ length: runs }, one);
  if (seen === 0) throw new Error('Nothing was decided');
  return median(rates);
}

/** Measures decisions a second of processor time. */
export function benchDecide({ cases = 20_000, runs = 5, atLeastMs = 1_000 } = {}): DecideBench {
  const { raw, parsed } = casesOf(cases);
  const decided = rate(parsed, runs, atLeastMs, (one) => decide(one).cites.length + 1);
  const parsedAndDecided = rate(raw, runs, atLeastMs, (one) => {
    const read = parseCase(one);
    return read.ok ? decide(read.value).cites.length + 1 : 0;
  });
  return { cases: parsed.length, decided, parsedAndDecided, ratio: decided / decisionsAsked };
}

export function sayDecide({ cases, decided, parsedAndDecided, ratio }: DecideBench): string {
  const said = (number: number): string => Math.round(number).toLocaleString('en-GB').padStart(11);
  return [
    `decisions over ${cases} cases`,
    `  decide            ${said(decided)} a second`,
    `  parse and decide  ${said(parsedAndDecided)} a second`,
    `  ratio to the ${decisionsAsked.toLocaleString('en-GB')} asked for: ${ratio.toFixed(2)} (at least 1)`,
  ].join('\n');
}
