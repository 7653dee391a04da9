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

/** Some writers leave units with marks in samples that ought to have lengths. */
const hasMarks = (sample: Buffer, lengthSize: number): boolean =>
  lengthSize === 4 && sample.length > 5 && sample.subarray(0, 4).equals(longMark);

interface Units {
  /** Each with its length or mark in front. */
  readonly parts: { readonly head: Buffer; readonly unit: Buffer }[];
  readonly rest: Buffer;
}

function unitsWithLengths(sample: Buffer, lengthSize: number): Units {
  const parts: Units['parts'] = [];
  let at = 0;
  while (at + lengthSize <= sample.length) {
    const length = sample.readUIntBE(at, lengthSize);
    const from = at + lengthSize;
    if (from + length > sample.length) break;
    parts.push({ head: sample.subarray(at, from), unit: sample.subarray(from, from + length) });
    at = from + length;
  }
  return { parts, rest: sample.subarray(at) };
}

/** The units between marks of three or four bytes (H.264 annex B). */
export function unitsWithMarks(sample: Buffer): Units {
  const parts: Units['parts'] = [];
  const mark = longMark.subarray(1);
  let at = sample.indexOf(mark);
  if (at < 0) return { parts, rest: sample };
  let from = at > 0 && sample[at - 1] === 0 ? at - 1 : at;
  while (at >= 0) {
    const next = sample.indexOf(mark, at + 3);
    const end = next < 0 ? sample.length : next > 0 && sample[next - 1] === 0 ? next - 1 : next;
    parts.push({ head: sample.subarray(from, at + 3), unit: sample.subarray(at + 3, end) });
    at = next;
    from = end;
  }
  return { parts, rest: Buffer.alloc(0) };
}

function headFor(unit: Buffer, head: Buffer, lengths: boolean): Buffer {
  if (!lengths) return head;
  const out = Buffer.alloc(head.length);
  out.writeUIntBE(unit.length, 0, head.length);
  return out;
}

function reduceUnits(
  sample: Buffer,
  { parts, rest }: Units,
  rules: UnitRules,
  lengths: boolean,
  notes: Notes | null,
) {
  const kept: Buffer[] = [];
  let changed = false;
  for (const { head, unit } of parts) {
    const reduced = reduceUnit(rules, unit);
    if (reduced === unit) {
      kept.push(head, unit);
      continue;
    }
    changed = true;
    if (notes) noteUnit(rules, unit, notes);
    if (reduced) kept.push(headFor(reduced, head, lengths), reduced);
  }
  return changed ? Buffer.concat([...kept, rest]) : sample;
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
