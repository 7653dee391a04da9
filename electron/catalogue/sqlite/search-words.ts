import { sql } from 'kysely';
import type { Search } from '../../../shared/domain/search/parse.ts';
import { wordsOf } from '../../../shared/domain/search/words.ts';
import type { Day } from '../../../shared/kernel/day.ts';
import { dayNumber } from './cell.ts';
import { closestWords } from './corrections.ts';
import { classesWithPhrase, classesWithWord } from './facet-words.ts';
import { levelIn, mayLearnNames } from './find.ts';
import { emptyList } from './marks.ts';
import { namedSo, withPhrase, withWord } from './names-find.ts';
import type { Meaning, Narrowing } from './narrowing.ts';
import { readSearch, type SearchWord } from './search-text.ts';
import { valuesOf } from './unit.ts';

/** What the words of a search narrow it to, and what is forgiven of their spelling. */

/** Whether the viewer finds any of these and may learn whom it shows. */
const knowsAny = ({ ground, sight }: Narrowing, numbers: Uint32Array): boolean =>
  numbers.some((number) => levelIn(ground.grid(), sight, number) > 0 && mayLearnNames(sight, number));

/** Recordings with a label that has a word beginning so; null where the viewer finds none of them. */
function labelledSo({ ground, sight }: Narrowing, word: string): Uint32Array | null {
  const { connection } = ground;
  const labels = connection.column<number>(
    sql`SELECT number FROM label WHERE instr(' ' || words, ${` ${word}`}) > 0`.compile(connection.kysely),
  );
  if (labels.length === 0 || word === '') return null;
  const query = sql`SELECT recording FROM recording_label WHERE label IN ${valuesOf(labels)}`;
  const numbers = connection.numbers(query.compile(connection.kysely));
  return numbers.some((number) => levelIn(ground.grid(), sight, number) > 0) ? numbers : null;
}

/** What a word may mean beside a name. */
function openMeaning(narrowing: Narrowing, { word, number, year }: SearchWord): Meaning {
  return {
    classes: word === '' ? null : classesWithWord(word),
    numbers: number === null ? null : { from: number, to: number },
    days:
      year === null
        ? null
        : { from: dayNumber(`${year}-01-01` as Day), to: dayNumber(`${year}-12-31` as Day) },
    marked: labelledSo(narrowing, word),
  };
}

const meansSomething = (meaning: Meaning): boolean => Object.values(meaning).some((part) => part !== null);

/** The same with the names that have the word. */
function withNames(narrowing: Narrowing, word: string, meaning: Meaning): Meaning {
  if (!narrowing.mayAskNames || word === '') return meaning;
  return { ...meaning, named: namedSo(narrowing.ground.connection, [word]) };
}

/** Narrows to the words that come closest to a misspelt one; null where there are none that the viewer may know. */
function narrowToClosest(narrowing: Narrowing, word: string): string | null {
  const { ground, mayAskNames } = narrowing;
  const { connection } = ground;
  const isKnown = (name: string): boolean => mayAskNames && knowsAny(narrowing, withWord(connection, name));
  const closest = closestWords(ground, word, isKnown);
  if (closest.length === 0) return null;
  const meanings = closest.map(({ word: other, name }) =>
    name ? { named: withWord(connection, other) } : { classes: classesWithWord(other) },
  );
  narrowing.toAny(meanings, false);
  const said = closest.map(({ word: other }) => `“${other}”`).join(', ');
  return `Nothing has the word “${word}”. Shown is what comes closest to it: ${said}.`;
}

function narrowToNames(narrowing: Narrowing, words: readonly string[]): string[] {
  const { connection } = narrowing.ground;
  if (words.length === 0) return [];
  const found = narrowing.mayAskNames ? namedSo(connection, words) : new Uint32Array(0);
  if (knowsAny(narrowing, found)) {
    narrowing.toNumbers(found, true, false);
    return [];
  }
  const notes: string[] = [];
  for (const word of words) {
    const own = narrowing.mayAskNames && words.length > 1 ? namedSo(connection, [word]) : found;
    const note = knowsAny(narrowing, own) ? null : narrowToClosest(narrowing, word);
    if (note) notes.push(note);
    else narrowing.toNumbers(own, true, false);
  }
  return notes;
}

function narrowToPhrase(narrowing: Narrowing, text: string, not: boolean): void {
  const words = wordsOf(text);
  const classes = classesWithPhrase(words);
  const named = narrowing.mayAskNames ? withPhrase(narrowing.ground.connection, words) : emptyList;
  narrowing.toAny([{ classes, named }], not);
}

/** Narrows to the words of a search; answers what was taken for misspelt ones, in sentences. */
export function narrowToWords(narrowing: Narrowing, search: Search): string[] {
  const names: string[] = [];
  for (const one of readSearch(search.words)) {
    const open = openMeaning(narrowing, one);
    if (one.onlyNumber) narrowing.toAny([open], false);
    else if (meansSomething(open)) narrowing.toAny([withNames(narrowing, one.word, open)], false);
    else names.push(one.word);
  }
  for (const word of search.withoutWords)
    for (const one of readSearch(word))
      narrowing.toAny([withNames(narrowing, one.word, openMeaning(narrowing, one))], true);
  for (const { text, not } of search.phrases) narrowToPhrase(narrowing, text, not);
  return narrowToNames(narrowing, names);
}
