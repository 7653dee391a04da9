import { Worker } from 'node:worker_threads';
import type { CustosError } from '../../../../shared/kernel/error.ts';

/** What is said of a search that was stopped, and of one whose thread failed. */
interface Faults {
  readonly ended: () => CustosError;
  readonly failed: () => CustosError;
}

/**
 * Searches in a thread of its own, which ends with the signal. The thread's file is named by its place without ending:
 * it is TypeScript in the repository and JavaScript once built.
 * @throws CustosError as `ended` where the signal ends it, as `failed` where the thread fails
 */
export async function inThread<Found>(
  place: URL,
  workerData: unknown,
  signal: AbortSignal,
  { ended, failed }: Faults,
): Promise<readonly Found[]> {
  if (signal.aborted) throw ended();
  const ending = import.meta.url.endsWith('.ts') ? '.ts' : '.js';
  const worker = new Worker(new URL(place.href + ending), { workerData });
  const { promise, resolve, reject } = Promise.withResolvers<readonly Found[]>();
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
