import type { WorkerKind, WorkerProcess, WorkerStarters } from '../engine-types.ts';
import type { FromEngine, ToEngine } from './engine-messages.ts';

/** The engine's side of worker processes that the shell starts for it. */
export interface RelayedWorkers {
  readonly starters: WorkerStarters;
  /** Takes what the shell says of a worker. */
  take(message: Extract<ToEngine, { worker: number }>): void;
}

interface Listening {
  onMessage: (message: unknown) => void;
  onExit: () => void;
}

export function relayWorkers(tell: (message: FromEngine) => void): RelayedWorkers {
  const workers = new Map<number, Listening>();
  let last = 0;
  const start = (does: WorkerKind): WorkerProcess => {
    last += 1;
    const worker = last;
    const listening: Listening = { onMessage: () => undefined, onExit: () => undefined };
    workers.set(worker, listening);
    tell({ kind: 'startWorker', worker, does });
    return {
      pid: undefined,
      send: (message) => tell({ kind: 'toWorker', worker, message }),
      onMessage: (listener) => {
        listening.onMessage = listener;
      },
      onExit: (listener) => {
        listening.onExit = listener;
      },
      kill: () => tell({ kind: 'endWorker', worker }),
      // The shell holds this process; an idle worker keeps nothing alive here.
      hold: () => undefined,
    };
  };
  return {
    starters: { media: () => start('media'), search: () => start('search') },
    take(message) {
      const listening = workers.get(message.worker);
      if (message.kind === 'fromWorker') return listening?.onMessage(message.message);
      workers.delete(message.worker);
      listening?.onExit();
    },
  };
}
