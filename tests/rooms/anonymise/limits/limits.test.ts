import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Cost } from './limits-child.ts';

const child = join(import.meta.dirname, 'limits-child.ts');

/** In a process of its own, whose memory nobody else uses. */
const costs = (): Cost[] =>
  execFileSync(process.execPath, ['--expose-gc', child], { encoding: 'utf8', maxBuffer: 1 << 24 })
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Cost);

it('no walker takes more than 10 seconds, 512 MB, or reads a file over and over, whatever the file claims', {
  timeout: 600_000,
}, () => {
  const all = costs();
  const named = (over: (cost: Cost) => boolean): string[] =>
    all.filter(over).map((cost) => JSON.stringify(cost));
  expect(all.length).toBeGreaterThan(40);
  expect(named(({ outcome }) => outcome.startsWith('threw'))).toEqual([]);
  expect(named(({ seconds }) => seconds > 5)).toEqual([]);
  expect(named(({ taken }) => taken > 440)).toEqual([]);
  expect(named(({ read, bytes }) => read > bytes * 20 + 1024 * 1024)).toEqual([]);
});
