import type { Id } from '../../../shared/kernel/id.ts';

/** One search; it ends when its signal says so. */
type Work = (signal: AbortSignal) => Promise<void>;

/** Pictures are searched ahead of whoever works, one after another; somebody who waits goes before all of them. */
export interface SearchQueue {
  /** Searches a rendition once: whoever asks again meanwhile waits for the same. */
  run(rendition: Id, work: Work, urgent: boolean): Promise<void>;
  isWaiting(rendition: Id): boolean;
  /** Resolves when a search of this rendition that was asked for has ended. */
  ended(rendition: Id): Promise<void>;
  close(): Promise<void>;
}

interface Asked {
  readonly rendition: Id;
  readonly work: Work;
  readonly ended: PromiseWithResolvers<void>;
  started: boolean;
}

/** Beyond this a picture is left to the eye, so that it holds up no other. */
const searchLimitMs = 90_000;

class Searches implements SearchQueue {
  readonly #asked = new Map<Id, Asked>();
  readonly #closing = new AbortController();
  #background: Asked | null = null;

  run(rendition: Id, work: Work, urgent: boolean): Promise<void> {
    const known = this.#asked.get(rendition);
    const asked = known ?? { rendition, work, ended: Promise.withResolvers<void>(), started: false };
    if (!known) this.#asked.set(rendition, asked);
    if (this.#closing.signal.aborted) this.#end(asked);
    else if (urgent) void this.#start(asked);
    else this.#pump();
    return asked.ended.promise;
  }

  isWaiting(rendition: Id): boolean {
    return this.#asked.has(rendition);
  }

  async ended(rendition: Id): Promise<void> {
    await this.#asked.get(rendition)?.ended.promise;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    const going = [...this.#asked.values()];
    for (const asked of going) if (!asked.started) this.#end(asked);
    await Promise.all(going.map(({ ended }) => ended.promise));
  }

  #pump(): void {
    if (this.#background || this.#closing.signal.aborted) return;
    const next = [...this.#asked.values()].find(({ started }) => !started);
    if (!next) return;
    this.#background = next;
    void this.#start(next).then(() => {
      this.#background = null;
      this.#pump();
    });
  }

  async #start(asked: Asked): Promise<void> {
    if (asked.started) return;
    asked.started = true;
    const signal = AbortSignal.any([this.#closing.signal, AbortSignal.timeout(searchLimitMs)]);
    const stopped = new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    // The work writes down its own faults; one that hears no signal is left behind.
    await Promise.race([asked.work(signal).catch(() => undefined), stopped]);
    this.#end(asked);
  }

  #end(asked: Asked): void {
    this.#asked.delete(asked.rendition);
    asked.ended.resolve();
  }
}

export const createSearchQueue = (): SearchQueue => new Searches();
