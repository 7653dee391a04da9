/** One of four ways in which a number is written: a value to add to, and how many bits follow. */
export type JxlWay = readonly [base: number, bits: number];

export type JxlWays = readonly [JxlWay, JxlWay, JxlWay, JxlWay];

/** Reads the bits of a JPEG XL picture, the lowest of each byte first (ISO/IEC 18181-1 section 9.2); 0 behind the end. */
export class JxlBits {
  readonly #bytes: Buffer;
  #at: number;

  constructor(bytes: Buffer, from = 0) {
    this.#bytes = bytes;
    this.#at = from * 8;
  }

  /** The next byte that nothing was read of. */
  get nextByte(): number {
    return Math.ceil(this.#at / 8);
  }

  get over(): boolean {
    return this.#at > this.#bytes.length * 8;
  }

  take(count: number): number {
    let value = 0;
    for (let index = 0; index < count; index += 1, this.#at += 1)
      value += (((this.#bytes[this.#at >> 3] ?? 0) >> (this.#at & 7)) & 1) * 2 ** index;
    return value;
  }

  flag(): boolean {
    return this.take(1) === 1;
  }

  /** U32 (section 9.2.2). */
  number(ways: JxlWays): number {
    const [base, bits] = ways[this.take(2)] ?? [0, 0];
    return base + this.take(bits);
  }

  /** An Enum (section 9.2.5). */
  choice(): number {
    return this.number([
      [0, 0],
      [1, 0],
      [2, 4],
      [18, 6],
    ]);
  }

  /** U64 (section 9.2.3). */
  large(): number {
    const way = this.take(2);
    if (way < 3) return way === 0 ? 0 : way === 1 ? 1 + this.take(4) : 17 + this.take(8);
    let value = this.take(12);
    for (let shift = 12; shift <= 60 && this.flag(); shift += 8)
      value += this.take(shift === 60 ? 4 : 8) * 2 ** shift;
    return value;
  }

  /** Passes over fractions of 16 bits, of which nothing here depends. */
  skipFractions(count: number): void {
    this.#at += count * 16;
  }

  align(): void {
    this.#at = this.nextByte * 8;
  }
}
