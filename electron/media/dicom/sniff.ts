import { isLongForm, isRepresentation } from './elements.ts';

/** Elements with which data sets begin: at least one of them is there. */
const usual = new Set([
  ...[0x00020000, 0x00020001, 0x00020002, 0x00020010, 0x00080000, 0x00080001, 0x00080005, 0x00080008],
  ...[0x00080010, 0x00080012, 0x00080016, 0x00080018, 0x00080020, 0x00080060],
]);
const needed = 4;
const sequence = 0xffffffff;

interface Form {
  readonly explicit: boolean;
  readonly little: boolean;
}

/** Where the element at a place ends; null where none can lie there. */
function behind(head: Buffer, at: number, size: number, { explicit, little }: Form): number | null {
  const short = (place: number): number => (little ? head.readUInt16LE(place) : head.readUInt16BE(place));
  const long = (place: number): number => (little ? head.readUInt32LE(place) : head.readUInt32BE(place));
  const vr = head.toString('latin1', at + 4, at + 6);
  if (explicit !== isRepresentation(vr)) return null;
  const wide = explicit && isLongForm(vr);
  if (wide && short(at + 6) !== 0) return null;
  const length = explicit ? (wide ? long(at + 8) : short(at + 6)) : long(at + 4);
  const from = at + (wide ? 12 : 8);
  if (length === sequence) return Number.POSITIVE_INFINITY;
  return length % 2 === 0 && from + length <= size ? from + length : null;
}

function beginsWithElements(head: Buffer, size: number, form: Form): boolean {
  let at = 0;
  let last = -1;
  let known = false;
  for (let count = 0; at + 12 <= head.length; count += 1) {
    if (count >= needed) return known;
    const [group, element] = form.little
      ? [head.readUInt16LE(at), head.readUInt16LE(at + 2)]
      : [head.readUInt16BE(at), head.readUInt16BE(at + 2)];
    const tag = group * 0x10000 + element;
    if (tag <= last || (count === 0 && group !== 2 && group !== 8)) return false;
    known ||= usual.has(tag);
    last = tag;
    const next = behind(head, at, size, form);
    if (next === null) return false;
    at = next;
  }
  // All of a small data set was walked, or a sequence leads beyond what is looked at.
  return known && at >= Math.min(head.length, size) - 12 && last > 0x00080000;
}

const forms: readonly Form[] = [
  { explicit: true, little: true },
  { explicit: true, little: false },
  { explicit: false, little: true },
];

/** Whether the content is a DICOM file, or a data set alone as older devices and archives write it. */
export function isDicom(head: Buffer, size: number): boolean {
  if (head.toString('latin1', 128, 132) === 'DICM') return true;
  if (head.toString('latin1', 0, 4) === 'DICM') return true;
  return head.length >= 32 && forms.some((form) => beginsWithElements(head, size, form));
}
