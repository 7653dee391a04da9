type Row = Float64Array | Uint32Array | Int32Array | Uint8Array;

/** Numbers in a row that grows as they come, in as many bytes each as they need: there may be millions. */
export class Column<T extends Row> {
  readonly #make: (length: number) => T;
  #row: T;
  #length = 0;

  constructor(make: (length: number) => T) {
    this.#make = make;
    this.#row = make(64);
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#row.length) {
      const longer = this.#make(this.#length * 2);
      longer.set(this.#row);
      this.#row = longer;
    }
    this.#row[this.#length] = value;
    this.#length += 1;
  }

  at(index: number): number | undefined {
    return index < this.#length ? this.#row[index] : undefined;
  }

  /** Adds to the number that came last. */
  prolong(by: number): void {
    if (this.#length > 0) this.#row[this.#length - 1] = (this.#row[this.#length - 1] ?? 0) + by;
  }

  /** The numbers so far. */
  done(): T {
    return this.#row.subarray(0, this.#length) as T;
  }
}

export const largeNumbers = (): Column<Float64Array> => new Column((length) => new Float64Array(length));
export const numbers = (): Column<Uint32Array> => new Column((length) => new Uint32Array(length));
export const signedNumbers = (): Column<Int32Array> => new Column((length) => new Int32Array(length));
export const smallNumbers = (): Column<Uint8Array> => new Column((length) => new Uint8Array(length));
