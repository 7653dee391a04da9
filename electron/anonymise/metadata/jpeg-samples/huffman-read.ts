import { CodedFault } from './jpeg-frame.ts';

/** For each 16 bits that may come, the code's length in the upper and its symbol in the lower byte; 0 is no code. */
export type CodeTable = Uint16Array;

/** Builds the look-up from a table of a DHT segment: head byte, 16 counts, symbols (ITU-T T.81 annex C). */
export function codeTable(table: Buffer): CodeTable {
  const lookup = new Uint16Array(65_536);
  let code = 0;
  let symbolAt = 17;
  for (let length = 1; length <= 16; length += 1) {
    const span = 1 << (16 - length);
    for (let left = table[length] ?? 0; left > 0; left -= 1) {
      if (code + span > 65_536) throw new CodedFault('Oversubscribed Huffman table');
      lookup.fill((length << 8) | (table[symbolAt] ?? 0), code, code + span);
      code += span;
      symbolAt += 1;
    }
  }
  return lookup;
}

/** Reads bits of coded samples: stuffed zeros are passed over, a marker ends them (T.81 F.2.2.5). */
export class BitReader {
  readonly #bytes: Buffer;
  #at = 0;
  #bits = 0;
  #count = 0;
  /** Bits handed out that the data does not have. */
  #borrowed = 0;
  /** Bytes that lie between coded samples and the marker behind them, which decoders pass over. */
  readonly gaps: (readonly [from: number, to: number])[] = [];

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  #fill(): void {
    while (this.#count < 16) {
      const byte = this.#bytes[this.#at];
      if (byte === undefined || (byte === 0xff && this.#bytes[this.#at + 1] !== 0)) {
        this.#bits <<= 8;
        this.#borrowed += 8;
      } else {
        this.#bits = (this.#bits << 8) | byte;
        this.#at += byte === 0xff ? 2 : 1;
      }
      this.#count += 8;
    }
  }

  #drop(length: number): void {
    this.#count -= length;
    if (this.#count < this.#borrowed) throw new CodedFault('Coded samples end too early');
  }

  symbol(table: CodeTable): number {
    if (this.#count < 16) this.#fill();
    const found = table[(this.#bits >>> (this.#count - 16)) & 0xffff] ?? 0;
    if (found === 0) throw new CodedFault('Invalid Huffman code');
    this.#drop(found >> 8);
    return found & 0xff;
  }

  bits(length: number): number {
    if (length === 0) return 0;
    if (this.#count < length) this.#fill();
    const value = (this.#bits >>> (this.#count - length)) & ((1 << length) - 1);
    this.#drop(length);
    return value;
  }

  /** A magnitude with its sign as T.81 F.2.2.1 extends it. */
  signed(length: number): number {
    if (length === 0) return 0;
    const value = this.bits(length);
    return value < 1 << (length - 1) ? value - (1 << length) + 1 : value;
  }

  /** Where the byte ends whose bits were handed out last. */
  get end(): number {
    let at = this.#at;
    for (let unread = (this.#count - this.#borrowed) >> 3; unread > 0; unread -= 1)
      at -= this.#bytes[at - 1] === 0 && this.#bytes[at - 2] === 0xff ? 2 : 1;
    return at;
  }

  /** Passes a restart marker, which must come next, be it behind bytes that are no samples. */
  restart(): void {
    const from = this.end;
    this.#bits = 0;
    this.#count = 0;
    this.#borrowed = 0;
    let at = this.#bytes.indexOf(0xff, from);
    while (at >= 0 && (this.#bytes[at + 1] === 0 || this.#bytes[at + 1] === 0xff))
      at = this.#bytes.indexOf(0xff, at + (this.#bytes[at + 1] === 0 ? 2 : 1));
    const code = at < 0 ? 0 : (this.#bytes[at + 1] ?? 0);
    if (code < 0xd0 || code > 0xd7) throw new CodedFault('Missing restart marker');
    if (at > from) this.gaps.push([from, at]);
    this.#at = at + 2;
  }

  /** Ends the samples: all that is left is a gap. */
  finish(): void {
    if (this.end < this.#bytes.length) this.gaps.push([this.end, this.#bytes.length]);
  }
}
