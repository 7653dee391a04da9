/** At most five a second. */
const interval = 200;

/** Calls at once, then at most five times a second with the last word never lost. */
export class Throttle {
  readonly #call: () => void;
  #timer: NodeJS.Timeout | null = null;
  #again = false;

  constructor(call: () => void) {
    this.#call = call;
  }

  poke(): void {
    if (this.#timer) {
      this.#again = true;
      return;
    }
    this.#call();
    this.#timer = setTimeout(() => {
      this.#timer = null;
      if (!this.#again) return;
      this.#again = false;
      this.poke();
    }, interval);
    this.#timer.unref();
  }

  stop(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#again = false;
  }
}
