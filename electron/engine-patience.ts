/** Wrong passphrases in a row after which each further try waits, in milliseconds. */
const patience = 3;
const penalty = 2_000;

/** Guessing at the door gets slower; the passphrase's own cost does the rest. */
export class Patience {
  #wrong = 0;

  async wait(): Promise<void> {
    if (this.#wrong >= patience) await new Promise((resolve) => setTimeout(resolve, penalty));
  }

  /** Does what a passphrase opens, after the wait that wrong ones have earned. */
  async guard<Opened>(open: () => Promise<Opened>): Promise<Opened> {
    await this.wait();
    try {
      const opened = await open();
      this.#wrong = 0;
      return opened;
    } catch (error) {
      this.#wrong += 1;
      throw error;
    }
  }
}
