import { categories, uses } from '../../../shared/domain/policy/words.ts';
import { kinds, standings } from '../../../shared/domain/recording/state.ts';
import { parseSearch } from '../../../shared/domain/search/parse.ts';
import type { RecordingQuery, Viewer } from '../catalogue.ts';
import { categoryOf, facetSpace, isFindable, kindOf, lastDay, madeForOf, standingOf } from './cell.ts';
import { type Conditions, countFacets, findNumbers, findsOne, type Sight } from './find.ts';
import type { Grid } from './grid.ts';
import { type Found, type Ground, keptFor, sightOf } from './ground.ts';
import { inCollections, ofSubject } from './names-find.ts';
import { Narrowing } from './narrowing.ts';
import { daysOf, narrowToField } from './search-fields.ts';
import { narrowToWords } from './search-words.ts';
import { leafed, type Sorted, sortedList } from './sorted.ts';

const chosen = <T>(list: readonly T[], values: readonly T[]): ReadonlySet<number> | null =>
  values.length === 0 ? null : new Set(values.map((value) => list.indexOf(value) + 1));

/** For every combination of classes whether it is asked for. `open` leaves kinds and standings out of it. */
function classTable(query: RecordingQuery, open: boolean): Uint8Array {
  const asked = [
    { places: chosen(categories, query.categories), placeOf: categoryOf },
    { places: chosen(uses, query.madeFor), placeOf: madeForOf },
    { places: open ? null : chosen(kinds, query.kinds), placeOf: kindOf },
    { places: open ? null : chosen(standings, query.standings), placeOf: standingOf },
  ];
  const table = new Uint8Array(facetSpace);
  for (let bits = 0; bits < facetSpace; bits += 1) table[bits] = isFindable(bits) ? 1 : 0;
  for (const { places, placeOf } of asked) {
    if (places === null) continue;
    for (let bits = 0; bits < facetSpace; bits += 1) if (!places.has(placeOf(bits))) table[bits] = 0;
  }
  return table;
}

interface Asked {
  readonly conditions: Conditions;
  /** What the search has to say in sentences. */
  readonly notes: readonly string[];
}

/** The filters that a query has beside its text. */
function narrowToFilters(narrowing: Narrowing, query: RecordingQuery): void {
  const { ground } = narrowing;
  if (query.subject !== null) narrowing.toNumbers(ofSubject(ground.connection, query.subject), true, false);
  if (query.labels.length > 0) narrowToField(narrowing, { field: 'label', not: false, values: query.labels });
  if (query.ratingFrom !== null || query.ratingTo !== null)
    narrowToField(narrowing, {
      field: 'rating',
      not: false,
      values: [{ from: query.ratingFrom ?? 0, to: query.ratingTo ?? 5 }],
    });
  if (query.collections.length > 0)
    narrowing.toNumbers(inCollections(ground.connection, query.collections), false, false);
}

function asked(ground: Ground, sight: Sight, query: RecordingQuery, openKindAndStanding = false): Asked {
  const search = parseSearch(query.text);
  const narrowing = new Narrowing(ground, sight, classTable(query, openKindAndStanding));
  narrowToFilters(narrowing, query);
  if (query.madeFrom !== null || query.madeTo !== null)
    narrowing.toDays(daysOf({ from: query.madeFrom, to: query.madeTo }));
  for (const test of search.fields) narrowToField(narrowing, test);
  if (search.nothing) narrowing.toNothing();
  const forgiven = narrowToWords(narrowing, search);
  return {
    conditions: narrowing.conditions(),
    notes: [...search.notes, ...forgiven],
  };
}

function keyOf(viewer: Viewer, query: RecordingQuery): string {
  const { descending: _, sort, ...rest } = query;
  return JSON.stringify([viewer.role, viewer.user, sort === 'number' ? 'added' : sort, rest]);
}

/** Of this part of a library and more, only the page that is asked for is looked up. */
const largePart = 1 / 16;

function sorted(grid: Grid, sight: Sight, conditions: Conditions, sort: RecordingQuery['sort']): Sorted {
  const by = sort === 'made' ? 'day' : sort === 'rating' ? 'rating' : null;
  const list = (): Sorted => sortedList(by && grid[by], findNumbers(grid, sight, conditions));
  const has = findsOne(grid, sight, conditions);
  const found = findNumbers(grid, sight, conditions);
  const size = found.length;
  if (has === null || size < grid.size * largePart) return sortedList(by && grid[by], found);
  return leafed({ size, order: by && grid.order(by), end: grid.size, has, list });
}

/**
 * All that this viewer finds, in rising order of the sort: by number (which is the order of adding), by the day
 * made or by rating. Who asks for falling order reads it from its end.
 */
export function foundBy(ground: Ground, viewer: Viewer, query: RecordingQuery): Found {
  const key = keyOf(viewer, query);
  const version = ground.shared.version;
  const kept = ground.keep()?.list(key, version);
  if (kept) return kept;
  const sight = sightOf(ground, viewer);
  const { conditions, notes } = asked(ground, sight, query);
  const list = sorted(ground.grid(), sight, conditions, query.sort);
  const found = { list, notes };
  ground.keep()?.setList(key, version, found);
  return found;
}

/** How many recordings this viewer finds that were made on each day, by its number; at 0 those without a date. */
export function daysFound(ground: Ground, viewer: Viewer, query: RecordingQuery): Uint32Array {
  const sight = sightOf(ground, viewer);
  const { day } = ground.grid();
  const counts = new Uint32Array(lastDay + 1);
  for (const number of findNumbers(ground.grid(), sight, asked(ground, sight, query).conditions)) {
    const made = day[number] as number;
    counts[made] = (counts[made] as number) + 1;
  }
  return counts;
}

/** The query of somebody who has asked for nothing yet. */
export const wholeLibrary: RecordingQuery = {
  text: '',
  kinds: [],
  standings: [],
  categories: [],
  madeFor: [],
  madeFrom: null,
  madeTo: null,
  subject: null,
  labels: [],
  ratingFrom: null,
  ratingTo: null,
  collections: [],
  sort: 'added',
  descending: true,
};

/** How many recordings of each class this viewer finds in the whole library, by facet bits. */
export const facetsFound = (ground: Ground, viewer: Viewer): ReadonlyMap<number, number> =>
  keptFor(ground, viewer, 'facets', () => {
    const sight = sightOf(ground, viewer);
    return countFacets(ground.grid(), sight, asked(ground, sight, wholeLibrary).conditions);
  });

/**
 * How many there are of each kind and of each standing. Each is counted under all other filters but its own, so
 * that a filter shows what choosing another of its values would give.
 */
export function countBy(
  ground: Ground,
  viewer: Viewer,
  query: RecordingQuery,
): { kinds: Record<string, number>; standings: Record<string, number>; notes: readonly string[] } {
  const sight = sightOf(ground, viewer);
  const { conditions, notes } = asked(ground, sight, query, true);
  const counts = countFacets(ground.grid(), sight, conditions);
  const kindsAsked = chosen(kinds, query.kinds);
  const standingsAsked = chosen(standings, query.standings);
  const byKind: Record<string, number> = Object.fromEntries(kinds.map((kind) => [kind, 0]));
  const byStanding: Record<string, number> = Object.fromEntries(standings.map((standing) => [standing, 0]));
  for (const [bits, count] of counts) {
    const kind = kinds[kindOf(bits) - 1];
    const standing = standings[standingOf(bits) - 1];
    if (!kind || !standing) continue;
    if (standingsAsked?.has(standingOf(bits)) ?? true) byKind[kind] = (byKind[kind] ?? 0) + count;
    if (kindsAsked?.has(kindOf(bits)) ?? true) byStanding[standing] = (byStanding[standing] ?? 0) + count;
  }
  return { kinds: byKind, standings: byStanding, notes };
}
