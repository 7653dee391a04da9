import { CustosError } from '../../shared/kernel/error.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { Instant } from '../../shared/kernel/instant.ts';
import { type Line, openLine } from './line.ts';
import type { Runner } from './runner.ts';
import { type SaidJob, sayJob } from './said-job.ts';
import type { JobItemRow, JobKind, JobRow, JobState, JobTransactions } from './store.ts';

export type { ItemOutcome, Runner, Task } from './runner.ts';

export interface JobsNeeds {
  readonly catalogue: JobTransactions;
  readonly now: () => Instant;
  readonly newId: () => Id;
  /** One for each kind that can be started. */
  readonly runners: Readonly<Partial<Record<JobKind, Runner>>>;
  readonly onChange: (job: SaidJob) => void;
}

/** A file or thing to be worked, with its size for the progress. */
export type NewItem = Pick<JobItemRow, 'source' | 'bytes'>;

/** The durable queue: what was started goes on after a kill, each item once or again, never half. */
export interface Jobs {
  /** Writes the job and its items, then begins. `request` must survive JSON; its runner reads it. */
  start(kind: JobKind, by: Id, request: unknown, items: readonly NewItem[]): Promise<Id>;
  /** Lets what is running end, and starts nothing more. */
  pause(job: Id): Promise<void>;
  /** Goes on with a job that was paused or had failed. */
  resume(job: Id): Promise<void>;
  /** Stops what is running; what is stored stays. */
  cancel(job: Id): Promise<void>;
  list(limit?: number): Promise<readonly SaidJob[]>;
  show(
    job: Id,
    offset: number,
    limit: number,
  ): Promise<{ readonly job: SaidJob; readonly items: readonly JobItemRow[] }>;
  /** Forgets the paths that were kept of items set aside. */
  dismiss(job: Id): Promise<void>;
  /** Once after opening: what a kill has interrupted goes on. */
  resumeAfterStart(): Promise<void>;
  /** Whether anything is in work now. */
  isBusy(): boolean;
  /** Resolves when nothing is running or about to. */
  idle(): Promise<void>;
  /** Stops what is running without ending the jobs: they go on when the library is opened again. */
  close(): Promise<void>;
}

/** Items are written in portions, so that starting a large import holds no transaction for long. */
const portion = 2_000;

class DurableJobs implements Jobs {
  readonly #needs: JobsNeeds;
  readonly #lines = new Map<Id, Line>();

  constructor(needs: JobsNeeds) {
    this.#needs = needs;
  }

  async start(kind: JobKind, by: Id, request: unknown, items: readonly NewItem[]): Promise<Id> {
    this.#runnerOf(kind);
    const { catalogue, newId, now } = this.#needs;
    const id = newId();
    const rows = this.#waitingRows(id, items, 0);
    const startedAt = now();
    const job = { id, kind, by, request: JSON.stringify(request), startedAt };
    // Paused, and marked by an end, until all its items are there: a kill before that must not end it as done.
    const long = rows.length > portion;
    const begun = { state: long ? 'paused' : 'running', endedAt: long ? startedAt : null } as const;
    await catalogue.write(async (writer) => {
      await writer.jobs.add({ ...job, ...begun });
      await writer.jobs.addItems(rows.slice(0, portion));
    });
    await this.#addItems(rows.slice(portion));
    if (long) await this.#setState(id, 'running');
    this.#open(await this.#find(id));
    return id;
  }

  #waitingRows(job: Id, items: readonly NewItem[], from: number): JobItemRow[] {
    const { newId } = this.#needs;
    return items.map((item, at) => ({
      ...item,
      id: newId(),
      job,
      position: from + at,
      state: 'waiting',
      recording: null,
      sourceRemoved: false,
      error: null,
    }));
  }

  async #addItems(rows: readonly JobItemRow[]): Promise<void> {
    for (let from = 0; from < rows.length; from += portion)
      await this.#needs.catalogue.write((writer) => writer.jobs.addItems(rows.slice(from, from + portion)));
  }

  /** A kill came while the list was being written: what is missing on it is found again, and the job goes on. */
  async #finishList(job: JobRow): Promise<void> {
    const listed = new Set<string>();
    for (let page = portion; page === portion; ) {
      const items = await this.#needs.catalogue.read(({ jobs }) => jobs.items(job.id, listed.size, portion));
      for (const { source } of items) listed.add(source);
      page = items.length;
    }
    const again = (await this.#runnerOf(job.kind).findAgain?.(job)) ?? [];
    const missing = again.filter(({ source }) => !listed.has(source));
    await this.#addItems(this.#waitingRows(job.id, missing, listed.size));
    await this.#setState(job.id, 'running');
    this.#open(await this.#find(job.id));
  }

  async pause(job: Id): Promise<void> {
    await this.#assertState(job, ['running'], 'Only a running job can be paused.');
    await this.#setState(job, 'paused');
    this.#lines.get(job)?.halt();
  }

  async resume(job: Id): Promise<void> {
    const row = await this.#assertState(job, ['paused', 'failed'], 'Only a paused or failed job can go on.');
    this.#runnerOf(row.kind);
    await this.#lines.get(job)?.stopped();
    await this.#setState(job, 'running');
    this.#open({ ...row, state: 'running', endedAt: null });
  }

  async cancel(job: Id): Promise<void> {
    const going = ['running', 'paused', 'failed'] as const;
    const row = await this.#assertState(job, going, 'This job has ended already.');
    const { catalogue, now } = this.#needs;
    const line = this.#lines.get(job);
    line?.abort();
    await line?.stopped();
    await catalogue.write(async (writer) => {
      await writer.jobs.requeueRunning(job);
      await writer.jobs.cancelWaiting(job);
      await writer.jobs.setState(job, 'cancelled', now());
      await writer.jobs.forgetSources(job, ['setAside']);
    });
    this.#needs.onChange(await this.#say(row.id));
  }

  list(limit = 50): Promise<readonly SaidJob[]> {
    return this.#needs.catalogue.read(async ({ jobs }) => {
      const said = [];
      for (const row of await jobs.list(limit)) said.push(sayJob(row, await jobs.progress(row.id)));
      return said;
    });
  }

  async show(job: Id, offset: number, limit: number): ReturnType<Jobs['show']> {
    const running = this.#lines.get(job)?.running;
    const items = await this.#needs.catalogue.read(({ jobs }) => jobs.items(job, offset, limit));
    return {
      job: await this.#say(job),
      items: items.map((item) =>
        item.state === 'waiting' && running?.has(item.id) ? { ...item, state: 'running' as const } : item,
      ),
    };
  }

  async dismiss(job: Id): Promise<void> {
    await this.#assertState(job, ['done', 'cancelled', 'failed'], 'This job has not ended yet.');
    await this.#needs.catalogue.write((writer) => writer.jobs.forgetSources(job, []));
  }

  async resumeAfterStart(): Promise<void> {
    const { catalogue } = this.#needs;
    const interrupted = await catalogue.read(async ({ jobs }) => [
      ...(await jobs.inState('running')),
      ...(await jobs.inState('paused')),
    ]);
    for (const row of interrupted) {
      await catalogue.write((writer) => writer.jobs.requeueRunning(row.id));
      if (row.state === 'running') this.#open(row);
      // Finding it again may take a while and is waited for by nobody; cut short once more, it is done next time.
      else if (row.endedAt !== null) void this.#finishList(row).catch(() => undefined);
    }
  }

  isBusy(): boolean {
    return this.#lines.size > 0;
  }

  async idle(): Promise<void> {
    while (this.#lines.size > 0) await Promise.all([...this.#lines.values()].map((line) => line.stopped()));
  }

  async close(): Promise<void> {
    for (const line of this.#lines.values()) line.abort();
    await this.idle();
  }

  #open(job: JobRow): void {
    const { catalogue, now, onChange } = this.#needs;
    const line = openLine({
      job,
      catalogue,
      now,
      runner: this.#runnerOf(job.kind),
      tell: async () => onChange(await this.#say(job.id)),
    });
    this.#lines.set(job.id, line);
    void line.stopped().then(() => {
      if (this.#lines.get(job.id) === line) this.#lines.delete(job.id);
    });
  }

  #runnerOf(kind: JobKind): Runner {
    const runner = this.#needs.runners[kind];
    if (!runner) throw new CustosError('unsupported', `This version cannot run a job of the kind ${kind}.`);
    return runner;
  }

  async #setState(job: Id, state: JobState): Promise<void> {
    await this.#needs.catalogue.write((writer) => writer.jobs.setState(job, state, null));
    this.#needs.onChange(await this.#say(job));
  }

  async #find(job: Id): Promise<JobRow> {
    const row = await this.#needs.catalogue.read(({ jobs }) => jobs.get(job));
    if (!row) throw new CustosError('not-found', 'There is no such job.');
    return row;
  }

  async #assertState(job: Id, allowed: readonly JobState[], message: string): Promise<JobRow> {
    const row = await this.#find(job);
    if (!allowed.includes(row.state)) throw new CustosError('conflict', message, { state: row.state });
    return row;
  }

  #say(job: Id): Promise<SaidJob> {
    return this.#needs.catalogue.read(async ({ jobs }) => {
      const row = await jobs.get(job);
      if (!row) throw new CustosError('not-found', 'There is no such job.');
      return sayJob(row, await jobs.progress(job));
    });
  }
}

/** The queue over a catalogue; nothing runs before `resumeAfterStart` or `start`. */
export const createJobs = (needs: JobsNeeds): Jobs => new DurableJobs(needs);
