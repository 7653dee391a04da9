import { canary } from './planted.ts';

interface Form {
  readonly little: boolean;
  readonly big: boolean;
}

type Row = readonly [tag: number, type: number, value: readonly number[] | Buffer];

const width = (type: number): number => ({ 1: 1, 2: 1, 3: 2, 4: 4, 7: 1, 16: 8 })[type] ?? 1;

/** Grows a TIFF piece by piece; what lies between the pieces is the canary. */
class Builder {
  readonly #form: Form;
  readonly #parts: Buffer[] = [];
  at = 0;
  constructor(form: Form) {
    this.#form = form;
    const head = Buffer.alloc(form.big ? 16 : 8);
    head.write(form.little ? 'II' : 'MM', 'latin1');
    this.put(head, 2, [form.big ? 43 : 42], 2);
    if (form.big) this.put(head, 4, [8], 2);
    this.add(head);
  }

  put(target: Buffer, at: number, values: readonly number[], size: number): void {
    const { little } = this.#form;
    for (const [index, value] of values.entries()) {
      const place = at + index * size;
      if (size === 8)
        little
          ? target.writeBigUInt64LE(BigInt(value), place)
          : target.writeBigUInt64BE(BigInt(value), place);
      else if (little) target.writeUIntLE(value, place, size);
      else target.writeUIntBE(value, place, size);
    }
  }

  /** Adds a piece with dead bytes behind it; gives its place. */
  add(piece: Buffer): number {
    const at = this.at;
    const dead = Buffer.from(at === 0 ? '' : ` dead ${canary} `);
    const filling = Buffer.alloc((piece.length + dead.length) % 2);
    this.#parts.push(piece, dead, filling);
    this.at += piece.length + dead.length + filling.length;
    return at;
  }

  /** Adds a directory; `patch` of the place it gives points to the next one. */
  directory(rows: readonly Row[]): { at: number; patch: (next: number) => void } {
    const { big } = this.#form;
    const [count, entry, word] = big ? [8, 20, 8] : [2, 12, 4];
    const table = Buffer.alloc(count + rows.length * entry + word);
    this.put(table, 0, [rows.length], count);
    for (const [index, [tag, type, value]] of rows.entries()) {
      const at = count + index * entry;
      const data = Buffer.isBuffer(value) ? value : Buffer.alloc(value.length * width(type));
      if (!Buffer.isBuffer(value)) this.put(data, 0, value, width(type));
      this.put(table, at, [tag, type], 2);
      this.put(table, at + 4, [data.length / width(type)], word);
      if (data.length <= word) data.copy(table, at + 4 + word);
      else this.put(table, at + 4 + word, [this.add(data)], word);
    }
    return { at: this.add(table), patch: (next) => this.put(table, table.length - word, [next], word) };
  }

  finish(first: number): Buffer {
    const { big } = this.#form;
    const head = this.#parts[0] ?? Buffer.alloc(0);
    this.put(head, big ? 8 : 4, [first], big ? 8 : 4);
    return Buffer.concat(this.#parts);
  }
}

const samplesOf = (seed: number): Buffer =>
  Buffer.from(Array.from({ length: 16 * 8 * 3 }, (_, at) => (at * seed) % 251));

/** Two pages of 16 by 8 pixels in two strips each, and everything that a TIFF may carry besides, with the canary. */
export function plantTiff(form: Form): Buffer {
  const builder = new Builder(form);
  const text = Buffer.from(`${canary}\0`);
  const page = (seed: number, extra: readonly Row[]): ReturnType<Builder['directory']> => {
    const samples = samplesOf(seed);
    const strips = [builder.add(samples.subarray(0, 192)), builder.add(samples.subarray(192))];
    const rows: Row[] = [
      [256, 3, [16]],
      [257, 3, [8]],
      [258, 3, [8, 8, 8]],
      [259, 3, [1]],
      [262, 3, [2]],
      [273, form.big ? 16 : 4, strips],
      [274, 3, [6]],
      [277, 3, [3]],
      [278, 3, [4]],
      [279, 4, [192, 192]],
      ...extra,
    ];
    return builder.directory(rows.sort(([one], [other]) => one - other));
  };
  const exif = builder.directory([[0x9286, 7, Buffer.concat([Buffer.from('ASCII\0\0\0'), text])]]);
  const sub = page(5, [[270, 2, text]]);
  const first = page(7, [
    [270, 2, text],
    [271, 2, text],
    [285, 2, text],
    [305, 2, text],
    [315, 2, text],
    [330, 4, [sub.at]],
    [700, 1, Buffer.from(`<a dc:creator="${canary}">`)],
    [33432, 2, text],
    [34377, 7, Buffer.concat([Buffer.from('8BIM'), text])],
    [34665, 4, [exif.at]],
    [51234, 7, text],
  ]);
  const second = page(11, [[315, 2, text]]);
  const small = page(13, [
    [254, 4, [1]],
    [315, 2, text],
  ]);
  first.patch(second.at);
  second.patch(small.at);
  return builder.finish(first.at);
}
