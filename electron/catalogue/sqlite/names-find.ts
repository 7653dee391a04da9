import { type RawBuilder, sql } from 'kysely';
import { wordsOf } from '../../../shared/domain/search/words.ts';
import type { Connection } from './connection.ts';
import { common, emptyList } from './marks.ts';
import { valuesOf } from './unit.ts';
import { isEmptyWord } from './words.ts';

/** Recordings by what tells of a person: names, numbers and file names. Who may ask for it is decided elsewhere. */

const numbers = (connection: Connection, query: RawBuilder<number>): Uint32Array =>
  connection.numbers(query.compile(connection.kysely));

/** One letter begins too much: it must be the whole word, as an initial is. */
const asBeginning = (word: string): string => (word.length > 1 ? `"${word}" *` : `"${word}"`);

const matching = (connection: Connection, question: string): Uint32Array =>
  numbers(connection, sql`SELECT rowid FROM recording_words WHERE recording_words MATCH ${question}`);

/** Those that have a word with each of these beginnings among their names. */
export const namedSo = (connection: Connection, beginnings: readonly string[]): Uint32Array =>
  matching(connection, beginnings.map(asBeginning).join(' AND '));

/** Those that have this very word among their names. */
export const withWord = (connection: Connection, word: string): Uint32Array =>
  matching(connection, `"${word}"`);

const begins = (word: string) =>
  word.length > 1
    ? sql`SELECT subject FROM subject_word WHERE word >= ${word} AND word < ${`${word}\u{10ffff}`}`
    : sql`SELECT subject FROM subject_word WHERE word = ${word}`;

const ofSubjects = (connection: Connection, subjects: RawBuilder<unknown>): Uint32Array =>
  numbers(
    connection,
    sql`SELECT DISTINCT recording FROM recording_subject WHERE subject IN (${subjects}) ORDER BY recording`,
  );

export const ofSubject = (connection: Connection, subject: string): Uint32Array =>
  ofSubjects(connection, sql`SELECT number FROM subject WHERE id = ${subject}`);

export const inCollections = (connection: Connection, collections: readonly string[]): Uint32Array =>
  numbers(
    connection,
    sql`SELECT DISTINCT recording FROM collection_recording
      WHERE collection IN (SELECT number FROM collection WHERE id IN (${sql.join(collections)}))
      ORDER BY recording`,
  );

/** Recordings of the patient with this number (S-000001), or of those who have each word among their names. */
export function ofSubjectNamed(connection: Connection, text: string): Uint32Array {
  const number = /^S-?(\d{1,9})$/i.exec(text.trim())?.[1];
  if (number !== undefined) return ofSubjects(connection, sql`SELECT ${Number(number)}`);
  const words = wordsOf(text);
  if (words.length === 0) return emptyList;
  return ofSubjects(connection, sql.join(words.map(begins), sql` INTERSECT `));
}

const hasRun = (words: readonly string[], run: readonly string[]): boolean =>
  words.some((_, at) => run.every((word, place) => words[at + place] === word));

interface Written {
  readonly number: number;
  readonly file: string;
  /** A line for each subject's name, in both orders, and for each of their numbers. */
  readonly names: string | null;
}

function written(connection: Connection, candidates: Uint32Array): Written[] {
  const query = sql<string>`SELECT json_object('number', number, 'file', file_name, 'names',
      (SELECT group_concat(given_name || ' ' || family_name || ' ' || given_name || char(10) || coalesce(
        (SELECT group_concat(compact, char(10)) FROM subject_identifier WHERE subject = subject.number), ''), char(10))
      FROM recording_subject JOIN subject ON subject.number = recording_subject.subject
      WHERE recording = recording.number))
    FROM recording WHERE number IN ${valuesOf([...candidates])}`;
  return connection
    .column<string>(query.compile(connection.kysely))
    .map((text) => JSON.parse(text) as Written);
}

/** Those in whose file name, or in one of whose patients' names, these words stand one after another. */
export function withPhrase(connection: Connection, words: readonly string[]): Uint32Array {
  const telling = words.filter((word) => !isEmptyWord(word));
  if (telling.length === 0) return emptyList;
  const candidates = matching(connection, telling.map((word) => `"${word}"`).join(' AND '));
  if (words.length === 1) return candidates;
  const found = written(connection, candidates).filter(({ file, names }) =>
    [file, ...(names ?? '').split('\n')].some((line) => hasRun(wordsOf(line), words)),
  );
  return Uint32Array.from(found.map(({ number }) => number)).sort();
}

/** Those in whose file name there is a word with each of these beginnings; a patient's name alone is not enough. */
export function withFileName(connection: Connection, text: string): Uint32Array {
  const words = wordsOf(text).filter((word) => !isEmptyWord(word));
  if (words.length === 0) return emptyList;
  const candidates = namedSo(connection, words);
  const doubtful = words.map((word) => ofSubjectNamed(connection, word));
  const inDoubt = new Set(doubtful.flatMap((list) => [...common(candidates, list)]));
  if (inDoubt.size === 0) return candidates;
  const refused = new Set(
    written(connection, Uint32Array.from(inDoubt))
      .filter(({ file }) => !words.every((word) => wordsOf(file).some((each) => each.startsWith(word))))
      .map(({ number }) => number),
  );
  return candidates.filter((number) => !refused.has(number));
}
