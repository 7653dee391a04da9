/** One box of ISO/IEC 14496-12 section 4.2, as far as the file goes. */
export interface HeifBox {
  readonly type: string;
  readonly body: Buffer;
  /** Where the body begins in the bytes that were walked. */
  readonly at: number;
  readonly cut: boolean;
}

const boxLimit = 100_000;

/** The boxes side by side; `rest` is what begins no box. */
export function boxesOf(bytes: Buffer): { readonly boxes: readonly HeifBox[]; readonly rest: Buffer } {
  const boxes: HeifBox[] = [];
  let at = 0;
  while (at + 8 <= bytes.length && boxes.length < boxLimit) {
    const short = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    const head = short === 1 ? 16 : 8;
    if (at + head > bytes.length) break;
    const stated = short === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : short;
    const length = short === 0 ? bytes.length - at : stated;
    if (length < head) break;
    const end = at + length;
    boxes.push({
      type,
      body: bytes.subarray(at + head, Math.min(end, bytes.length)),
      at: at + head,
      cut: end > bytes.length,
    });
    at = Math.min(end, bytes.length);
  }
  return { boxes, rest: bytes.subarray(at) };
}

/** A box with its length and type. */
export function box(type: string, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8, 0);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
}

/** A box that begins with a version and flags (section 4.2.2). */
export const fullBox = (type: string, version: number, ...parts: readonly Buffer[]): Buffer =>
  box(type, Buffer.from([version, 0, 0, 0]), ...parts);

export const u16 = (value: number): Buffer => Buffer.from([(value >> 8) & 255, value & 255]);

export function u32(value: number): Buffer {
  const out = Buffer.alloc(4);
  out.writeUInt32BE(value);
  return out;
}

/** Reads numbers one behind another; behind the end they are 0. */
export class Cursor {
  readonly #bytes: Buffer;
  at: number;
  constructor(bytes: Buffer, at = 0) {
    this.#bytes = bytes;
    this.at = at;
  }
  get done(): boolean {
    return this.at >= this.#bytes.length;
  }
  /** An unsigned number of 0 to 8 bytes. */
  number(width: number): number {
    let value = 0;
    for (let index = 0; index < width; index += 1) value = value * 256 + (this.#bytes[this.at + index] ?? 0);
    this.at += width;
    return value;
  }
  take(length: number): Buffer {
    const out = this.#bytes.subarray(this.at, this.at + length);
    this.at += length;
    return out;
  }
}
