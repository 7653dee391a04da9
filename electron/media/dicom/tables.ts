import type { DataSet } from './elements.ts';
import { wholeNumbers } from './values.ts';

/** A look-up table of the file: what it gives for a value, and the greatest it gives. */
export interface Table {
  readonly at: (value: number) => number;
  readonly most: number;
}

const asSigned = (value: number): number => (value >= 0x8000 ? value - 0x10000 : value);

function entriesOf(set: DataSet, tag: number, count: number): number[] | null {
  const element = set.get(tag);
  if (!element || element.value.length === 0) return null;
  const { value, form } = element;
  // One byte an entry where there are as many bytes as entries (PS3.3 C.11.1.1).
  if (value.length < count * 2) return [...value.subarray(0, count)];
  return Array.from({ length: count }, (_, index) =>
    form.little ? value.readUInt16LE(index * 2) : value.readUInt16BE(index * 2),
  );
}

/** Runs and slopes that make up a table (PS3.3 C.7.9.2.2); references back are not followed. */
function expanded(words: readonly number[], count: number): number[] {
  const out: number[] = [];
  for (let at = 0; at + 2 < words.length && out.length < count; ) {
    const [kind, length = 0] = [words[at], words[at + 1]];
    if (kind === 0) {
      out.push(...words.slice(at + 2, at + 2 + Math.min(length, count)));
      at += 2 + length;
    } else if (kind === 1) {
      const from = out.at(-1) ?? 0;
      const to = words[at + 2] ?? 0;
      for (let step = 1; step <= Math.min(length, count); step += 1)
        out.push(Math.round(from + ((to - from) * step) / length));
      at += 3;
    } else break;
  }
  return out.slice(0, count);
}

function tableOf(entries: readonly number[], first: number, most: number): Table {
  const last = entries.length - 1;
  return { at: (value) => entries[Math.max(0, Math.min(last, Math.round(value) - first))] ?? 0, most };
}

/** A table for modality or brightness: its descriptor says how many entries, the first value, and the bits of each. */
export function readTable(set: DataSet, signed: boolean): Table | null {
  const [stated, first = 0, bits = 16] = wholeNumbers(set, 0x00283002);
  if (stated === undefined) return null;
  const entries = entriesOf(set, 0x00283006, stated === 0 ? 65_536 : stated);
  return entries && tableOf(entries, signed ? asSigned(first) : first, 2 ** Math.min(16, bits) - 1);
}

/** The table of one colour of a palette, its entries of 0 to 255 (PS3.3 C.7.9); null where it is not there. */
export function readPalette(set: DataSet, colour: 0 | 1 | 2): Table | null {
  const [stated, first = 0, bits = 16] = wholeNumbers(set, 0x00281101 + colour);
  if (stated === undefined) return null;
  const count = stated === 0 ? 65_536 : stated;
  const plain = entriesOf(set, 0x00281201 + colour, count);
  const segments = set.get(0x00281221 + colour);
  const words = segments ? entriesOf(set, 0x00281221 + colour, Math.floor(segments.value.length / 2)) : null;
  const entries = plain ?? (words && expanded(words, count));
  if (!entries || entries.length === 0) return null;
  // Some writers state 16 bits and store 8.
  const shift = bits > 8 && entries.some((entry) => entry > 255) ? 8 : 0;
  return tableOf(
    entries.map((entry) => entry >> shift),
    first,
    255,
  );
}
