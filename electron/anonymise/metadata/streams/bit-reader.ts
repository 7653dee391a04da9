/** Reads numbers bit by bit, highest first; beyond the end there are zeros, and `over` says so. */
export class BitReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get over(): boolean {
    return this.#at > this.#bytes.length * 8;
  }

  bits(count: number): number {
    let value = 0;
    for (let index = 0; index < count; index += 1) {
      const byte = this.#bytes[this.#at >> 3] ?? 0;
      value = value * 2 + ((byte >> (7 - (this.#at & 7))) & 1);
      this.#at += 1;
    }
    return value;
  }

  skip(count: number): void {
    this.#at += count;
  }

  /** An unsigned number in the code of Exp-Golomb (ITU-T H.264 9.1). */
  golomb(): number {
    let zeros = 0;
    while (zeros < 32 && !this.over && this.bits(1) === 0) zeros += 1;
    return 2 ** zeros - 1 + this.bits(zeros);
  }
}

/** The bytes of a unit without the bytes that keep start codes away (7.3.1). */
export function unescaped(unit: Buffer): Buffer {
  if (unit.indexOf('\0\0\x03', 0, 'latin1') < 0) return unit;
  const out = Buffer.allocUnsafe(unit.length);
  let length = 0;
  let zeros = 0;
  for (const byte of unit) {
    if (zeros >= 2 && byte === 3) {
      zeros = 0;
      continue;
    }
    zeros = byte === 0 ? zeros + 1 : 0;
    out[length] = byte;
    length += 1;
  }
  return out.subarray(0, length);
}
