import type { AviStream } from './avi-streams.ts';
import { largeNumbers, numbers, smallNumbers } from './column.ts';

/** One chunk of coded data. */
export interface Piece {
  readonly stream: AviStream;
  readonly kind: string;
  readonly from: number;
  readonly to: number;
  /** Bytes in the output. */
  readonly length: number;
}

/** A run of pieces, from its first to behind its last. */
export interface PieceRow {
  readonly first: number;
  readonly end: number;
}

const kinds = ['dc', 'db', 'wb', 'pc', 'iv'];

/** The chunks of a film in their order. */
export class Pieces {
  readonly #streams: AviStream[] = [];
  readonly #stream = smallNumbers();
  readonly #kind = smallNumbers();
  readonly #from = largeNumbers();
  readonly #size = numbers();
  readonly #length = numbers();

  get count(): number {
    return this.#from.length;
  }

  add({ stream, kind, from, to, length }: Piece): void {
    const known = this.#streams.indexOf(stream);
    this.#stream.push(known < 0 ? this.#streams.push(stream) - 1 : known);
    this.#kind.push(kinds.indexOf(kind));
    this.#from.push(from);
    this.#size.push(to - from);
    this.#length.push(length);
  }

  /** Bytes in the output of each. */
  get lengths(): Uint32Array {
    return this.#length.done();
  }

  *of({ first, end }: PieceRow): Generator<Piece> {
    const [stream, kind, froms, sizes, lengths] = [
      this.#stream.done(),
      this.#kind.done(),
      this.#from.done(),
      this.#size.done(),
      this.#length.done(),
    ];
    for (let index = first; index < end; index += 1) {
      const own = this.#streams[stream[index] ?? 0];
      const from = froms[index] ?? 0;
      if (own)
        yield {
          stream: own,
          kind: kinds[kind[index] ?? 0] ?? '',
          from,
          to: from + (sizes[index] ?? 0),
          length: lengths[index] ?? 0,
        };
    }
  }
}
