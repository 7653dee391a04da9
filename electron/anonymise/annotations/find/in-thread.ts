import { Worker } from 'node:worker_threads';
import type { CustosError } from '../../../../shared/kernel/error.ts';

/** What is said of a search that was stopped, and of one whose thread failed. */
export interface Faults {
  readonly ended: () => CustosError;
  readonly failed: () => CustosError;
}

/** Starts a thread. Its file is named without ending: it is TypeScript in the repository and JavaScript once built. */
export function startThread(place: URL, workerData?: unknown): Worker {
  const ending = import.meta.url.endsWith('.ts') ? '.ts' : '.js';
  return new Worker(new URL(place.href + ending), { workerData });
}

/**
 * Searches in a thread of its own, which ends with the signal.
 * @throws CustosError as `ended` where the signal ends it, as `failed` where the thread fails
 */
export async function inThread<Found>(
  place: URL,
  workerData: unknown,
  signal: AbortSignal,
  { ended, failed }: Faults,
): Promise<Found> {
  if (signal.aborted) throw ended();
  const worker = startThread(place, workerData);
  const { promise, resolve, reject } = Promise.withResolvers<Found>();
  const stop = (): void => reject(ended());
  signal.addEventListener('abort', stop, { once: true });
  worker.once('message', resolve);
  worker.once('error', () => reject(failed()));
  worker.once('exit', () => reject(failed()));
  try {
    return await promise;
  } finally {
    signal.removeEventListener('abort', stop);
    await worker.terminate();
  }
}
