import { existsSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { CustosError } from '../shared/kernel/error.ts';
import type { CleanedFile } from './engine-files.ts';
import { createWorkerPool } from './media/worker-pool.ts';
import { nodeWorkerStarter, type WorkerStarter } from './media/worker-starter.ts';

export interface CleanJob {
  readonly id: number;
  readonly file: string;
  readonly output: string;
}

/** Cleans many loose files, each in a process that may die without harm to the others. */
export interface Cleaning {
  /**
   * Writes a cleaned copy, whole or not at all.
   * @throws CustosError `unsupported`, `unreadable`, `too-large`, `refused`; there is no output then.
   */
  clean(file: string, output: string): Promise<CleanedFile>;
  close(): void;
}

/** For a small file on a busy machine, and for each second more so many bytes of a large one. */
const leastMs = 60_000;
const bytesASecond = 4 * 1024 * 1024;

const timeLimitFor = (file: string): number => {
  const size = existsSync(file) ? statSync(file).size : 0;
  return leastMs + Math.ceil(size / bytesASecond) * 1_000;
};

function givenUp(timedOut: boolean): never {
  throw timedOut
    ? new CustosError(
        'unreadable',
        'Cleaning this file took too long and was stopped. It seems to be damaged.',
      )
    : new CustosError(
        'unreadable',
        'The program that cleans recordings failed on this file, twice. It seems to be damaged: save it anew with the program that made it.',
      );
}

/** Opens processes for cleaning, one a core. They start with the first file and end with `close`. */
export function openCleaning(
  starter: WorkerStarter = nodeWorkerStarter(new URL('./clean-worker.ts', import.meta.url)),
  concurrency = availableParallelism(),
): Cleaning {
  const pool = createWorkerPool<Omit<CleanJob, 'id'>, CleanedFile>({
    starter,
    concurrency,
    timeLimitMs: leastMs,
    givenUp: async (timedOut) => givenUp(timedOut),
  });
  return {
    clean: (file, output) => pool.run({ file, output }, { timeLimitMs: timeLimitFor(file) }),
    close: () => pool.close(),
  };
}
