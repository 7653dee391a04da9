import { CustosError } from '../../shared/kernel/error.ts';
import { setAside } from './set-aside.ts';
import type { Job, Reply, Task, TaskValues } from './worker-protocol.ts';
import type { WorkerProcess, WorkerStarter } from './worker-starter.ts';

const attempts = 2;
/** A worker that has grown beyond this is replaced after its job: allocators seldom give memory back. */
const retireAboveBytes = 1024 ** 3;

type Value = TaskValues[Task['name']];

interface Waiting {
  readonly job: Job;
  readonly resolve: (value: Value) => void;
  readonly reject: (error: CustosError) => void;
  attempt: number;
}

interface Worker {
  readonly process: WorkerProcess;
  current: { readonly waiting: Waiting; readonly timer: NodeJS.Timeout } | null;
  timedOut: boolean;
}

interface PoolOptions {
  readonly starter: WorkerStarter;
  readonly concurrency: number;
  /** How long one task may take before its worker is killed, in milliseconds. */
  readonly timeLimitMs: number;
}

interface WorkerPool {
  /** `urgent` goes before all that waits: a person is looking. */
  run(job: Omit<Job, 'id'>, urgent: boolean): Promise<Value>;
  close(): void;
}

const closed = (): CustosError => new CustosError('cancelled', 'Looking at recordings was stopped.');

/** Takes a worker's task off it; the worker is idle afterwards. */
function release(worker: Worker): Waiting | null {
  const { current } = worker;
  if (current) clearTimeout(current.timer);
  worker.current = null;
  worker.process.hold(false);
  return current?.waiting ?? null;
}

function settle(waiting: Waiting | null, reply: Reply): void {
  if (reply.ok) waiting?.resolve(reply.value);
  else waiting?.reject(new CustosError(reply.error.code, reply.error.message));
}

const givenUp = (timedOut: boolean): Value =>
  timedOut
    ? setAside('timed-out', 'Reading this file took too long and was stopped.')
    : setAside('crashed', 'The program that reads recordings failed on this file, twice.');

/**
 * A few processes that may die. Each has one task at a time; a task whose worker crashes or runs out of time is
 * tried once more in a fresh one and then set aside.
 */
export function createWorkerPool({ starter, concurrency, timeLimitMs }: PoolOptions): WorkerPool {
  const workers = new Set<Worker>();
  const queue: Waiting[] = [];
  let open = true;
  let nextId = 1;

  const receive = (worker: Worker, reply: Reply): void => {
    if (worker.current?.waiting.job.id !== reply.id) return;
    const waiting = release(worker);
    if (reply.residentBytes > retireAboveBytes) {
      workers.delete(worker);
      worker.process.kill();
    }
    settle(waiting, reply);
    pump();
  };
  const lost = (worker: Worker): void => {
    workers.delete(worker);
    const waiting = release(worker);
    if (!open) return;
    if (waiting) {
      waiting.attempt += 1;
      if (waiting.attempt < attempts) queue.unshift(waiting);
      else waiting.resolve(givenUp(worker.timedOut));
    }
    pump();
  };
  const startWorker = (): Worker => {
    const worker: Worker = { process: starter(), current: null, timedOut: false };
    workers.add(worker);
    worker.process.onMessage((message) => receive(worker, message as Reply));
    worker.process.onExit(() => lost(worker));
    return worker;
  };
  const give = (worker: Worker, waiting: Waiting): void => {
    const timer = setTimeout(() => {
      worker.timedOut = true;
      worker.process.kill();
    }, timeLimitMs);
    worker.current = { waiting, timer };
    worker.process.hold(true);
    worker.process.send(waiting.job);
  };
  const idleWorker = (): Worker | null => {
    for (const worker of workers) if (!worker.current) return worker;
    return workers.size < concurrency ? startWorker() : null;
  };
  const pump = (): void => {
    while (queue.length > 0) {
      const worker = idleWorker();
      const waiting = worker && queue.shift();
      if (!worker || !waiting) return;
      give(worker, waiting);
    }
  };
  return {
    run: (job, urgent) =>
      new Promise((resolve, reject) => {
        if (!open) {
          reject(closed());
          return;
        }
        const waiting: Waiting = { job: { ...job, id: nextId }, resolve, reject, attempt: 0 };
        nextId += 1;
        if (urgent) queue.unshift(waiting);
        else queue.push(waiting);
        pump();
      }),
    close() {
      open = false;
      for (const waiting of queue.splice(0)) waiting.reject(closed());
      for (const worker of workers) {
        release(worker)?.reject(closed());
        worker.process.kill();
      }
    },
  };
}
