import { isCustosError } from '../../shared/kernel/error.ts';
import { pick, seeded } from '../bench/seeded.ts';
import { mutate } from './mutate.ts';
import type { Walker } from './walkers.ts';

export interface Trial {
  readonly walker: Walker;
  /** Which row of trials; execution `n` of a row is always the same file. */
  readonly seed: number;
  readonly from: number;
  readonly executions: number;
}

export interface Fault {
  readonly execution: number;
  readonly what: string;
  readonly bytes: Buffer;
}

export interface Outcome {
  readonly executions: number;
  readonly cleaned: number;
  readonly slowestMs: number;
  readonly faults: readonly Fault[];
}

const slowMs = 10_000;
/** A writer may add a frame of its own and no more. */
const mostGrown = 64 * 1024;
const enoughFaults = 10;

/** Cleans one file; gives back what is wrong with the doing, or null, and whether anything was written. */
async function tryOne(
  { cleaner, account }: Walker,
  bytes: Buffer,
): Promise<{ fault: string | null; cleaned: boolean }> {
  await account(bytes);
  cleaner.inspect(bytes);
  let out: Buffer;
  try {
    out = (await cleaner.clean(bytes)).bytes;
  } catch (error) {
    if (isCustosError(error)) return { fault: null, cleaned: false };
    throw error;
  }
  const { residual } = await account(out);
  if (residual.length > 0)
    return { fault: `residue: ${JSON.stringify(residual.slice(0, 3))}`, cleaned: true };
  if (out.length > bytes.length * 3 + mostGrown)
    return { fault: `grew to ${out.length} bytes`, cleaned: true };
  return { fault: null, cleaned: true };
}

/**
 * How long one file takes: by the clock, which costs next to nothing to ask; where that is too long, by the time of the
 * processor in another run, for on a busy machine the clock says nothing of a walker.
 */
async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  const passed = performance.now() - started;
  if (passed <= slowMs) return passed;
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/** Runs a row of trials over one walker. Nothing may throw, hang, grow, or leave anything behind. */
export async function fuzz({ walker, seed, from, executions }: Trial): Promise<Outcome> {
  const seeds = await walker.seeds();
  const regions = seeds.map((each) => walker.regions(each));
  const faults: Fault[] = [];
  let cleaned = 0;
  let slowestMs = 0;
  let execution = from;
  for (; execution < from + executions && faults.length < enoughFaults; execution += 1) {
    const random = seeded(Math.imul(seed, 0x9e3779b1) ^ execution);
    const index = seeds.indexOf(pick(random, seeds));
    const bytes = walker.mend(mutate(seeds[index] ?? Buffer.alloc(0), regions[index] ?? [], random));
    let what: string | null = null;
    let written = false;
    const ms = await timed(async () => {
      try {
        ({ fault: what, cleaned: written } = await tryOne(walker, bytes));
      } catch (error) {
        what = error instanceof Error ? (error.stack ?? error.message) : String(error);
      }
    });
    if (written) cleaned += 1;
    slowestMs = Math.max(slowestMs, ms);
    if (ms > slowMs) what ??= `took ${Math.round(ms)} ms`;
    if (what !== null) faults.push({ execution, what, bytes });
  }
  return { executions: execution - from, cleaned, slowestMs, faults };
}
