/** Lets one work at a time through, in the order of asking. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  take<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work);
    // The next one's turn comes whether this one failed or not; its failure is its own caller's.
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}

/** Counts those inside and can close the door until all have left. */
export class Gate {
  #inside = 0;
  #closed: Promise<void> | null = null;
  #empty: (() => void) | null = null;

  async enter(): Promise<void> {
    while (this.#closed) await this.#closed;
    this.#inside += 1;
  }

  leave(): void {
    this.#inside -= 1;
    if (this.#inside === 0) this.#empty?.();
  }

  /** Does the work while nobody is inside. */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    while (this.#closed) await this.#closed;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#closed = promise;
    try {
      if (this.#inside > 0)
        await new Promise<void>((emptied) => {
          this.#empty = emptied;
        });
      return await work();
    } finally {
      this.#empty = null;
      this.#closed = null;
      resolve();
    }
  }
}
