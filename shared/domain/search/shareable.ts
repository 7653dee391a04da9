import type { RecordingQuery } from '../recording/query.ts';
import { parseSearch } from './parse.ts';

/** Fields whose values may name somebody, or tell that they are here. */
const naming: ReadonlySet<string> = new Set(['subject', 'file', 'agreement', 'number']);

/** Whether a search may be kept for everybody to read: by filters and fields, never by words that may be a name. */
export function isShareable(query: Pick<RecordingQuery, 'text' | 'subject'>): boolean {
  const { words, withoutWords, phrases, fields, nothing } = parseSearch(query.text);
  const worded = words.trim() !== '' || withoutWords.length > 0 || phrases.length > 0;
  return query.subject === null && !worded && !nothing && fields.every(({ field }) => !naming.has(field));
}

/** The labels and collections, by name, that a search asks for. */
export function namedIn(query: Pick<RecordingQuery, 'text' | 'labels'>): {
  readonly labels: readonly string[];
  readonly collections: readonly string[];
} {
  const { fields } = parseSearch(query.text);
  const values = (wanted: 'label' | 'collection'): readonly string[] =>
    fields.flatMap((test) => (test.field === wanted ? (test.values as readonly string[]) : []));
  return { labels: [...query.labels, ...values('label')], collections: values('collection') };
}
