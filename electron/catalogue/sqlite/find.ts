import type { VisibilityLevel } from '../rows.ts';
import { facetSpace, isFindable, ratingPlaceOf, ratingPlaces } from './cell.ts';
import type { Grid } from './grid.ts';

/** What one viewer may find: their role's bits, and the rows where they as a person see more. */
export interface Sight {
  readonly shift: number;
  /** By recording number: the person's level, and `treating`; null where they have no such rows. */
  readonly own: Uint8Array | null;
  /** Of which recordings names and file names may be searched. */
  readonly names: 'all' | 'treated' | 'none';
}

/** Beside the two bits of a level: this person treats the patient. */
export const treating = 4;

/** One way to meet a condition; a recording meets it where it meets any member that is set. */
export interface Meaning {
  /** By facet bits: 1 where a class meets it. */
  readonly classes: Uint8Array | null;
  /** Recordings' own numbers, both included; 0 for none. */
  readonly firstNumber: number;
  readonly lastNumber: number;
  /** Day numbers, both included; 0 for none. */
  readonly from: number;
  readonly to: number;
  /** Nothing is known of when it was made. */
  readonly undated: boolean;
  /** By recording number: 1 where it is met by what only some viewers may know, as a name. */
  readonly named: Uint8Array | null;
  /** The same for what everybody may know who finds the recording. */
  readonly marked: Uint8Array | null;
}

export const noMeaning: Meaning = {
  classes: null,
  firstNumber: 0,
  lastNumber: 0,
  from: 0,
  to: 0,
  undated: false,
  named: null,
  marked: null,
};

/** Alternatives, any of which is to be met; with `not`, none may be. */
export interface Group {
  readonly any: readonly Meaning[];
  readonly not: boolean;
}

export interface Conditions {
  /** By facet bits: 1 where every chosen class is met, and 0 for what nobody may find. */
  readonly classes: Uint8Array;
  /** A bit for each place of a rating that may be found. */
  readonly ratings: number;
  /** Day numbers; 0 where open. */
  readonly from: number;
  readonly to: number;
  readonly groups: readonly Group[];
  /** Where only these can match, in rising order. */
  readonly among: Uint32Array | null;
  /** They came from names, and not every viewer may ask by names. */
  readonly amongNames: boolean;
}

/** All places of a rating. */
export const anyRating = (1 << ratingPlaces) - 1;

export function levelIn(grid: Grid, sight: Sight, number: number): VisibilityLevel {
  if (!isFindable(grid.facets[number] ?? 0)) return 0;
  const role = ((grid.visibility[number] ?? 0) >> sight.shift) & 3;
  return Math.max(role, (sight.own?.[number] ?? 0) & 3) as VisibilityLevel;
}

/** Whether this viewer may learn whom a recording shows that they find. */
export const mayLearnNames = (sight: Sight, number: number): boolean =>
  sight.names === 'all' || (sight.names === 'treated' && ((sight.own?.[number] ?? 0) & treating) !== 0);

/**
 * Whether a recording may have been made within a time; 0 is an open side. Where only one of its days is known, that
 * day stands for it, as it does in the order by date: `made:2019` does not bring all that might be as old as anything.
 */
function mayLieWithin(earliest: number, latest: number, from: number, to: number): boolean {
  if (earliest === 0 && latest === 0) return false;
  return (to === 0 || (earliest || latest) <= to) && (from === 0 || (latest || earliest) >= from);
}

function meetsOne(grid: Grid, sight: Sight, one: Meaning, number: number): boolean {
  if (one.lastNumber !== 0 && number >= one.firstNumber && number <= one.lastNumber) return true;
  if (one.classes !== null && one.classes[grid.facets[number] ?? 0] === 1) return true;
  const earliest = grid.earliest[number] ?? 0;
  const latest = grid.latest[number] ?? 0;
  if (one.to !== 0 && mayLieWithin(earliest, latest, one.from, one.to)) return true;
  if (one.undated && earliest === 0 && latest === 0) return true;
  if (one.marked !== null && one.marked[number] === 1) return true;
  return one.named !== null && one.named[number] === 1 && mayLearnNames(sight, number);
}

function meetsGroups(grid: Grid, sight: Sight, groups: readonly Group[], number: number): boolean {
  for (const { any, not } of groups) {
    let met = false;
    for (const one of any) {
      if (!meetsOne(grid, sight, one, number)) continue;
      met = true;
      break;
    }
    if (met === not) return false;
  }
  return true;
}

/**
 * The numbers of all recordings that this viewer may find and that meet the conditions, in rising order. The one
 * loop over the whole library: it calls nothing for a recording that its class or its viewer already rules out.
 */
export function findNumbers(grid: Grid, sight: Sight, conditions: Conditions): Uint32Array {
  const { facets, visibility, earliest, latest, size } = grid;
  const { classes, among, amongNames, ratings, from, to, groups } = conditions;
  const { own, shift } = sight;
  const dated = from !== 0 || to !== 0;
  const rated = ratings !== anyRating;
  const candidates = among?.length ?? size;
  const found = grid.scratch();
  let count = 0;
  for (let place = 0; place < candidates; place += 1) {
    const number = among === null ? place : (among[place] as number);
    if (classes[facets[number] as number] === 0) continue;
    if ((((visibility[number] as number) >> shift) & 3) === 0 && (own === null || !own[number])) continue;
    if (dated && !mayLieWithin(earliest[number] as number, latest[number] as number, from, to)) continue;
    if (rated && ((ratings >> ratingPlaceOf(visibility[number] as number)) & 1) === 0) continue;
    if (amongNames && !mayLearnNames(sight, number)) continue;
    if (groups.length > 0 && !meetsGroups(grid, sight, groups, number)) continue;
    found[count] = number;
    count += 1;
  }
  return found.slice(0, count);
}

/** Counts by facet bits of all that meet the conditions. */
export function countFacets(grid: Grid, sight: Sight, conditions: Conditions): ReadonlyMap<number, number> {
  const counts = new Uint32Array(facetSpace);
  for (const number of findNumbers(grid, sight, conditions)) {
    const bits = grid.facets[number] as number;
    counts[bits] = (counts[bits] as number) + 1;
  }
  const found = new Map<number, number>();
  counts.forEach((count, bits) => {
    if (count > 0) found.set(bits, count);
  });
  return found;
}

/** The same numbers in rising order of a 16-bit key; those of one key stay in their order. */
function sortByKey(numbers: Uint32Array, keyOf: (number: number) => number): Uint32Array {
  const keys = new Uint16Array(numbers.length);
  const starts = new Uint32Array(65_537);
  for (let place = 0; place < numbers.length; place += 1) {
    const key = keyOf(numbers[place] as number);
    keys[place] = key;
    starts[key + 1] = (starts[key + 1] as number) + 1;
  }
  for (let key = 1; key < starts.length; key += 1)
    starts[key] = (starts[key] as number) + (starts[key - 1] as number);
  const sorted = new Uint32Array(numbers.length);
  for (let place = 0; place < numbers.length; place += 1) {
    const key = keys[place] as number;
    const at = starts[key] as number;
    sorted[at] = numbers[place] as number;
    starts[key] = at + 1;
  }
  return sorted;
}

/** The day by which a recording is sorted: the latest known, else the earliest; 0 where it has no date. */
export const dayMade = ({ latest, earliest }: Grid, number: number): number =>
  (latest[number] as number) || (earliest[number] as number);

/** By the day they were made, undated ones first. */
export const sortByMade = (grid: Grid, numbers: Uint32Array): Uint32Array =>
  sortByKey(numbers, (number) => dayMade(grid, number));

/** By their rating, unrated ones first. */
export const sortByRating = ({ visibility }: Grid, numbers: Uint32Array): Uint32Array =>
  sortByKey(numbers, (number) => ratingPlaceOf(visibility[number] as number));
