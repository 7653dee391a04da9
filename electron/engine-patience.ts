/** Wrong passphrases in a row after which each further try waits, in milliseconds. */
const patience = 3;
const penalty = 2_000;

/** Guessing at the door gets slower; the passphrase's own cost does the rest. */
export class Patience {
  #wrong = 0;

  async wait(): Promise<void> {
    if (this.#wrong >= patience) await new Promise((resolve) => setTimeout(resolve, penalty));
  }

  passed(): void {
    this.#wrong = 0;
  }

  failed(): void {
    this.#wrong += 1;
  }
}
