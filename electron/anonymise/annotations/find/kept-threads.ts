import type { CustosError } from '../../../../shared/kernel/error.ts';
import { type Faults, startThread } from './in-thread.ts';

/** To start a thread and its reader costs as much as a search: one that is done waits so long for the next. */
const idleMs = 5_000;
/** What reading a large picture took of memory is given back only by ending. */
const mostSearches = 100;

/** A thread that searches one thing after another. */
class KeptThread<Task, Found> {
  readonly #worker;
  #asked: PromiseWithResolvers<readonly Found[]> | null = null;
  #searches = 0;

  constructor(place: URL, failed: () => CustosError, onEnd: (thread: KeptThread<Task, Found>) => void) {
    this.#worker = startThread(place);
    const end = (): void => {
      this.#asked?.reject(failed());
      onEnd(this);
    };
    this.#worker
      .on('message', (found: readonly Found[]) => this.#asked?.resolve(found))
      .on('error', end)
      .on('exit', end);
  }

  /** @throws CustosError as `ended` where the signal ends it, as `failed` where the thread fails */
  async search(task: Task, signal: AbortSignal, ended: () => CustosError): Promise<readonly Found[]> {
    this.#asked = Promise.withResolvers();
    const stop = (): void => this.#asked?.reject(ended());
    signal.addEventListener('abort', stop, { once: true });
    this.#worker.ref();
    try {
      this.#worker.postMessage(task);
      return await this.#asked.promise;
    } finally {
      signal.removeEventListener('abort', stop);
      this.#asked = null;
      this.#searches += 1;
      this.#worker.unref();
    }
  }

  get isSpent(): boolean {
    return this.#searches >= mostSearches;
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}

/** Threads for whoever has something to search: one that waits, or a new one. */
export class KeptThreads<Task, Found> {
  readonly #place: URL;
  readonly #faults: Faults;
  readonly #idle = new Map<KeptThread<Task, Found>, NodeJS.Timeout>();

  constructor(place: URL, faults: Faults) {
    this.#place = place;
    this.#faults = faults;
  }

  /** @throws CustosError as `ended` where the signal ends it, as `failed` where the thread fails */
  async search(task: Task, signal: AbortSignal): Promise<readonly Found[]> {
    const { ended } = this.#faults;
    if (signal.aborted) throw ended();
    const thread = this.#take();
    try {
      const found = await thread.search(task, signal, ended);
      if (thread.isSpent) await thread.end();
      else this.#idle.set(thread, setTimeout(() => void thread.end(), idleMs).unref());
      return found;
    } catch (error) {
      await thread.end();
      throw error;
    }
  }

  #take(): KeptThread<Task, Found> {
    const [waiting] = this.#idle.keys();
    if (waiting) this.#forget(waiting);
    return waiting ?? new KeptThread(this.#place, this.#faults.failed, (thread) => this.#forget(thread));
  }

  #forget(thread: KeptThread<Task, Found>): void {
    clearTimeout(this.#idle.get(thread));
    this.#idle.delete(thread);
  }
}
