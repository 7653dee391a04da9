import { type FieldName, type FieldTest, fieldHelp, fieldNamed, fieldNames, readField } from './fields.ts';
import { wordsOf } from './words.ts';

/**
 * What is typed into the search field, taken apart. The grammar, in which a space means "and":
 *
 *     search  = term { space term }
 *     term    = [ "-" ] ( word | phrase | field ":" [ space ] ( value | phrase ) )
 *     phrase  = '"' anything '"'              the words one after another, whole
 *     value   = text without spaces           in fields of days and numbers also >a >=a <a <=a a..b a.. ..b
 *
 * A word is met by the beginning of a word, a year or a recording's number. "-" leaves out what meets the term.
 * A field named twice is met by either value, different fields have all to be met. A field or value that is not
 * known finds nothing and is told in a note: to drop it would show more than was asked for.
 */
export interface Search {
  /** The words to be met, as they were typed, in one text: a number typed in groups is one number. */
  readonly words: string;
  readonly withoutWords: readonly string[];
  readonly phrases: readonly { readonly text: string; readonly not: boolean }[];
  readonly fields: readonly FieldTest[];
  /** Sentences about what was not understood. */
  readonly notes: readonly string[];
  /** Something was not understood, so nothing is found. */
  readonly nothing: boolean;
}

interface Term {
  readonly not: boolean;
  /** Null for words. */
  readonly field: string | null;
  readonly text: string;
  readonly quoted: boolean;
}

const term = /(-?)(?:(\p{L}{1,20}):\s*)?(?:"([^"]*)"?|([^\s"]+)|(?<=:\s*))/gu;

/** The terms of a text, in order. */
export function termsOf(text: string): Term[] {
  return [...text.matchAll(term)].map(([, minus, field, quoted, plain]) => ({
    not: minus === '-',
    field: field ?? null,
    text: quoted ?? plain ?? '',
    quoted: quoted !== undefined,
  }));
}

const unknownField = (name: string): string =>
  `There is no field called “${name}”, so nothing is found. The fields are ${fieldNames.join(', ')}. To search for the word itself, put it in quotation marks.`;

const unknownValue = (field: FieldName, text: string): string =>
  text === ''
    ? `After “${field}:” comes ${fieldHelp[field]}.`
    : `“${text}” says nothing for “${field}:”. It takes ${fieldHelp[field]}.`;

interface Reading {
  readonly tests: Map<string, { field: FieldName; not: boolean; values: unknown[] }>;
  readonly notes: Set<string>;
  unknown: boolean;
}

function readFieldTerm(reading: Reading, name: string, { not, text }: Term): void {
  const field = fieldNamed(name);
  if (!field) {
    reading.notes.add(unknownField(name));
    reading.unknown = true;
    return;
  }
  const key = `${not ? '-' : ''}${field}`;
  const test = reading.tests.get(key) ?? { field, not, values: [] };
  reading.tests.set(key, test);
  const value = readField(field, text.trim());
  if (value === null) reading.notes.add(unknownValue(field, text));
  else test.values.push(value);
}

/** Reads what was typed. Never fails: what cannot be read is in the notes. */
export function parseSearch(text: string): Search {
  const reading: Reading = { tests: new Map(), notes: new Set(), unknown: false };
  const words: string[] = [];
  const withoutWords: string[] = [];
  const phrases: { text: string; not: boolean }[] = [];
  for (const one of termsOf(text)) {
    if (one.field !== null) readFieldTerm(reading, one.field, one);
    else if (one.quoted) phrases.push({ text: one.text, not: one.not });
    else if (one.not) withoutWords.push(...wordsOf(one.text));
    else words.push(one.text);
  }
  const fields = [...reading.tests.values()] as unknown as FieldTest[];
  return {
    words: words.join(' '),
    withoutWords,
    phrases: phrases.filter((phrase) => wordsOf(phrase.text).length > 0),
    fields,
    notes: [...reading.notes],
    nothing: reading.unknown || fields.some(({ values }) => values.length === 0),
  };
}
