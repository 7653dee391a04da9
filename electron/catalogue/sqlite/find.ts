import type { VisibilityLevel } from '../rows.ts';
import { facetSpace, isFindable } from './cell.ts';
import type { Grid } from './grid.ts';

/** What one viewer may find: their role's bits, and the rows where they as a person see more. */
export interface Sight {
  readonly shift: number;
  /** Level by recording number; null where this person has no such rows. */
  readonly own: Uint8Array | null;
  /** From which level on names and file names may be searched; 4 for never. */
  readonly privateFrom: 1 | 3 | 4;
}

/** The meanings that one word of a search may have; a recording meets the word where it meets any of them. */
export interface WordMeaning {
  /** By facet bits: 1 where a class has such a word. */
  readonly classes: Uint8Array | null;
  /** A recording's own number; 0 for none. */
  readonly number: number;
  /** Day numbers of a year; 0 for none. */
  readonly from: number;
  readonly to: number;
  /** By recording number: 1 where a name has such a word, which only some viewers may ask. */
  readonly named: Uint8Array | null;
}

export interface Conditions {
  /** By facet bits: 1 where every chosen class is met. */
  readonly classes: Uint8Array;
  /** Day numbers; 0 where open. */
  readonly from: number;
  readonly to: number;
  readonly words: readonly WordMeaning[];
  /** Where only these can match, in rising order; they came from names and need the level for names. */
  readonly among: Uint32Array | null;
}

export function levelIn(grid: Grid, sight: Sight, number: number): VisibilityLevel {
  if (!isFindable(grid.facets[number] ?? 0)) return 0;
  const role = ((grid.visibility[number] ?? 0) >> sight.shift) & 3;
  return Math.max(role, sight.own?.[number] ?? 0) as VisibilityLevel;
}

/** Somebody asks for a span of days: what may have been made in it; what has no date at all is left out. */
export function mayBeMadeWithin(grid: Grid, number: number, from: number, to: number): boolean {
  const earliest = grid.earliest[number] ?? 0;
  const latest = grid.latest[number] ?? 0;
  if (earliest === 0 && latest === 0) return false;
  return (to === 0 || earliest === 0 || earliest <= to) && (from === 0 || latest === 0 || latest >= from);
}

function meetsWord(grid: Grid, sight: Sight, word: WordMeaning, number: number): boolean {
  if (word.number === number) return true;
  if (word.classes !== null && word.classes[grid.facets[number] ?? 0] === 1) return true;
  if (word.from !== 0 && mayBeMadeWithin(grid, number, word.from, word.to)) return true;
  return word.named !== null && word.named[number] === 1 && levelIn(grid, sight, number) >= sight.privateFrom;
}

function meetsRest(grid: Grid, sight: Sight, conditions: Conditions, number: number): boolean {
  const { from, to, words, among } = conditions;
  if ((from !== 0 || to !== 0) && !mayBeMadeWithin(grid, number, from, to)) return false;
  if (among !== null && levelIn(grid, sight, number) < sight.privateFrom) return false;
  for (const word of words) if (!meetsWord(grid, sight, word, number)) return false;
  return true;
}

function visitFound(
  grid: Grid,
  sight: Sight,
  conditions: Conditions,
  visit: (number: number, facets: number) => void,
): void {
  const { facets, visibility, size } = grid;
  const { classes, among } = conditions;
  const { own, shift } = sight;
  const plain =
    conditions.from === 0 && conditions.to === 0 && conditions.words.length === 0 && among === null;
  const count = among ? among.length : size;
  for (let place = 0; place < count; place += 1) {
    const number = among ? (among[place] as number) : place;
    const bits = facets[number] ?? 0;
    if (classes[bits] === 0) continue;
    if ((((visibility[number] ?? 0) >> shift) & 3) === 0 && (own === null || !own[number])) continue;
    if (plain || meetsRest(grid, sight, conditions, number)) visit(number, bits);
  }
}

/** The numbers of all recordings that this viewer may find and that meet the conditions, in rising order. */
export function findNumbers(grid: Grid, sight: Sight, conditions: Conditions): Uint32Array {
  const found = new Uint32Array(conditions.among?.length ?? grid.size);
  let count = 0;
  visitFound(grid, sight, conditions, (number) => {
    found[count] = number;
    count += 1;
  });
  return found.slice(0, count);
}

/** Counts by facet bits of all that meet the conditions. */
export function countFacets(grid: Grid, sight: Sight, conditions: Conditions): ReadonlyMap<number, number> {
  const counts = new Uint32Array(facetSpace);
  visitFound(grid, sight, conditions, (_, bits) => {
    counts[bits] = (counts[bits] ?? 0) + 1;
  });
  const found = new Map<number, number>();
  counts.forEach((count, bits) => {
    if (count > 0) found.set(bits, count);
  });
  return found;
}

/** The same numbers by the day they were made (the latest day known, else the earliest), undated ones first. */
export function sortByMade(grid: Grid, numbers: Uint32Array): Uint32Array {
  const keyOf = (number: number): number => grid.latest[number] || grid.earliest[number] || 0;
  const starts = new Uint32Array(65_537);
  for (const number of numbers) {
    const after = keyOf(number) + 1;
    starts[after] = (starts[after] as number) + 1;
  }
  for (let key = 1; key < starts.length; key += 1)
    starts[key] = (starts[key] as number) + (starts[key - 1] as number);
  const sorted = new Uint32Array(numbers.length);
  for (const number of numbers) {
    const key = keyOf(number);
    const at = starts[key] as number;
    sorted[at] = number;
    starts[key] = at + 1;
  }
  return sorted;
}
