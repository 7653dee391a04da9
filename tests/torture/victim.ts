import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Errand, Said } from './steps.ts';

/** How a child ended and all it had said by then. */
export interface Ended {
  readonly said: readonly Said[];
  /** False where it was done before the kill came. */
  readonly killed: boolean;
  /** Milliseconds from its beginning to its end. */
  readonly lasted: number;
  readonly complaints: string;
}

/** After so long a child that says nothing more is ended: a step that never comes must not hold the run up. */
const longest = 60_000;

/**
 * Runs an errand in a process of its own and ends it with SIGKILL: at the step it waits at, or so many
 * milliseconds after it has begun.
 */
export function runVictim(errand: Errand, afterMs: number): Promise<Ended> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'child.ts'), JSON.stringify(errand)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: Said[] = [];
  let begun = performance.now();
  let complaints = '';
  let timer = setTimeout(() => child.kill('SIGKILL'), longest);
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    const one = JSON.parse(line) as Said;
    said.push(one);
    if (one.say === 'waiting') child.kill('SIGKILL');
    if (one.say !== 'begun') return;
    begun = performance.now();
    if (errand.stopAt) return;
    clearTimeout(timer);
    timer = setTimeout(() => child.kill('SIGKILL'), afterMs);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (_, signal) => {
      clearTimeout(timer);
      resolve({ said, killed: signal === 'SIGKILL', lasted: performance.now() - begun, complaints });
    });
  });
}
