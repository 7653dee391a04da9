import type { DoorAddress, LockReason, WorkerKind } from '../engine-types.ts';

/** What the shell tells the process of the engine. */
export type ToEngine =
  | {
      readonly kind: 'start';
      readonly place: string | null;
      /** Where a packed program has the tools that came with it. */
      readonly tools: string | null;
    }
  | { readonly kind: 'lock'; readonly why: LockReason }
  | { readonly kind: 'close' }
  | { readonly kind: 'isBusy' }
  | { readonly kind: 'tellWhenIdle' }
  | { readonly kind: 'fromWorker'; readonly worker: number; readonly message: unknown }
  | { readonly kind: 'workerEnded'; readonly worker: number };

/** What the process of the engine tells the shell. It cannot start processes in a packed program: the shell does. */
export type FromEngine =
  | { readonly kind: 'ready'; readonly door: DoorAddress; readonly faults: readonly string[] }
  | { readonly kind: 'busy'; readonly busy: boolean }
  | { readonly kind: 'idle' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'startWorker'; readonly worker: number; readonly does: WorkerKind }
  | { readonly kind: 'toWorker'; readonly worker: number; readonly message: unknown }
  | { readonly kind: 'endWorker'; readonly worker: number };
