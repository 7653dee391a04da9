import { CustosError } from '../../shared/kernel/error.ts';
import type { Reply } from './worker-protocol.ts';
import type { WorkerProcess, WorkerStarter } from './worker-starter.ts';

const attempts = 2;
/** A worker that has grown beyond this is replaced after its job: allocators seldom give memory back. */
const retireAboveBytes = 1024 ** 3;

interface Waiting<Value> {
  readonly job: { readonly id: number };
  readonly timeLimitMs: number;
  readonly resolve: (value: Value | Promise<Value>) => void;
  readonly reject: (error: CustosError) => void;
  attempt: number;
}

interface Worker<Value> {
  readonly process: WorkerProcess;
  current: { readonly waiting: Waiting<Value>; readonly timer: NodeJS.Timeout } | null;
  timedOut: boolean;
  idle: NodeJS.Timeout | undefined;
}

interface PoolOptions<Value> {
  readonly starter: WorkerStarter;
  readonly concurrency: number;
  /** How long one task may take before its worker is killed, in milliseconds. */
  readonly timeLimitMs: number;
  /** A worker that had nothing to do for so long ends, in milliseconds; by default none does. */
  readonly idleMs?: number;
  /** What is said of a task on which worker after worker died. */
  readonly givenUp: (timedOut: boolean) => Value | Promise<Value>;
}

export interface RunOptions {
  /** It goes before all that waits: a person is looking. */
  readonly urgent?: boolean;
  /** The task's own time limit, in milliseconds. */
  readonly timeLimitMs?: number;
  /** Ends the task, with the worker that has it. */
  readonly signal?: AbortSignal;
}

export interface WorkerPool<Work, Value> {
  /** @throws CustosError `cancelled` after `close` or where the signal ends it, or as the worker says */
  run(job: Work, options?: RunOptions): Promise<Value>;
  close(): void;
}

const closed = (): CustosError => new CustosError('cancelled', 'Looking at recordings was stopped.');

/** Takes a worker's task off it; the worker is idle afterwards. */
function release<Value>(worker: Worker<Value>): Waiting<Value> | null {
  const { current } = worker;
  if (current) clearTimeout(current.timer);
  worker.current = null;
  worker.process.hold(false);
  return current?.waiting ?? null;
}

function settle<Value>(waiting: Waiting<Value> | null, reply: Reply<Value>): void {
  if (reply.ok) waiting?.resolve(reply.value);
  else waiting?.reject(new CustosError(reply.error.code, reply.error.message, reply.error.details ?? {}));
}

class DyingWorkers<Work extends object, Value> implements WorkerPool<Work, Value> {
  readonly #options: PoolOptions<Value>;
  readonly #workers = new Set<Worker<Value>>();
  readonly #queue: Waiting<Value>[] = [];
  #open = true;
  #nextId = 1;

  constructor(options: PoolOptions<Value>) {
    this.#options = options;
  }

  run(job: Work, options: RunOptions = {}): Promise<Value> {
    const { urgent = false, timeLimitMs = this.#options.timeLimitMs, signal } = options;
    const { promise, resolve, reject } = Promise.withResolvers<Value>();
    if (!this.#open || signal?.aborted) {
      reject(closed());
      return promise;
    }
    const waiting: Waiting<Value> = {
      job: { ...job, id: this.#nextId },
      timeLimitMs,
      resolve,
      reject,
      attempt: 0,
    };
    this.#nextId += 1;
    const stop = (): void => this.#stop(waiting);
    signal?.addEventListener('abort', stop, { once: true });
    if (urgent) this.#queue.unshift(waiting);
    else this.#queue.push(waiting);
    this.#pump();
    return promise.finally(() => signal?.removeEventListener('abort', stop));
  }

  close(): void {
    this.#open = false;
    for (const waiting of this.#queue.splice(0)) waiting.reject(closed());
    for (const worker of this.#workers) {
      release(worker)?.reject(closed());
      this.#end(worker);
    }
  }

  /** Nobody wants this any more: it waits no longer, and the worker that has it ends. */
  #stop(waiting: Waiting<Value>): void {
    const at = this.#queue.indexOf(waiting);
    if (at >= 0) this.#queue.splice(at, 1);
    for (const worker of this.#workers)
      if (worker.current?.waiting === waiting) {
        release(worker);
        this.#end(worker);
      }
    waiting.reject(closed());
    this.#pump();
  }

  #end(worker: Worker<Value>): void {
    clearTimeout(worker.idle);
    this.#workers.delete(worker);
    worker.process.kill();
  }

  #pump(): void {
    while (this.#queue.length > 0) {
      const worker = this.#idleWorker();
      const waiting = worker && this.#queue.shift();
      if (!worker || !waiting) return;
      this.#give(worker, waiting);
    }
  }

  #idleWorker(): Worker<Value> | null {
    for (const worker of this.#workers) if (!worker.current) return worker;
    return this.#workers.size < this.#options.concurrency ? this.#startWorker() : null;
  }

  #startWorker(): Worker<Value> {
    const worker: Worker<Value> = {
      process: this.#options.starter(),
      current: null,
      timedOut: false,
      idle: undefined,
    };
    this.#workers.add(worker);
    worker.process.onMessage((message) => this.#receive(worker, message as Reply<Value>));
    worker.process.onExit(() => this.#lost(worker));
    return worker;
  }

  #give(worker: Worker<Value>, waiting: Waiting<Value>): void {
    clearTimeout(worker.idle);
    const timer = setTimeout(() => {
      worker.timedOut = true;
      worker.process.kill();
    }, waiting.timeLimitMs);
    worker.current = { waiting, timer };
    worker.process.hold(true);
    worker.process.send(waiting.job);
  }

  #receive(worker: Worker<Value>, reply: Reply<Value>): void {
    if (worker.current?.waiting.job.id !== reply.id) return;
    const waiting = release(worker);
    if (reply.residentBytes > retireAboveBytes) this.#end(worker);
    else this.#rest(worker);
    settle(waiting, reply);
    this.#pump();
  }

  #rest(worker: Worker<Value>): void {
    const { idleMs } = this.#options;
    if (idleMs !== undefined) worker.idle = setTimeout(() => this.#end(worker), idleMs).unref();
  }

  #lost(worker: Worker<Value>): void {
    clearTimeout(worker.idle);
    this.#workers.delete(worker);
    const waiting = release(worker);
    if (!this.#open) return;
    if (waiting) {
      waiting.attempt += 1;
      if (waiting.attempt < attempts) this.#queue.unshift(waiting);
      else waiting.resolve(this.#options.givenUp(worker.timedOut));
    }
    this.#pump();
  }
}

/**
 * A few processes that may die. Each has one task at a time; a task whose worker crashes or runs out of time is
 * tried once more in a fresh one and then set aside.
 */
export const createWorkerPool = <Work extends object, Value>(
  options: PoolOptions<Value>,
): WorkerPool<Work, Value> => new DyingWorkers(options);
