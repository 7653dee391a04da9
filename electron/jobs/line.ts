import type { Id } from '../../shared/kernel/id.ts';
import type { Instant } from '../../shared/kernel/instant.ts';
import { Order } from './order.ts';
import { noOutcome, type Runner } from './runner.ts';
import type { JobItemRow, JobRow, JobTransactions } from './store.ts';
import { Throttle } from './throttle.ts';

/** A job that is being worked. */
export interface Line {
  /** Items that are in work now. */
  readonly running: ReadonlySet<Id>;
  /** Starts nothing more. */
  halt(): void;
  /** Stops what is in work as well; those items wait again. */
  abort(): void;
  /** Resolves when nothing of it is in work any more. Never rejects. */
  stopped(): Promise<void>;
}

interface LineNeeds {
  readonly job: JobRow;
  readonly catalogue: JobTransactions;
  readonly now: () => Instant;
  readonly runner: Runner;
  readonly tell: () => Promise<void>;
}

class WorkingLine implements Line {
  readonly running = new Set<Id>();
  readonly #order = new Order();
  readonly #needs: LineNeeds;
  readonly #stop = new AbortController();
  readonly #throttle: Throttle;
  readonly #ended: Promise<void>;
  #halted = false;
  #failure: unknown = null;

  constructor(needs: LineNeeds) {
    this.#needs = needs;
    // What is told is only a picture of what is stored; the next one tells it again.
    this.#throttle = new Throttle(() => void needs.tell().catch(() => undefined));
    this.#ended = this.#work();
  }

  halt(): void {
    this.#halted = true;
  }

  abort(): void {
    this.#halted = true;
    this.#stop.abort();
  }

  stopped(): Promise<void> {
    return this.#ended;
  }

  async #work(): Promise<void> {
    const inWork = new Set<Promise<void>>();
    try {
      for (;;) {
        const waits = this.#order.nextWait();
        const next = this.#halted ? [] : await this.#next();
        if (next.length === 0 && inWork.size === 0) break;
        for (const item of next) {
          this.running.add(item.id);
          this.#order.begin(item.position);
          const work = this.#item(item).finally(() => {
            this.running.delete(item.id);
            this.#order.end(item.position);
            inWork.delete(work);
          });
          inWork.add(work);
        }
        await Promise.race([...inWork, waits]);
      }
      await this.#end();
    } catch (error) {
      // The catalogue itself fails or is closed: the job stands as it is stored and goes on after a start.
      this.#failure ??= error;
      this.abort();
      await Promise.allSettled(inWork);
    } finally {
      this.#throttle.stop();
      await this.#needs.tell().catch(() => undefined);
    }
  }

  async #next(): Promise<readonly JobItemRow[]> {
    const { catalogue, job, runner } = this.#needs;
    const { concurrency, ahead = concurrency } = runner;
    const inWork = this.running.size;
    const free = Math.min(concurrency - inWork + this.#order.waiting, ahead - inWork);
    if (free <= 0) return [];
    const waiting = await catalogue.read(({ jobs }) => jobs.waiting(job.id, inWork + free));
    return waiting.filter(({ id }) => !this.running.has(id)).slice(0, free);
  }

  async #item(item: JobItemRow): Promise<void> {
    const { catalogue, job, runner } = this.#needs;
    const { signal } = this.#stop;
    try {
      await runner.run({
        job,
        item,
        signal,
        turn: () => this.#order.turn(item.position),
        done: async (writer, change) => {
          await writer.jobs.setItem(item.id, change);
          this.#order.end(item.position);
        },
      });
      const written = await catalogue.read(({ jobs }) => jobs.item(item.id));
      if (written?.state === 'waiting' || written?.state === 'running')
        await catalogue.write((writer) => writer.jobs.setItem(item.id, noOutcome));
    } catch (error) {
      // Stopped by whoever stopped it: the item waits again. Else the next item would meet this too.
      if (signal.aborted) return;
      this.#failure ??= error;
      this.#halted = true;
    }
    this.#throttle.poke();
  }

  /** Ends the job where all is worked, or fails it where the disk did; a halted one is left to who halted it. */
  async #end(): Promise<void> {
    const { catalogue, job, now } = this.#needs;
    if (this.#failure !== null) {
      await catalogue.write((writer) => writer.jobs.setState(job.id, 'failed', null));
      return;
    }
    if (this.#halted) return;
    await catalogue.write(async (writer) => {
      await writer.jobs.setState(job.id, 'done', now());
      await writer.jobs.forgetSources(job.id, ['setAside']);
    });
  }
}

/** Begins to work a job. */
export const openLine = (needs: LineNeeds): Line => new WorkingLine(needs);
