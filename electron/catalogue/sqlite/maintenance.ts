import { Worker } from 'node:worker_threads';
import { CustosError, type ErrorCode } from '../../../shared/kernel/error.ts';
import type { CatalogueKey } from './connection.ts';
import type { Told } from './read-ahead.ts';

/** What takes time in proportion to the file. Each opens the file by itself and closes it when it is done. */
export type MaintenanceTask = CatalogueKey &
  (
    | { readonly kind: 'check' }
    | { readonly kind: 'rewrite' }
    | { readonly kind: 'snapshot'; readonly to: string }
    | { readonly kind: 'rekey'; readonly next: Uint8Array }
    | { readonly kind: 'readAhead'; readonly told: Told }
  );

export type MaintenanceReply =
  | { readonly ok: true; readonly sentences: readonly string[] }
  | { readonly ok: false; readonly code: ErrorCode | null; readonly message: string };

/** Works a task in a thread of its own; answers what a check has found. */
export async function maintain(task: MaintenanceTask): Promise<readonly string[]> {
  const worker = new Worker(new URL('./maintenance-worker.ts', import.meta.url), { workerData: task });
  const answer = await new Promise<MaintenanceReply>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The catalogue's worker ended with ${code}`)));
  });
  // Its connection is closed, but the thread may be a moment longer.
  await worker.terminate();
  if (answer.ok) return answer.sentences;
  if (answer.code === null) throw new Error(answer.message);
  throw new CustosError(answer.code, answer.message);
}
