import type { DataSet, Element } from '../../../media/dicom/elements.ts';
import { textOf } from '../../../media/dicom/values.ts';
import { withoutPadding } from '../../../media/zero-end.ts';
import type { Notes } from '../noted.ts';
import { elementsOf, groupOf, isGroupLength } from './kept.ts';
import { nameOf } from './names.ts';

/** Names of character sets (PS3.3 C.12.1.1.2) as decoders of text call them. */
const charsets: readonly (readonly [RegExp, string])[] = [
  [/192/, 'utf-8'],
  [/GB18030|GBK/, 'gb18030'],
  [/2022 IR 58/, 'gb18030'],
  [/IR 149/, 'euc-kr'],
  [/2022 IR 87|2022 IR 159/, 'iso-2022-jp'],
  [/IR 13/, 'shift_jis'],
  [/IR 101/, 'iso-8859-2'],
  [/IR 109/, 'iso-8859-3'],
  [/IR 110/, 'iso-8859-4'],
  [/IR 144/, 'iso-8859-5'],
  [/IR 127/, 'iso-8859-6'],
  [/IR 126/, 'iso-8859-7'],
  [/IR 138/, 'iso-8859-8'],
  [/IR 166/, 'windows-874'],
];

export interface Reader {
  readonly decode: (value: Uint8Array) => string;
}

/** Reads text in the character set that a data set states. */
export function readerOf(set: DataSet): Reader {
  const stated = textOf(set, 0x00080005);
  const name = charsets.find(([form]) => form.test(stated))?.[1] ?? 'latin1';
  const decoder = new TextDecoder(name);
  return { decode: (value) => decoder.decode(value) };
}

const searched = new Set('AE AS DA DT LO LT PN SH ST TM UC UI UR UT'.split(' '));
const counted = new Set('DS IS CS US SS UL SL FL FD AT'.split(' '));

const isPrintable = (value: Buffer): boolean => {
  const head = value.subarray(0, 4_096);
  return (
    head.length > 0 && head.every((byte) => byte >= 0x20 || [0x00, 0x09, 0x0a, 0x0d, 0x1b].includes(byte))
  );
};

/** Structure only: the character set, and lengths of groups. */
const saysNothing = ({ tag }: Element): boolean => tag === 0x00080005 || isGroupLength(tag);

const isBlank = (value: Buffer): boolean => value.every((byte) => byte === 0 || byte === 0x20);

interface Noting {
  readonly notes: Notes;
  readonly reader: Reader;
}

/** Notes one element that is left out or made anew, and whatever lies within it. */
export function noteElement(element: Element, where: string, noting: Noting): void {
  const { tag, vr, value, items, fragments } = element;
  if (saysNothing(element)) return;
  const { name, gives } = nameOf(tag, vr);
  const { notes, reader } = noting;
  if (items) {
    for (const item of items) for (const inner of elementsOf(item)) noteElement(inner, name, noting);
    return;
  }
  if (fragments) {
    notes.binary(where, name, Buffer.concat(fragments.slice(0, 64)), gives);
    return;
  }
  if (value.length === 0 || isBlank(value)) return;
  if (vr !== null && counted.has(vr)) {
    const isText = vr === 'DS' || vr === 'IS' || vr === 'CS';
    notes.fact(where, name, isText ? value.toString('latin1') : `${value.length} bytes`, gives);
  } else if ((vr !== null && searched.has(vr)) || isPrintable(value)) {
    const text = withoutPadding(reader.decode(value.subarray(0, 65_536)));
    const number = /^[-+0-9.eE\\ ]*$/.test(text) && groupOf(tag) !== 0x0010 && !searched.has(vr ?? '');
    if (number) notes.fact(where, name, text, gives);
    else notes.text(where, name, text, gives);
  } else notes.binary(where, name, value, gives);
}
