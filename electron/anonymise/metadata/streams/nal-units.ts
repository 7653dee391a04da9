import type { Notes } from '../noted.ts';
import { noteSei, reduceSei } from './sei-messages.ts';
import type { UnitCoding, UnitRules } from './unit-rules.ts';

/** What becomes of a unit, by its header. */
export type Fate = 'keep' | 'drop' | 'sei';

/** H.264 table 7-1: slices, parameter sets, delimiters, ends, and the extensions for layers and views. */
const keptAvc: ReadonlySet<number> = new Set([1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 13, 14, 15, 19, 20, 21]);

export const unitType = (coding: UnitCoding, first: number): number =>
  coding === 'avc' ? first & 31 : (first >> 1) & 63;

/** H.265 table 7-1: coded slices to 21, parameter sets, delimiters and ends; fillers and the unnamed go. */
export function fateOf({ coding, dolby }: UnitRules, first: number): Fate {
  const type = unitType(coding, first);
  if (coding === 'avc') return type === 6 ? 'sei' : keptAvc.has(type) ? 'keep' : 'drop';
  if (type === 39 || type === 40) return 'sei';
  return type <= 21 || (type >= 32 && type <= 37) || (dolby && type >= 62) ? 'keep' : 'drop';
}

/** Bytes that no unit may hold: for decoders they end it (H.264 7.4.1, H.265 7.4.2). */
const forbidden = Buffer.from([0, 0, 2]);

function upToForbidden(unit: Buffer): Buffer {
  const at = unit.indexOf(forbidden);
  return at < 0 ? unit : unit.subarray(0, at);
}

/** A unit as it may stand in the output: itself, a reduced one, or null. */
export function reduceUnit(rules: UnitRules, whole: Buffer): Buffer | null {
  const unit = upToForbidden(whole);
  const fate = unit.length === 0 ? 'drop' : fateOf(rules, unit[0] ?? 0);
  if (fate === 'keep') {
    if (rules.coding === 'avc' && unitType('avc', unit[0] ?? 0) === 7) rules.learning?.learn(unit);
    return unit;
  }
  return fate === 'drop' ? null : reduceSei(unit, rules);
}

/** Notes what goes of a unit that does not stay whole. */
export function noteUnit(rules: UnitRules, unit: Buffer, notes: Notes): void {
  const fate = unit.length === 0 ? 'keep' : fateOf(rules, unit[0] ?? 0);
  if (fate === 'sei') noteSei(unit, rules, notes);
  // Fillers are of one byte repeated; anything else in a dropped unit is somebody's.
  else if (fate === 'drop' && new Set(unit.subarray(2, 66)).size > 2)
    notes.binary(
      'Video frames',
      `Unit ${unitType(rules.coding, unit[0] ?? 0)} that shows nothing`,
      unit,
      'unknown',
    );
}
