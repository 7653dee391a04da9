/** Who of those in work may go on: each waits until those before it have ended, by their places in the list. */
export class Order {
  readonly #begun = new Set<number>();
  readonly #waiting = new Map<number, () => void>();
  #told = Promise.withResolvers<void>();

  begin(place: number): void {
    this.#begun.add(place);
  }

  /** Once or again: an outcome is written before the work on it has ended. */
  end(place: number): void {
    this.#begun.delete(place);
    this.#waiting.delete(place);
    this.#letOn();
  }

  /** Resolves when nothing before this place is in work. */
  turn(place: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.set(place, resolve);
    this.#letOn();
    if (this.#waiting.has(place)) {
      this.#told.resolve();
      this.#told = Promise.withResolvers<void>();
    }
    return promise;
  }

  /** How many wait now. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /** Resolves when one more begins to wait: then another may begin to work. */
  nextWait(): Promise<void> {
    return this.#told.promise;
  }

  #letOn(): void {
    const first = Math.min(...this.#begun);
    const resolve = this.#waiting.get(first);
    this.#waiting.delete(first);
    resolve?.();
  }
}
