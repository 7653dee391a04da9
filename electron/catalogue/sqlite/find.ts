import type { VisibilityLevel } from '../rows.ts';
import { facetSpace, isFindable, ratingPlaces } from './cell.ts';
import type { Grid } from './grid.ts';

/** What one viewer may find: their role's bits, and the rows where they as a person see more. */
export interface Sight {
  readonly shift: number;
  /** By recording number: the person's level, and `treating`; null where they have no such rows. */
  readonly own: Uint8Array | null;
  /** Of which recordings names and file names may be searched. */
  readonly names: 'all' | 'treated' | 'none';
  /** By recording number: what is not 0 is kept from this viewer until it is worked out anew; null where nothing is. */
  readonly behind: Uint8Array | null;
}

/** Beside the two bits of a level: this person treats the patient. */
export const treating = 4;

/** Day numbers, both included. */
export interface Days {
  readonly from: number;
  readonly to: number;
}

/** A recording meets it where it meets any part; with `not`, it may meet none. */
export interface Group {
  /** By facet bits: 1 where a class meets it. */
  readonly classes: Uint8Array | null;
  /** By recording number: 1 where it is met. */
  readonly marks: Uint8Array | null;
  readonly days: readonly Days[];
  /** Met by what nothing is known of when it was made. */
  readonly undated: boolean;
  readonly not: boolean;
}

export interface Conditions {
  /** By facet bits: 1 where every chosen class is met, and 0 for what nobody may find. */
  readonly classes: Uint8Array;
  /** A bit for each place of a rating that may be found. */
  readonly ratings: number;
  /** When it may have been made; null for whenever. */
  readonly days: Days | null;
  readonly groups: readonly Group[];
  /** Where only these can match, in rising order. */
  readonly among: Uint32Array | null;
}

/** All places of a rating. */
export const anyRating = (1 << ratingPlaces) - 1;

export function levelIn(grid: Grid, sight: Sight, number: number): VisibilityLevel {
  if (!isFindable(grid.facets[number] ?? 0) || (sight.behind?.[number] ?? 0) !== 0) return 0;
  const role = ((grid.visibility[number] ?? 0) >> sight.shift) & 3;
  return Math.max(role, (sight.own?.[number] ?? 0) & 3) as VisibilityLevel;
}

/** Whether this viewer may learn whom a recording shows that they find. */
export const mayLearnNames = (sight: Sight, number: number): boolean =>
  sight.names === 'all' ||
  (sight.names === 'treated' &&
    ((sight.own?.[number] ?? 0) & treating) !== 0 &&
    (sight.behind?.[number] ?? 0) === 0);

/**
 * Whether a recording may have been made within these days. Where only one of its days is known, that day stands for
 * it, as it does in the order by date: `made:2019` does not bring all that might be as old as anything.
 */
function mayLieWithin({ earliest, day }: Grid, number: number, { from, to }: Days): boolean {
  const last = day[number] as number;
  return isWithin((earliest[number] as number) || last, last, from, to) === 1;
}

/**
 * 1 where two spans of days meet, without a branch: of two whole numbers the difference says by its sign which is
 * less. What has no day is at 0, before every span.
 */
const isWithin = (first: number, last: number, from: number, to: number): number =>
  ~((to - first) | (last - from)) >>> 31;

/**
 * Lists into `found` what its class and its viewer leave, and answers how many they are. The one loop over the whole
 * library: it calls nothing and branches nowhere, as a guess that the processor gets wrong costs more than the rest.
 */
function sift(grid: Grid, { own, shift }: Sight, classes: Uint8Array, found: Uint32Array): number {
  const { facets, visibility, size } = grid;
  const levels = own ?? grid.nobody();
  let count = 0;
  for (let number = 0; number < size; number += 1) {
    const level = ((visibility[number] as number) >> shift) | (levels[number] as number);
    found[count] = number;
    count += (classes[facets[number] as number] as number) & (level | (level >> 1)) & 1;
  }
  return count;
}

/** The same where the day is asked for too, as `mayLieWithin` has it. */
function siftDays(
  grid: Grid,
  { own, shift }: Sight,
  classes: Uint8Array,
  { from, to }: Days,
  found: Uint32Array,
): number {
  const { facets, visibility, earliest, day, size } = grid;
  const levels = own ?? grid.nobody();
  let count = 0;
  for (let number = 0; number < size; number += 1) {
    const last = day[number] as number;
    const first = (earliest[number] as number) || last;
    const level = ((visibility[number] as number) >> shift) | (levels[number] as number);
    found[count] = number;
    count +=
      (classes[facets[number] as number] as number) &
      (level | (level >> 1)) &
      isWithin(first, last, from, to);
  }
  return count;
}

/** Whether the viewer finds one that is of the classes and the days asked for. */
function isSifted(grid: Grid, sight: Sight, { classes, days }: Conditions, number: number): boolean {
  if (classes[grid.facets[number] ?? 0] === 0 || levelIn(grid, sight, number) === 0) return false;
  return days === null || mayLieWithin(grid, number, days);
}

/** Whether one that the viewer finds meets the conditions, or null where that is known of all together only. */
export function findsOne(
  grid: Grid,
  sight: Sight,
  conditions: Conditions,
): ((number: number) => boolean) | null {
  const { ratings, groups, among } = conditions;
  if (groups.length > 0 || among !== null) return null;
  return (number) =>
    ((ratings >> (grid.rating[number] as number)) & 1) === 1 && isSifted(grid, sight, conditions, number);
}

/** The same for a list. They are loops of their own: one that may count or read a list is slow at counting. */
function siftAmong(
  grid: Grid,
  sight: Sight,
  conditions: Conditions,
  among: Uint32Array,
  found: Uint32Array,
): number {
  let count = 0;
  for (const number of among) {
    if (!isSifted(grid, sight, conditions, number)) continue;
    found[count] = number;
    count += 1;
  }
  return count;
}

const noMarks = new Uint8Array(facetSpace);

/** Says by place in the list who meets a group by its class, by a list or by when it was made. */
function whoMeets(grid: Grid, group: Group, found: Uint32Array): Uint8Array {
  const { facets, earliest, day } = grid;
  const classes = group.classes ?? noMarks;
  const marks = group.marks ?? grid.nobody();
  const met = grid.places(found.length);
  for (let place = 0; place < found.length; place += 1) {
    const number = found[place] as number;
    met[place] = (classes[facets[number] as number] as number) | (marks[number] as number);
  }
  for (const { from, to } of group.days)
    for (let place = 0; place < found.length; place += 1) {
      const last = day[found[place] as number] as number;
      const first = (earliest[found[place] as number] as number) || last;
      met[place] = (met[place] as number) | isWithin(first, last, from, to);
    }
  if (group.undated)
    for (let place = 0; place < found.length; place += 1)
      if (day[found[place] as number] === 0) met[place] = 1;
  return met;
}

/** Keeps of the first so many those that meet a group, in their order. */
function refine(grid: Grid, group: Group, found: Uint32Array, size: number): number {
  const met = whoMeets(grid, group, found.subarray(0, size));
  const refused = group.not ? 1 : 0;
  let count = 0;
  for (let place = 0; place < size; place += 1) {
    found[count] = found[place] as number;
    count += (met[place] as number) ^ refused;
  }
  return count;
}

/** The same for those that are not behind. */
function refineToCurrent(behind: Uint8Array, found: Uint32Array, size: number): number {
  let count = 0;
  for (let place = 0; place < size; place += 1) {
    const number = found[place] as number;
    found[count] = number;
    if ((behind[number] ?? 0) === 0) count += 1;
  }
  return count;
}

/** The same for those that have one of the ratings. */
function refineToRatings({ rating }: Grid, ratings: number, found: Uint32Array, size: number): number {
  let count = 0;
  for (let place = 0; place < size; place += 1) {
    const number = found[place] as number;
    found[count] = number;
    count += (ratings >> (rating[number] as number)) & 1;
  }
  return count;
}

/**
 * The numbers of all recordings that this viewer may find and that meet the conditions, in rising order, as the
 * beginning of the grid's scratch list: copied or sorted out of it before anything else is asked.
 */
export function findNumbers(grid: Grid, sight: Sight, conditions: Conditions): Uint32Array {
  const { ratings, groups, classes, days, among } = conditions;
  const found = grid.scratch();
  let count: number;
  if (among !== null) count = siftAmong(grid, sight, conditions, among, found);
  else if (days !== null) count = siftDays(grid, sight, classes, days, found);
  else count = sift(grid, sight, classes, found);
  if (sight.behind !== null) count = refineToCurrent(sight.behind, found, count);
  if (ratings !== anyRating) count = refineToRatings(grid, ratings, found, count);
  for (const group of groups) count = refine(grid, group, found, count);
  return found.subarray(0, count);
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
