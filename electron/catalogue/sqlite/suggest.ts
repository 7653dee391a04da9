import { sql } from 'kysely';
import type { Viewer } from '../catalogue.ts';
import { type Ground, sightOf } from './discovery.ts';
import { facetWords } from './facet-words.ts';
import { levelIn, mayLearnNames, type Sight } from './find.ts';
import type { ReadUnit } from './unit.ts';
import { wordsOf } from './words.ts';

const most = 8;
/** So many patients are looked at for a suggestion, however many begin so. */
const looked = 200;

interface Candidate {
  readonly name: string;
  readonly recordings: readonly number[];
}

/** Whether the viewer finds any of these recordings and may learn whom it shows. */
const mayKnow = (ground: Ground, sight: Sight, recordings: readonly number[]): boolean =>
  recordings.some((number) => levelIn(ground.grid(), sight, number) > 0 && mayLearnNames(sight, number));

function names(unit: ReadUnit, viewer: Viewer, beginning: string): string[] {
  const sight = sightOf(unit.ground, viewer);
  if (sight.names === 'none') return [];
  const query = sql`
    SELECT json_object('name', trim(given_name || ' ' || family_name), 'recordings',
      (SELECT json_group_array(recording) FROM (SELECT recording FROM recording_subject WHERE subject = number LIMIT 200)))
    FROM (SELECT DISTINCT subject FROM subject_word
      WHERE word >= ${beginning} AND word < ${`${beginning}\u{10ffff}`} LIMIT ${looked})
    JOIN subject ON number = subject WHERE merged_into IS NULL`;
  const found = new Set<string>();
  for (const text of unit.connection.column<string>(query.compile(unit.connection.kysely))) {
    const { name, recordings } = JSON.parse(text) as Candidate;
    if (mayKnow(unit.ground, sight, recordings)) found.add(name);
    if (found.size === most) break;
  }
  return [...found];
}

/** Ends of what is being typed: words of classes for anybody, names only of patients whom the viewer may know. */
export function suggestWords(unit: ReadUnit, viewer: Viewer, text: string): string[] {
  const last = wordsOf(text).at(-1);
  if (!last || /\s$/.test(text) || last.length < 2) return [];
  const before = text.slice(0, text.length - (/[\p{L}\p{N}]+$/u.exec(text)?.[0].length ?? 0));
  const classes = facetWords(last).map((word) => `${before}${word}`);
  return [...new Set([...classes, ...names(unit, viewer, last)])].slice(0, most);
}
