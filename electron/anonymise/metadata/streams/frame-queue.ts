import type { Notes } from '../noted.ts';

/** Blanks in a whole frame what decoding does not need, in the same length; the very same buffer where nothing goes. */
export type Blank = (frame: Buffer, notes: Notes | null) => Buffer;

/** Where the part of a frame lies in a packet. */
export interface FramePart {
  readonly stream: number;
  readonly from: number;
  /** True where a frame begins with this packet. */
  readonly starts: boolean;
  readonly blank: Blank;
}

interface Open {
  readonly parts: Buffer[];
  readonly blank: Blank;
  /** Number of its first packet among all. */
  readonly first: number;
}

function endsInMark(parts: readonly Buffer[]): boolean {
  const tail = Buffer.concat(parts.slice(-3));
  return tail.at(-1) === 0 || tail.subarray(-3).equals(Buffer.from([0, 0, 1]));
}

const waitLimit = 16 * 1024 * 1024;

/** Passes packets on in their order; those of a frame wait until the frame is whole and was blanked. */
export class FrameQueue {
  readonly #open = new Map<number, Open>();
  readonly #notes: Notes | null;
  #waiting: Buffer[] = [];
  #bytes = 0;
  #passed = 0;
  /** Whether anything inside a frame went. */
  changed = false;

  constructor(notes: Notes | null) {
    this.#notes = notes;
  }

  /** Puts a packet at the end of the row; it is changed where it lies. */
  add(packet: Buffer, part: FramePart | null): void {
    if (part) {
      // A mark may be cut by the end of a packet, or from what it begins: then the frame goes on.
      if (part.starts && !endsInMark(this.#open.get(part.stream)?.parts ?? [])) this.#finish(part.stream);
      const number = this.#passed + this.#waiting.length;
      const open = this.#open.get(part.stream) ?? { parts: [], blank: part.blank, first: number };
      open.parts.push(packet.subarray(part.from));
      this.#open.set(part.stream, open);
    }
    this.#waiting.push(packet);
    this.#bytes += packet.length;
  }

  #finish(stream: number): void {
    const open = this.#open.get(stream);
    this.#open.delete(stream);
    if (!open) return;
    const frame = Buffer.concat(open.parts);
    const blanked = open.blank(frame, this.#notes);
    if (blanked === frame) return;
    this.changed = true;
    let at = 0;
    for (const part of open.parts) {
      blanked.copy(part, 0, at, at + part.length);
      at += part.length;
    }
  }

  /** What need not wait any longer. */
  ready(all: boolean): Buffer | null {
    if (all || this.#bytes > waitLimit) for (const stream of [...this.#open.keys()]) this.#finish(stream);
    const firsts = [...this.#open.values()].map(({ first }) => first - this.#passed);
    const count = Math.min(this.#waiting.length, ...firsts);
    if (count === 0 || (!all && count < 256)) return null;
    const out = Buffer.concat(this.#waiting.slice(0, count));
    this.#waiting = this.#waiting.slice(count);
    this.#bytes -= out.length;
    this.#passed += count;
    return out;
  }
}
