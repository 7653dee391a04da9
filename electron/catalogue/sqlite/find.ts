import type { VisibilityLevel } from '../rows.ts';
import { facetSpace, isFindable } from './cell.ts';
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
  /** By facet bits: 1 where every chosen class is met, and 0 for what nobody may find. */
  readonly classes: Uint8Array;
  /** Day numbers; 0 where open. */
  readonly from: number;
  readonly to: number;
  readonly words: readonly WordMeaning[];
  /** Where only these can match, in rising order; they came from names, and not every viewer may ask by names. */
  readonly among: Uint32Array | null;
}

export function levelIn(grid: Grid, sight: Sight, number: number): VisibilityLevel {
  if (!isFindable(grid.facets[number] ?? 0)) return 0;
  const role = ((grid.visibility[number] ?? 0) >> sight.shift) & 3;
  return Math.max(role, (sight.own?.[number] ?? 0) & 3) as VisibilityLevel;
}

/** Whether this viewer may learn whom a recording shows that they find. */
export const mayLearnNames = (sight: Sight, number: number): boolean =>
  sight.names === 'all' || (sight.names === 'treated' && ((sight.own?.[number] ?? 0) & treating) !== 0);

/** Somebody asks for a span of days: what may have been made in it; what has no date at all is left out. */
function mayLieWithin(earliest: number, latest: number, from: number, to: number): boolean {
  if (earliest === 0 && latest === 0) return false;
  return (to === 0 || earliest === 0 || earliest <= to) && (from === 0 || latest === 0 || latest >= from);
}

function meetsWord(grid: Grid, sight: Sight, word: WordMeaning, number: number): boolean {
  if (word.number === number) return true;
  if (word.classes !== null && word.classes[grid.facets[number] ?? 0] === 1) return true;
  const { earliest, latest } = grid;
  if (word.from !== 0 && mayLieWithin(earliest[number] ?? 0, latest[number] ?? 0, word.from, word.to))
    return true;
  return word.named !== null && word.named[number] === 1 && mayLearnNames(sight, number);
}

function meetsWords(grid: Grid, sight: Sight, { words, among }: Conditions, number: number): boolean {
  if (among !== null && !mayLearnNames(sight, number)) return false;
  for (const word of words) if (!meetsWord(grid, sight, word, number)) return false;
  return true;
}

/**
 * The numbers of all recordings that this viewer may find and that meet the conditions, in rising order. The one
 * loop over the whole library: it calls nothing for a recording that its class or its viewer already rules out.
 */
export function findNumbers(grid: Grid, sight: Sight, conditions: Conditions): Uint32Array {
  const { facets, visibility, earliest, latest, size } = grid;
  const { classes, among, from, to } = conditions;
  const { own, shift } = sight;
  const dated = from !== 0 || to !== 0;
  const worded = conditions.words.length > 0 || among !== null;
  const candidates = among?.length ?? size;
  const found = grid.scratch();
  let count = 0;
  for (let place = 0; place < candidates; place += 1) {
    const number = among === null ? place : (among[place] as number);
    if (classes[facets[number] as number] === 0) continue;
    if ((((visibility[number] as number) >> shift) & 3) === 0 && (own === null || !own[number])) continue;
    if (dated && !mayLieWithin(earliest[number] as number, latest[number] as number, from, to)) continue;
    if (worded && !meetsWords(grid, sight, conditions, number)) continue;
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

/** The same numbers by the day they were made (the latest day known, else the earliest), undated ones first. */
export function sortByMade(grid: Grid, numbers: Uint32Array): Uint32Array {
  const { latest, earliest } = grid;
  const keys = new Uint16Array(numbers.length);
  const starts = new Uint32Array(65_537);
  for (let place = 0; place < numbers.length; place += 1) {
    const number = numbers[place] as number;
    const key = (latest[number] as number) || (earliest[number] as number);
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
