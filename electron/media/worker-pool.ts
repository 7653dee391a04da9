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

class DyingWorkers implements WorkerPool {
  readonly #options: PoolOptions;
  readonly #workers = new Set<Worker>();
  readonly #queue: Waiting[] = [];
  #open = true;
  #nextId = 1;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  run(...[job, urgent]: Parameters<WorkerPool['run']>): ReturnType<WorkerPool['run']> {
    return new Promise((resolve, reject) => {
      if (!this.#open) {
        reject(closed());
        return;
      }
      const waiting: Waiting = { job: { ...job, id: this.#nextId }, resolve, reject, attempt: 0 };
      this.#nextId += 1;
      if (urgent) this.#queue.unshift(waiting);
      else this.#queue.push(waiting);
      this.#pump();
    });
  }

  close(): void {
    this.#open = false;
    for (const waiting of this.#queue.splice(0)) waiting.reject(closed());
    for (const worker of this.#workers) {
      release(worker)?.reject(closed());
      worker.process.kill();
    }
  }

  #pump(): void {
    while (this.#queue.length > 0) {
      const worker = this.#idleWorker();
      const waiting = worker && this.#queue.shift();
      if (!worker || !waiting) return;
      this.#give(worker, waiting);
    }
  }

  #idleWorker(): Worker | null {
    for (const worker of this.#workers) if (!worker.current) return worker;
    return this.#workers.size < this.#options.concurrency ? this.#startWorker() : null;
  }

  #startWorker(): Worker {
    const worker: Worker = { process: this.#options.starter(), current: null, timedOut: false };
    this.#workers.add(worker);
    worker.process.onMessage((message) => this.#receive(worker, message as Reply));
    worker.process.onExit(() => this.#lost(worker));
    return worker;
  }

  #give(worker: Worker, waiting: Waiting): void {
    const timer = setTimeout(() => {
      worker.timedOut = true;
      worker.process.kill();
    }, this.#options.timeLimitMs);
    worker.current = { waiting, timer };
    worker.process.hold(true);
    worker.process.send(waiting.job);
  }

  #receive(worker: Worker, reply: Reply): void {
    if (worker.current?.waiting.job.id !== reply.id) return;
    const waiting = release(worker);
    if (reply.residentBytes > retireAboveBytes) {
      this.#workers.delete(worker);
      worker.process.kill();
    }
    settle(waiting, reply);
    this.#pump();
  }

  #lost(worker: Worker): void {
    this.#workers.delete(worker);
    const waiting = release(worker);
    if (!this.#open) return;
    if (waiting) {
      waiting.attempt += 1;
      if (waiting.attempt < attempts) this.#queue.unshift(waiting);
      else waiting.resolve(givenUp(worker.timedOut));
    }
    this.#pump();
  }
}

/**
 * A few processes that may die. Each has one task at a time; a task whose worker crashes or runs out of time is
 * tried once more in a fresh one and then set aside.
 */
export const createWorkerPool = (options: PoolOptions): WorkerPool => new DyingWorkers(options);
