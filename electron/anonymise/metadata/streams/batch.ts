/** Parts of an output joined into larger ones: what waits for each small part waits for long. */
export class Batch {
  #parts: Uint8Array[] = [];
  #length = 0;

  add(part: Uint8Array): void {
    if (part.length === 0) return;
    this.#parts.push(part);
    this.#length += part.length;
  }

  get isFull(): boolean {
    return this.#length >= 256 * 1024 || this.#parts.length >= 4_096;
  }

  /** What was added since, as one. */
  take(): Uint8Array {
    const [only] = this.#parts;
    const joined = only && this.#parts.length === 1 ? only : Buffer.concat(this.#parts);
    this.#parts = [];
    this.#length = 0;
    return joined;
  }
}
