/**
 * Something large that is made of what a token opens when it is first asked for, and held in memory only. It goes
 * with its grant; and of all that is held, only the few that were asked for last stay.
 */
export interface OnDemand<T> {
  /** The thing, made once however many ask. A failure is not kept. */
  get(): Promise<T>;
}

const mostHeld = 4;
/** In order of asking, the last at the end. Weak: what is shown no longer is not kept alive by this list. */
let held: WeakRef<Maker<unknown>>[] = [];

class Maker<T> implements OnDemand<T> {
  readonly #make: (signal: AbortSignal) => Promise<T>;
  #made: Promise<T> | null = null;
  #making = new AbortController();

  constructor(make: (signal: AbortSignal) => Promise<T>) {
    this.#make = make;
  }

  get(): Promise<T> {
    held = [...held.filter((ref) => ref.deref() !== undefined && ref.deref() !== this), new WeakRef(this)];
    for (const ref of held.splice(0, Math.max(0, held.length - mostHeld))) ref.deref()?.forget();
    const { signal } = this.#making;
    this.#made ??= this.#make(signal).catch((error: unknown) => {
      if (!signal.aborted) this.#made = null;
      throw error;
    });
    return this.#made;
  }

  forget(): void {
    this.#making.abort();
    this.#making = new AbortController();
    this.#made = null;
  }
}

/** `make` is told by its signal when nobody waits for its work any more. */
export const onDemand = <T>(make: (signal: AbortSignal) => Promise<T>): OnDemand<T> => new Maker(make);
