import { sql } from 'kysely';
import {
  closedWords,
  type FieldName,
  fieldHelp,
  fieldNamed,
  fieldNames,
  none,
} from '../../../shared/domain/search/fields.ts';
import { wordsOf } from '../../../shared/domain/search/words.ts';
import type { Suggestion, Viewer } from '../catalogue.ts';
import { ratingPlace } from './cell.ts';
import { readCollections } from './collections.ts';
import { closestWords } from './corrections.ts';
import { facetsFound, foundBy, wholeLibrary } from './discovery.ts';
import { classesWithWord, facetWords } from './facet-words.ts';
import { levelIn, mayLearnNames, type Sight } from './find.ts';
import { type Ground, sightOf } from './ground.ts';
import { readLabels } from './labels.ts';
import { namedSo, withWord } from './names-find.ts';
import { classFields } from './search-fields.ts';
import { timelineOf } from './timeline.ts';
import type { ReadUnit } from './unit.ts';

/** Ends of what is being typed: what anybody may know, and of names and labels what this viewer finds. */

const most = 10;
const mostOfAKind = 4;
/** So many patients are looked at for a suggestion, however many begin so. */
const looked = 200;
/** So many recordings of one patient are looked at; more are not counted. */
const counted = 200;

/** What is being typed, taken from the end of the text. */
interface Typing {
  readonly before: string;
  readonly field: string | null;
  readonly word: string;
}

function typingOf(text: string): Typing | null {
  const match = /(?:^|(?<=\s))(-?)(?:(\p{L}{1,20}):\s*)?("?)((?:(?<=")[^"]*)|[^\s"]*)$/u.exec(text);
  if (!match) return null;
  const [whole, minus, field, , word] = match;
  return {
    before: text.slice(0, text.length - whole.length) + (minus ?? ''),
    field: field ?? null,
    word: word ?? '',
  };
}

const quoted = (value: string): string => (/\s/.test(value) ? `"${value.replaceAll('"', '')}"` : value);

const begins = (value: string, typed: readonly string[]): boolean => {
  const words = wordsOf(value);
  return typed.every((one) => words.some((word) => word.startsWith(one)));
};

interface Candidate {
  readonly name: string;
  readonly recordings: readonly number[];
}

/** How many of these the viewer finds and may learn whom they show. */
const known = (ground: Ground, sight: Sight, recordings: Iterable<number>): number => {
  let count = 0;
  for (const number of recordings)
    if (levelIn(ground.grid(), sight, number) > 0 && mayLearnNames(sight, number)) count += 1;
  return count;
};

/** Patients one of whose names begins so, each with how many of their recordings the viewer may know. */
function namesOf(unit: ReadUnit, sight: Sight, beginning: string): { name: string; count: number | null }[] {
  if (sight.names === 'none' || beginning.length < 2) return [];
  const query = sql`
    SELECT json_object('name', trim(given_name || ' ' || family_name), 'recordings', (SELECT json_group_array(recording)
      FROM (SELECT recording FROM recording_subject WHERE subject = number LIMIT ${counted})))
    FROM (SELECT DISTINCT subject FROM subject_word
      WHERE word >= ${beginning} AND word < ${`${beginning}\u{10ffff}`} LIMIT ${looked})
    JOIN subject ON number = subject WHERE merged_into IS NULL`;
  const found = new Map<string, number | null>();
  for (const text of unit.connection.column<string>(query.compile(unit.connection.kysely))) {
    const { name, recordings } = JSON.parse(text) as Candidate;
    const count = known(unit.ground, sight, recordings);
    if (count > 0) found.set(name, recordings.length < counted ? (found.get(name) ?? 0) + count : null);
    if (found.size === most) break;
  }
  return [...found].map(([name, count]) => ({ name, count }));
}

/** How many recordings of the whole library the viewer finds in classes for which a table says 1. */
const countIn = (unit: ReadUnit, viewer: Viewer, isMet: (bits: number) => boolean): number => {
  let count = 0;
  for (const [bits, recordings] of facetsFound(unit.ground, viewer)) if (isMet(bits)) count += recordings;
  return count;
};

function closedValues(
  unit: ReadUnit,
  viewer: Viewer,
  field: FieldName,
  typed: readonly string[],
): Suggestion[] {
  const words = closedWords[field];
  const class_ = classFields[field];
  if (!words || !class_) return [];
  return Object.entries(words)
    .filter(([, list]) => list.some((word) => begins(word, typed)))
    .map(([value, [word = value]]) => ({
      text: `${field}:${word}`,
      shown: word,
      kind: 'value',
      count: countIn(unit, viewer, (bits) => class_.placeOf(bits) === class_.list.indexOf(value) + 1),
    }));
}

function years(unit: ReadUnit, viewer: Viewer, word: string): Suggestion[] {
  const counts = new Map<number, number>();
  for (const { year, count } of timelineOf(unit.ground, viewer, wholeLibrary))
    if (year !== null) counts.set(year, (counts.get(year) ?? 0) + count);
  return [...counts]
    .filter(([year]) => String(year).startsWith(word))
    .sort(([one], [other]) => other - one)
    .map(([year, count]) => ({ text: `made:${year}`, shown: String(year), kind: 'value', count }));
}

function ratings(unit: ReadUnit, viewer: Viewer, word: string): Suggestion[] {
  const grid = unit.ground.grid();
  const counts = [0, 0, 0, 0, 0, 0, 0];
  const { list } = foundBy(unit.ground, viewer, wholeLibrary);
  for (const number of list.slice(0, list.size)) {
    const place = grid.rating[number] ?? 0;
    counts[place] = (counts[place] ?? 0) + 1;
  }
  const values = [
    ...[5, 4, 3, 2, 1, 0].map((stars) => [String(stars), ratingPlace(stars)] as const),
    [none, 0] as const,
  ];
  return values
    .filter(([value]) => value.startsWith(word))
    .map(([value, place]) => ({
      text: `rating:${value}`,
      shown: value,
      kind: 'value',
      count: counts[place] ?? 0,
    }));
}

async function labels(unit: ReadUnit, viewer: Viewer, typed: readonly string[]): Promise<Suggestion[]> {
  const all = await readLabels(unit).counts(viewer);
  return all
    .filter(({ label }) => begins(label, typed))
    .map(({ label, count }) => ({ text: `label:${quoted(label)}`, shown: label, kind: 'value', count }));
}

async function collections(unit: ReadUnit, viewer: Viewer, typed: readonly string[]): Promise<Suggestion[]> {
  const all = await readCollections(unit).list(viewer);
  return all
    .filter(({ name, found }) => found > 0 && begins(name, typed))
    .map(({ name, found }) => ({
      text: `collection:${quoted(name)}`,
      shown: name,
      kind: 'value',
      count: found,
    }));
}

async function valuesOf(
  unit: ReadUnit,
  viewer: Viewer,
  field: FieldName,
  word: string,
): Promise<Suggestion[]> {
  const typed = wordsOf(word);
  if (field === 'label') return labels(unit, viewer, typed);
  if (field === 'collection') return collections(unit, viewer, typed);
  if (field === 'made') return years(unit, viewer, word);
  if (field === 'rating') return ratings(unit, viewer, word);
  if (field === 'subject')
    return namesOf(unit, sightOf(unit.ground, viewer), typed.at(-1) ?? '').map(({ name, count }) => ({
      text: `subject:${quoted(name)}`,
      shown: name,
      kind: 'name',
      count,
    }));
  return closedValues(unit, viewer, field, typed);
}

const wordCount = (unit: ReadUnit, viewer: Viewer, word: string): number => {
  const classes = classesWithWord(word);
  return countIn(unit, viewer, (bits) => classes?.[bits] === 1);
};

/** Words nearest to one with which nothing begins that the viewer may know. */
function closest(unit: ReadUnit, viewer: Viewer, word: string): Suggestion[] {
  const sight = sightOf(unit.ground, viewer);
  const { connection, ground } = unit;
  const count = (numbers: Uint32Array): number => known(ground, sight, numbers);
  if (sight.names !== 'none' && count(namedSo(connection, [word])) > 0) return [];
  const isKnown = (name: string): boolean => sight.names !== 'none' && count(withWord(connection, name)) > 0;
  return closestWords(ground, word, isKnown).map(({ word: other, name }) => ({
    text: other,
    shown: other,
    kind: 'word',
    count: name ? count(withWord(connection, other)) : wordCount(unit, viewer, other),
  }));
}

async function freeWords(unit: ReadUnit, viewer: Viewer, word: string): Promise<Suggestion[]> {
  const [typed] = wordsOf(word);
  if (typed === undefined || typed.length < 2) return [];
  const words = facetWords(typed).map((text): Suggestion => {
    return { text, shown: text, kind: 'word', count: wordCount(unit, viewer, text) };
  });
  const names = namesOf(unit, sightOf(unit.ground, viewer), typed).map(({ name, count }): Suggestion => {
    return { text: name, shown: name, kind: 'name', count };
  });
  const values = fieldNames.flatMap((field) => closedValues(unit, viewer, field, [typed]));
  const fields = fieldNames
    .filter((field) => field.startsWith(word.toLowerCase()))
    .map((field): Suggestion => ({ text: `${field}:`, shown: fieldHelp[field], kind: 'field', count: null }));
  const marked = await labels(unit, viewer, [typed]);
  const found = [fields, names, words, marked, values].flatMap((list) => list.slice(0, mostOfAKind));
  return found.length > 0 ? found : closest(unit, viewer, typed);
}

/** Ends of what is being typed; each text is the whole search with it. */
export async function suggestEnds(unit: ReadUnit, viewer: Viewer, text: string): Promise<Suggestion[]> {
  const typing = typingOf(text);
  if (!typing) return [];
  const { before, word } = typing;
  const field = typing.field === null ? null : fieldNamed(typing.field);
  if (typing.field !== null && field === null) return [];
  const ends = field ? await valuesOf(unit, viewer, field, word) : await freeWords(unit, viewer, word);
  return ends.slice(0, most).map((end) => ({ ...end, text: `${before}${end.text}` }));
}
