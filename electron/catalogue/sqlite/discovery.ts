import { sql } from 'kysely';
import { categories, uses } from '../../../shared/domain/policy/words.ts';
import { keepsCollection } from '../../../shared/domain/recording/discovery.ts';
import { kinds, standings } from '../../../shared/domain/recording/state.ts';
import type { Day } from '../../../shared/kernel/day.ts';
import type { RecordingQuery, Viewer } from '../catalogue.ts';
import {
  categoryOf,
  dayNumber,
  facetSpace,
  isFindable,
  kindOf,
  madeForOf,
  roleShift,
  standingOf,
} from './cell.ts';
import type { Connection } from './connection.ts';
import { classesWithWord } from './facet-words.ts';
import {
  type Conditions,
  countFacets,
  findNumbers,
  type Sight,
  sortByMade,
  type WordMeaning,
} from './find.ts';
import type { Grid } from './grid.ts';
import type { SharedGrid } from './grid-store.ts';
import { readSearch, type SearchWord } from './search-text.ts';

/** What discovery works on: the grid as this view sees it, and what may be kept between questions. */
export interface Ground {
  readonly connection: Connection;
  readonly shared: SharedGrid;
  grid(): Grid;
  /** Null inside a transaction that has changed something: nothing of it may be kept. */
  keep(): Kept | null;
}

interface OwnRows {
  readonly version: number;
  readonly levels: Uint8Array | null;
}

/** Answers kept until something changes: scrolling asks the same question again and again. */
export class Kept {
  readonly #lists = new Map<string, { version: number; numbers: Uint32Array }>();
  readonly #own = new Map<string, OwnRows>();

  list(key: string, version: number): Uint32Array | null {
    const kept = this.#lists.get(key);
    if (!kept || kept.version !== version) return null;
    this.#lists.delete(key);
    this.#lists.set(key, kept);
    return kept.numbers;
  }
  setList(key: string, version: number, numbers: Uint32Array): void {
    this.#lists.set(key, { version, numbers });
    const [oldest] = this.#lists.keys();
    // Twelve lists of a million numbers are 48 MB.
    if (this.#lists.size > 12 && oldest !== undefined) this.#lists.delete(oldest);
  }
  own(user: string, version: number): OwnRows | null {
    const kept = this.#own.get(user);
    return kept?.version === version ? kept : null;
  }
  setOwn(user: string, rows: OwnRows): void {
    this.#own.set(user, rows);
    const [oldest] = this.#own.keys();
    if (this.#own.size > 8 && oldest !== undefined) this.#own.delete(oldest);
  }
}

function ownLevels(ground: Ground, viewer: Viewer): Uint8Array | null {
  const version = ground.shared.viewerVersion;
  const kept = ground.keep()?.own(viewer.user, version);
  const size = ground.grid().size;
  if (kept && (kept.levels === null || kept.levels.length >= size)) return kept.levels;
  const packed = ground.connection.column<number>(
    sql<number>`SELECT recording * 8 + treats * 4 + level FROM recording_viewer WHERE user = ${viewer.user}`.compile(
      ground.connection.kysely,
    ),
  );
  const levels = packed.length === 0 ? null : new Uint8Array(size);
  if (levels) for (const entry of packed) levels[entry >> 3] = entry & 7;
  ground.keep()?.setOwn(viewer.user, { version, levels });
  return levels;
}

/** Names and file names may be searched by those who keep the collection, and by clinicians for their own patients. */
const namesFor = (viewer: Viewer): Sight['names'] =>
  keepsCollection(viewer.role) ? 'all' : viewer.role === 'clinician' ? 'treated' : 'none';

export const sightOf = (ground: Ground, viewer: Viewer): Sight => ({
  shift: roleShift(viewer.role),
  own: ownLevels(ground, viewer),
  names: namesFor(viewer),
});

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

/** The numbers of the recordings that have a word with each of these beginnings among their names. */
function namedSo(ground: Ground, beginnings: readonly string[]): Uint32Array {
  // One letter begins too much: it must be the whole word, as an initial is.
  const question = beginnings.map((word) => (word.length > 1 ? `"${word}" *` : `"${word}"`)).join(' AND ');
  const query = sql<number>`SELECT rowid FROM recording_words WHERE recording_words MATCH ${question}`;
  return Uint32Array.from(ground.connection.column<number>(query.compile(ground.connection.kysely)));
}

function ofSubject(ground: Ground, subject: string): Uint32Array {
  const query = sql<number>`
    SELECT recording FROM recording_subject
    WHERE subject = (SELECT number FROM subject WHERE id = ${subject}) ORDER BY recording`;
  return Uint32Array.from(ground.connection.column<number>(query.compile(ground.connection.kysely)));
}

/** What a word may mean beside a name. */
function openMeaning({ word, number, year }: SearchWord): WordMeaning {
  return {
    classes: word === '' ? null : classesWithWord(word),
    number: number ?? 0,
    from: year === null ? 0 : dayNumber(`${year}-01-01` as Day),
    to: year === null ? 0 : dayNumber(`${year}-12-31` as Day),
    named: null,
  };
}

/** The same with the names that have the word; none of them is no list to look into for every recording. */
function withNames(ground: Ground, word: string, meaning: WordMeaning): WordMeaning {
  const numbers = namedSo(ground, [word]);
  if (numbers.length === 0) return meaning;
  const named = new Uint8Array(ground.grid().size);
  for (const number of numbers) named[number] = 1;
  return { ...meaning, named };
}

function common(one: Uint32Array | null, other: Uint32Array): Uint32Array {
  if (one === null) return other;
  const known = new Set(other);
  return one.filter((number) => known.has(number));
}

const nothing = new Uint32Array(0);

/** A word that can only mean classes is taken into the table of classes; answers whether it was one. */
function narrowed(classes: Uint8Array, word: WordMeaning): boolean {
  if (word.classes === null || word.number !== 0 || word.from !== 0 || word.named !== null) return false;
  for (let bits = 0; bits < facetSpace; bits += 1) if (word.classes[bits] === 0) classes[bits] = 0;
  return true;
}

export function conditionsOf(
  ground: Ground,
  sight: Sight,
  query: RecordingQuery,
  openKindAndStanding = false,
): Conditions {
  const mayReadNames = sight.names !== 'none';
  let among: Uint32Array | null = null;
  const words: WordMeaning[] = [];
  const names: string[] = [];
  for (const search of readSearch(query.text)) {
    const open = openMeaning(search);
    if (search.onlyNumber) words.push(open);
    else if (open.classes || open.number || open.from)
      words.push(mayReadNames ? withNames(ground, search.word, open) : open);
    else names.push(search.word);
  }
  if (names.length > 0) among = mayReadNames ? namedSo(ground, names) : nothing;
  if (query.subject !== null)
    among = mayReadNames ? common(among, ofSubject(ground, query.subject)) : nothing;
  if (query.labels.length > 0 || query.ratingFrom !== null || query.ratingTo !== null || query.collection)
    among = nothing;
  const classes = classTable(query, openKindAndStanding);
  return {
    classes,
    from: dayNumber(query.madeFrom),
    to: dayNumber(query.madeTo),
    words: words.filter((word) => !narrowed(classes, word)),
    among,
  };
}

function keyOf(viewer: Viewer, query: RecordingQuery): string {
  const { descending: _, sort, ...rest } = query;
  return JSON.stringify([viewer.role, viewer.user, sort === 'made', rest]);
}

/**
 * All that this viewer finds, in rising order of the sort: by number (which is the order of adding), or by the
 * day made. Who asks for falling order reads it from its end.
 */
export function foundBy(ground: Ground, viewer: Viewer, query: RecordingQuery): Uint32Array {
  const key = keyOf(viewer, query);
  const version = ground.shared.version;
  const kept = ground.keep()?.list(key, version);
  if (kept) return kept;
  const sight = sightOf(ground, viewer);
  const found = findNumbers(ground.grid(), sight, conditionsOf(ground, sight, query));
  const sorted = query.sort === 'made' ? sortByMade(ground.grid(), found) : found;
  ground.keep()?.setList(key, version, sorted);
  return sorted;
}

/**
 * How many there are of each kind and of each standing. Each is counted under all other filters but its own, so
 * that a filter shows what choosing another of its values would give.
 */
export function countBy(
  ground: Ground,
  viewer: Viewer,
  query: RecordingQuery,
): { kinds: Record<string, number>; standings: Record<string, number> } {
  const sight = sightOf(ground, viewer);
  const counts = countFacets(ground.grid(), sight, conditionsOf(ground, sight, query, true));
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
  return { kinds: byKind, standings: byStanding };
}
