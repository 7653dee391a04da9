import { CustosError, isCustosError } from '../../shared/kernel/error.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { Instant } from '../../shared/kernel/instant.ts';
import type { JobItemRow, JobKind, JobProgress, JobRow, JobStore } from './store.ts';

/** The item a runner is to work on. */
export interface Task {
  readonly job: JobRow;
  readonly item: JobItemRow;
  /** Aborted when the job is paused or cancelled, or the library closes. */
  readonly signal: AbortSignal;
}

/**
 * Works through the items of one kind of job. A runner writes the outcome of its item in the same transaction as
 * what it did; it throws only what stops the whole job, such as a full disk.
 */
export interface Runner {
  /** Items worked on at once. */
  readonly concurrency: number;
  readonly run: (task: Task) => Promise<void>;
}

/** The part of the catalogue that the queue needs. */
export interface JobsCatalogue {
  read<T>(
    work: (reader: { readonly jobs: Pick<JobStore, 'get' | 'list' | 'waiting' | 'progress'> }) => Promise<T>,
  ): Promise<T>;
  write<T>(work: (writer: { readonly jobs: JobStore }) => Promise<T>): Promise<T>;
}

/** A job with its counts, as it is announced. */
export type JobStatus = Pick<JobRow, 'id' | 'kind' | 'state' | 'startedAt' | 'endedAt'> & JobProgress;

export interface JobsOptions {
  readonly catalogue: JobsCatalogue;
  readonly now: () => Instant;
  readonly newId: () => Id;
  readonly runners: Readonly<Partial<Record<JobKind, Runner>>>;
  readonly onChange: (status: JobStatus) => void;
}

export interface Jobs {
  /** Starts a job over sources with their sizes in bytes; answers at once. */
  start(
    kind: JobKind,
    by: Id,
    request: string,
    sources: readonly { readonly source: string; readonly bytes: number }[],
  ): Promise<Id>;
  pause(job: Id): Promise<void>;
  resume(job: Id): Promise<void>;
  /** What is done stays done; the rest is not begun. */
  cancel(job: Id): Promise<void>;
  /** After a start: items that a kill cut wait again, and running jobs go on. */
  resumeAfterStart(): Promise<void>;
  isBusy(): boolean;
  /** Resolves when no job is running. */
  idle(): Promise<void>;
  /** Stops at once; what was running waits for the next start. */
  close(): Promise<void>;
}

/** Announcements of one job at most this often, in milliseconds. */
const pace = 200;

interface Working {
  readonly abort: AbortController;
  readonly done: Promise<void>;
}

class DurableJobs implements Jobs {
  readonly #options: JobsOptions;
  readonly #working = new Map<Id, Working>();
  readonly #announced = new Map<Id, number>();
  #closed = false;

  constructor(options: JobsOptions) {
    this.#options = options;
  }

  #runnerOf(kind: JobKind): Runner {
    const runner = this.#options.runners[kind];
    if (!runner) throw new CustosError('internal', `There is nobody to do jobs of the kind ${kind}.`);
    return runner;
  }

  async start(
    kind: JobKind,
    by: Id,
    request: string,
    sources: readonly { source: string; bytes: number }[],
  ): Promise<Id> {
    this.#runnerOf(kind);
    const { newId, now, catalogue } = this.#options;
    const job: JobRow = { id: newId(), kind, state: 'running', by, request, startedAt: now(), endedAt: null };
    const items = sources.map(
      ({ source, bytes }, position): JobItemRow => ({
        id: newId(),
        job: job.id,
        position,
        source,
        bytes,
        state: 'waiting',
        recording: null,
        sourceRemoved: false,
        error: null,
      }),
    );
    await catalogue.write(async (writer) => {
      await writer.jobs.add(job);
      await writer.jobs.addItems(items);
    });
    this.#work(job);
    return job.id;
  }

  async #find(id: Id): Promise<JobRow> {
    const job = await this.#options.catalogue.read((reader) => reader.jobs.get(id));
    if (!job) throw new CustosError('not-found', 'There is no such job.');
    return job;
  }

  async #stop(id: Id): Promise<void> {
    const working = this.#working.get(id);
    working?.abort.abort();
    await working?.done;
  }

  async pause(id: Id): Promise<void> {
    const job = await this.#find(id);
    if (job.state !== 'running') throw new CustosError('conflict', 'This job is not running.');
    await this.#setState(id, 'paused', null);
    await this.#stop(id);
    await this.#announce(id, true);
  }

  async resume(id: Id): Promise<void> {
    const job = await this.#find(id);
    if (job.state !== 'paused') throw new CustosError('conflict', 'This job is not paused.');
    await this.#setState(id, 'running', null);
    this.#work({ ...job, state: 'running' });
    await this.#announce(id, true);
  }

  async cancel(id: Id): Promise<void> {
    const job = await this.#find(id);
    if (job.state !== 'running' && job.state !== 'paused')
      throw new CustosError('conflict', 'This job has ended already.');
    await this.#setState(id, 'cancelled', this.#options.now());
    await this.#stop(id);
    await this.#options.catalogue.write(async (writer) => {
      await writer.jobs.cancelWaiting(id);
      await writer.jobs.forgetSources(id, ['setAside']);
    });
    await this.#announce(id, true);
  }

  #setState(id: Id, state: JobRow['state'], endedAt: Instant | null): Promise<void> {
    return this.#options.catalogue.write((writer) => writer.jobs.setState(id, state, endedAt));
  }

  async resumeAfterStart(): Promise<void> {
    const jobs = await this.#options.catalogue.read((reader) => reader.jobs.list(1_000));
    for (const job of jobs) {
      if (job.state !== 'running' && job.state !== 'paused') continue;
      await this.#options.catalogue.write((writer) => writer.jobs.requeueRunning(job.id));
      if (job.state === 'running') this.#work(job);
    }
  }

  /** Begins to work on a job in the background. */
  #work(job: JobRow): void {
    if (this.#closed || this.#working.has(job.id)) return;
    const abort = new AbortController();
    const done = this.#workThrough(job, abort).finally(() => this.#working.delete(job.id));
    this.#working.set(job.id, { abort, done });
  }

  async #workThrough(job: JobRow, abort: AbortController): Promise<void> {
    const runner = this.#runnerOf(job.kind);
    const queue = new ItemQueue(job.id, this.#options.catalogue);
    let stopped: unknown = null;
    const lane = async (): Promise<void> => {
      while (!abort.signal.aborted) {
        const item = await queue.next();
        if (!item) return;
        try {
          await runner.run({ job, item, signal: abort.signal });
        } catch (error) {
          await this.#waitAgain(item);
          if (!abort.signal.aborted) stopped = error;
          abort.abort();
        }
        await this.#announce(job.id, false);
      }
    };
    await Promise.all(Array.from({ length: runner.concurrency }, lane));
    if (stopped) await this.#halt(job.id, stopped);
    else if (!abort.signal.aborted) await this.#end(job.id);
  }

  /** What was cut off is done again from its beginning. */
  #waitAgain(item: JobItemRow): Promise<void> {
    return this.#options.catalogue.write((writer) => writer.jobs.setItem(item.id, { state: 'waiting' }));
  }

  /** Something stopped the job that the next item would meet as well: it waits until a person has seen to it. */
  async #halt(id: Id, error: unknown): Promise<void> {
    await this.#setState(id, 'paused', null);
    await this.#announce(id, true);
    const text = isCustosError(error) || error instanceof Error ? error.message : String(error);
    process.stderr.write(`custos: a job was paused: ${text}\n`);
  }

  async #end(id: Id): Promise<void> {
    await this.#options.catalogue.write(async (writer) => {
      await writer.jobs.setState(id, 'done', this.#options.now());
      await writer.jobs.forgetSources(id, ['setAside']);
    });
    await this.#announce(id, true);
  }

  async #announce(id: Id, always: boolean): Promise<void> {
    const at = Date.now();
    if (!always && at - (this.#announced.get(id) ?? 0) < pace) return;
    this.#announced.set(id, at);
    if (this.#closed) return;
    const status = await this.#options.catalogue.read(async (reader) => {
      const job = await reader.jobs.get(id);
      return job && { ...job, ...(await reader.jobs.progress(id)) };
    });
    if (!status) return;
    const { kind, state, startedAt, endedAt, done, total, bytesDone, bytesTotal, outcomes } = status;
    this.#options.onChange({
      id,
      kind,
      state,
      startedAt,
      endedAt,
      done,
      total,
      bytesDone,
      bytesTotal,
      outcomes,
    });
  }

  isBusy(): boolean {
    return this.#working.size > 0;
  }

  async idle(): Promise<void> {
    while (this.#working.size > 0) await Promise.all([...this.#working.values()].map(({ done }) => done));
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const { abort } of this.#working.values()) abort.abort();
    await this.idle();
  }
}

/** Hands out the waiting items of a job in order, each once; lanes that ask at the same time wait for one another. */
class ItemQueue {
  readonly #job: Id;
  readonly #catalogue: JobsCatalogue;
  #ready: JobItemRow[] = [];
  #turn: Promise<unknown> = Promise.resolve();

  constructor(job: Id, catalogue: JobsCatalogue) {
    this.#job = job;
    this.#catalogue = catalogue;
  }

  next(): Promise<JobItemRow | null> {
    const next = this.#turn.then(() => this.#take());
    this.#turn = next.catch(() => undefined);
    return next;
  }

  async #take(): Promise<JobItemRow | null> {
    if (this.#ready.length === 0) {
      this.#ready = await this.#catalogue.write(async (writer) => {
        const waiting = await writer.jobs.waiting(this.#job, 64);
        for (const { id } of waiting) await writer.jobs.setItem(id, { state: 'running' });
        return [...waiting];
      });
    }
    return this.#ready.shift() ?? null;
  }
}

/** The durable queue of a library: bounded, and able to pause, cancel and go on after a kill. */
export const createJobs = (options: JobsOptions): Jobs => new DurableJobs(options);
