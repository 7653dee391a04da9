import type { Notes } from '../noted.ts';
import { reduceAv1 } from './av1-units.ts';
import { blankCameraNotes } from './dv.ts';
import { blankNames } from './encoder-names.ts';
import type { GroupClock } from './gop-clock.ts';
import { reduceMotionJpeg } from './motion-jpeg.ts';
import { noteUnit, reduceUnit } from './nal-units.ts';
import { blankMaker } from './prores.ts';
import { noteUserData, stripUserData, type Visual } from './start-codes.ts';
import type { UnitRules } from './unit-rules.ts';

/** What lies inside coded samples that decoding does not need, by the coding. */
export type SampleFilter =
  | { readonly kind: 'units'; readonly rules: UnitRules; readonly lengthSize: number }
  | { readonly kind: 'marked-units'; readonly rules: UnitRules }
  | { readonly kind: 'start-codes'; readonly visual: Visual; readonly clock?: GroupClock }
  | { readonly kind: 'jpeg' }
  | { readonly kind: 'av1' }
  | { readonly kind: 'prores' }
  | { readonly kind: 'dv' }
  | { readonly kind: 'names' };

const longMark = Buffer.from([0, 0, 0, 1]);
const mark = longMark.subarray(1);

/** Some writers leave units with marks in samples that ought to have lengths. */
const hasMarks = (sample: Buffer, lengthSize: number): boolean =>
  lengthSize === 4 && sample.length > 5 && sample.subarray(0, 4).equals(longMark);

interface Part {
  /** Its length or mark. */
  readonly head: Buffer;
  readonly unit: Buffer;
}

interface Units {
  readonly parts: readonly Part[];
  /** What is no unit. */
  readonly rest: Buffer;
  /** Whether the units, as they are, make up the sample. */
  readonly exact: boolean;
}

/** Whether units with lengths of so many bytes fill a sample, none of them empty. */
function fills(sample: Buffer, lengthSize: number): boolean {
  let at = 0;
  while (at + lengthSize < sample.length) {
    const length = sample.readUIntBE(at, lengthSize);
    if (length === 0 || ((sample[at + lengthSize] ?? 0) & 0x80) !== 0) return false;
    at += lengthSize + length;
  }
  return at === sample.length;
}

/**
 * Units as decoders tell them apart: an empty one ends what can be told, one beyond the sample was cut off with it.
 * Where lengths of another size fill the sample the settings are wrong, and what seems a unit may be anything.
 */
function unitsWithLengths(sample: Buffer, lengthSize: number): Units {
  const parts: Part[] = [];
  let at = 0;
  while (at + lengthSize < sample.length) {
    const from = at + lengthSize;
    const length = sample.readUIntBE(at, lengthSize);
    if (length === 0) break;
    const misled = from + length > sample.length && [4, 2, 1].some((size) => fills(sample, size));
    if (misled) return { parts: [], rest: sample, exact: false };
    parts.push({ head: sample.subarray(at, from), unit: sample.subarray(from, from + length) });
    at = Math.min(from + length, sample.length);
  }
  const split = parts.flatMap(apart);
  const exact = at === sample.length && split.length === parts.length;
  return { parts: split, rest: sample.subarray(at), exact };
}

/** Decoders find units behind marks within another one too: each becomes one of its own. */
function apart({ head, unit }: Part): Part[] {
  const at = unit.indexOf(mark);
  if (at < 0) return [{ head, unit }];
  const units = [unit.subarray(0, at), ...unitsWithMarks(unit.subarray(at)).parts.map((one) => one.unit)];
  return units.map((one) => ({ head: headFor(one, head), unit: one }));
}

/** The units between marks of three or four bytes (H.264 annex B). */
export function unitsWithMarks(sample: Buffer): Units {
  const parts: Part[] = [];
  let at = sample.indexOf(mark);
  if (at < 0) return { parts, rest: sample, exact: false };
  let from = at > 0 && sample[at - 1] === 0 ? at - 1 : at;
  const rest = sample.subarray(0, from);
  while (at >= 0) {
    const next = sample.indexOf(mark, at + 3);
    const end = next < 0 ? sample.length : next > 0 && sample[next - 1] === 0 ? next - 1 : next;
    parts.push({ head: sample.subarray(from, at + 3), unit: sample.subarray(at + 3, end) });
    at = next;
    from = end;
  }
  return { parts, rest, exact: rest.every((byte) => byte === 0) };
}

function headFor(unit: Buffer, head: Buffer): Buffer {
  const out = Buffer.alloc(head.length);
  out.writeUIntBE(unit.length, 0, head.length);
  return out;
}

function reduceUnits(
  sample: Buffer,
  { parts, rest, exact }: Units,
  rules: UnitRules,
  lengths: boolean,
  notes: Notes | null,
) {
  const kept: Buffer[] = [];
  let same = exact;
  for (const { head, unit } of parts) {
    const reduced = reduceUnit(rules, unit);
    same &&= reduced === unit;
    if (reduced !== unit && notes) noteUnit(rules, unit, notes);
    if (reduced) kept.push(reduced === unit || !lengths ? head : headFor(reduced, head), reduced);
  }
  if (notes && rest.some((byte) => byte !== 0))
    notes.binary('Video frames', 'Bytes that belong to no unit', rest, 'unknown');
  return same ? sample : Buffer.concat(kept);
}

/** A sample without what nobody needs to decode it; the very same buffer where nothing goes. */
export function reduceSample(filter: SampleFilter, sample: Buffer, notes: Notes | null): Buffer {
  if (filter.kind === 'jpeg') return reduceMotionJpeg(sample, notes);
  if (filter.kind === 'start-codes') {
    const out = stripUserData(sample, filter.visual);
    if (notes && out !== sample) noteUserData(sample, filter.visual, notes);
    return filter.clock?.neutral(out) ?? out;
  }
  if (filter.kind === 'av1') return reduceAv1(sample, notes);
  if (filter.kind === 'prores') return blankMaker(sample, notes);
  if (filter.kind === 'dv') return blankCameraNotes(sample, notes);
  if (filter.kind === 'names') return blankNames(sample, notes);
  const marked = filter.kind === 'marked-units' || hasMarks(sample, filter.lengthSize);
  const units = marked ? unitsWithMarks(sample) : unitsWithLengths(sample, filter.lengthSize);
  return reduceUnits(sample, units, filter.rules, !marked, notes);
}
