import type { Notes } from '../noted.ts';
import { noteSei, reduceSei } from './sei-messages.ts';

/** The two codings whose samples are rows of units (ITU-T H.264 7.3.1, H.265 7.3.1). */
export type UnitCoding = 'avc' | 'hevc';

export interface UnitRules {
  readonly coding: UnitCoding;
  /** Dolby Vision carries its display data in units 62 and 63, which others may not use. */
  readonly dolby: boolean;
}

/** What becomes of a unit, by its header. */
export type Fate = 'keep' | 'drop' | 'sei';

/** H.264 table 7-1: slices, parameter sets, delimiters, ends, and the extensions for layers and views. */
const keptAvc: ReadonlySet<number> = new Set([1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 13, 14, 15, 19, 20, 21]);

export const unitType = (coding: UnitCoding, first: number): number =>
  coding === 'avc' ? first & 31 : (first >> 1) & 63;

export const headerLength = (coding: UnitCoding): number => (coding === 'avc' ? 1 : 2);

/** H.265 table 7-1: coded slices to 21, parameter sets, delimiters and ends; fillers and the unnamed go. */
export function fateOf({ coding, dolby }: UnitRules, first: number): Fate {
  const type = unitType(coding, first);
  if (coding === 'avc') return type === 6 ? 'sei' : keptAvc.has(type) ? 'keep' : 'drop';
  if (type === 39 || type === 40) return 'sei';
  return type <= 21 || (type >= 32 && type <= 37) || (dolby && type >= 62) ? 'keep' : 'drop';
}

/** A unit as it may stand in the output: itself, a reduced one, or null. */
export function reduceUnit(rules: UnitRules, unit: Buffer): Buffer | null {
  const fate = unit.length === 0 ? 'drop' : fateOf(rules, unit[0] ?? 0);
  if (fate === 'keep') return unit;
  return fate === 'drop' ? null : reduceSei(unit, headerLength(rules.coding));
}

/** Notes what goes of a unit that does not stay whole. */
export function noteUnit(rules: UnitRules, unit: Buffer, notes: Notes): void {
  const fate = unit.length === 0 ? 'keep' : fateOf(rules, unit[0] ?? 0);
  if (fate === 'sei') noteSei(unit, headerLength(rules.coding), notes);
  // Fillers are of one byte repeated; anything else in a dropped unit is somebody's.
  else if (fate === 'drop' && new Set(unit.subarray(2, 66)).size > 2)
    notes.binary(
      'Video frames',
      `Unit ${unitType(rules.coding, unit[0] ?? 0)} that shows nothing`,
      unit,
      'unknown',
    );
}
