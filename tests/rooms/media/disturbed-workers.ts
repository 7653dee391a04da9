import {
  nodeWorkerStarter,
  type WorkerProcess,
  type WorkerStarter,
} from '../../../electron/media/worker-starter.ts';

/** Starts real workers, by default those of media, and does something to each as soon as it has been given a task. */
export function disturbed(
  disturb: (worker: WorkerProcess, number: number) => void,
  module?: URL,
): { readonly starter: WorkerStarter; readonly ended: readonly number[] } {
  const start = nodeWorkerStarter(module);
  const ended: number[] = [];
  let started = 0;
  const starter = (): WorkerProcess => {
    const worker = start();
    const number = ++started;
    worker.onExit(() => ended.push(number));
    return {
      ...worker,
      send: (message) => {
        worker.send(message);
        disturb(worker, number);
      },
    };
  };
  return { starter, ended };
}
