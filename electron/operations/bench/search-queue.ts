import type { Id } from '../../../shared/kernel/id.ts';

/** What is searched, and at whose unlock: what has not begun when that ends is left. */
export interface Search {
  readonly rendition: Id;
  readonly session: Id;
  /** It ends when its signal says so. */
  readonly work: (signal: AbortSignal) => Promise<void>;
}

/** All that waits for somebody, to be searched before they come to it. */
export interface Backlog {
  /** The recordings in the order in which they are opened. */
  list(): Promise<readonly Id[]>;
  /** Resolves when these were searched. */
  search(recordings: readonly Id[]): Promise<void>;
}

/** Pictures are searched ahead of whoever works, one after another; somebody who waits goes before all of them. */
export interface SearchQueue {
  /** Searches a rendition once: whoever asks again meanwhile waits for the same. */
  run(search: Search, urgent: boolean): Promise<void>;
  isWaiting(rendition: Id): boolean;
  /** Somebody waits for a search that was asked for: it begins, and this resolves when it has ended. */
  hurry(rendition: Id): Promise<void>;
  /** Goes through a backlog, a few at a time, each recording once in an unlock. It goes on where it stands already. */
  goThrough(session: Id, backlog: Backlog): void;
  endSession(session: Id): void;
  close(): Promise<void>;
}

interface Asked extends Search {
  readonly ended: PromiseWithResolvers<void>;
  started: boolean;
}

/** How far a backlog has been gone through. */
interface Progress {
  readonly seen: Set<Id>;
  going: Promise<void> | null;
}

/** Beyond this a picture is left to the eye, so that it holds up no other. */
const searchLimitMs = 90_000;
/** So few of a backlog wait at once that a copy which was just made is not long behind them. */
const fewAtOnce = 4;

class Searches implements SearchQueue {
  readonly #asked = new Map<Id, Asked>();
  readonly #progress = new Map<Id, Progress>();
  readonly #closing = new AbortController();
  readonly #limitMs: number;
  #background: Asked | null = null;

  constructor(limitMs: number) {
    this.#limitMs = limitMs;
  }

  run(search: Search, urgent: boolean): Promise<void> {
    const known = this.#asked.get(search.rendition);
    const asked = known ?? { ...search, ended: Promise.withResolvers<void>(), started: false };
    if (!known) this.#asked.set(search.rendition, asked);
    if (this.#closing.signal.aborted) this.#end(asked);
    else if (urgent) void this.#start(asked);
    else this.#pump();
    return asked.ended.promise;
  }

  isWaiting(rendition: Id): boolean {
    return this.#asked.has(rendition);
  }

  async hurry(rendition: Id): Promise<void> {
    const asked = this.#asked.get(rendition);
    if (!asked) return;
    void this.#start(asked);
    await asked.ended.promise;
  }

  goThrough(session: Id, backlog: Backlog): void {
    if (this.#closing.signal.aborted) return;
    const progress = this.#progress.get(session) ?? { seen: new Set<Id>(), going: null };
    this.#progress.set(session, progress);
    // What cannot be searched ahead is searched when it is opened.
    progress.going ??= this.#goOn(session, progress, backlog)
      .catch(() => undefined)
      .finally(() => {
        progress.going = null;
      });
  }

  endSession(session: Id): void {
    this.#progress.delete(session);
    for (const asked of [...this.#asked.values()])
      if (asked.session === session && !asked.started) this.#end(asked);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    const through = [...this.#progress.values()].map(({ going }) => going);
    this.#progress.clear();
    const going = [...this.#asked.values()];
    for (const asked of going) if (!asked.started) this.#end(asked);
    await Promise.all([...going.map(({ ended }) => ended.promise), ...through]);
  }

  async #goOn(session: Id, progress: Progress, { list, search }: Backlog): Promise<void> {
    while (this.#progress.get(session) === progress) {
      const few = (await list()).filter((id) => !progress.seen.has(id)).slice(0, fewAtOnce);
      if (few.length === 0) return;
      for (const id of few) progress.seen.add(id);
      await search(few);
    }
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
    const signal = AbortSignal.any([this.#closing.signal, AbortSignal.timeout(this.#limitMs)]);
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

export const createSearchQueue = (limitMs = searchLimitMs): SearchQueue => new Searches(limitMs);
