import type { Category, Use } from '../policy/words.ts';
import type { Kind, Standing } from '../recording/state.ts';
import { type Range, readRange, readSpan, type Span } from './spans.ts';
import { sameWords } from './words.ts';

/** A value that says: nobody has entered any. */
export const none = 'none';
type OrNone<T> = T | typeof none;

/** Closed words as people write them; the first of each is the one that is proposed. */
const kindWords: Readonly<Record<Kind, readonly string[]>> = {
  photo: ['photo', 'photograph', 'picture'],
  video: ['film', 'video'],
  audio: ['sound', 'audio'],
};
const standingWords: Readonly<Record<Standing, readonly string[]>> = {
  needsClass: ['needs-class', 'unclassified'],
  needsAgreement: ['needs-agreement', 'awaiting-agreement', 'awaiting-consent'],
  needsAnonymising: ['needs-anonymising', 'awaiting-anonymising'],
  ready: ['ready'],
  limited: ['limited'],
  quarantined: ['quarantined', 'quarantine'],
};
const categoryWords: Readonly<Record<Category, readonly string[]>> = {
  other: ['other'],
  pathologySlide: ['pathology-slide', 'slide', 'pathology'],
  xray: ['x-ray'],
  laparoscopic: ['laparoscopic', 'laparoscopy'],
  internalOrgan: ['internal-organ'],
  ultrasound: ['ultrasound'],
};
const useWords: Readonly<Record<Use, readonly string[]>> = {
  care: ['care'],
  teaching: ['teaching'],
  assessmentOfDoctors: ['assessment', 'assessment-of-doctors'],
  audit: ['audit'],
  research: ['research'],
  medicoLegal: ['medico-legal'],
  publicMedia: ['publication', 'public-media', 'public'],
};

/** Hyphens, spaces and case do not tell closed words apart. */
const bare = (text: string): string => sameWords(text).replaceAll(' ', '');

const closed = <T extends string>(words: Readonly<Record<T, readonly string[]>>) => {
  const byWord = new Map(
    (Object.entries(words) as [T, readonly string[]][]).flatMap(([value, list]) =>
      list.map((word) => [bare(word), value] as const),
    ),
  );
  return (text: string): T | null => byWord.get(bare(text)) ?? null;
};

const orNone =
  <T>(read: (text: string) => T | null) =>
  (text: string): OrNone<T> | null =>
    text.toLowerCase() === none ? none : read(text);

const numberAfter = (letter: string) => (text: string) => {
  const [, digits] = new RegExp(`^(?:${letter}-?)?(\\d{1,9})$`, 'i').exec(text) ?? [];
  return digits === undefined ? null : Number(digits);
};

const words = (text: string): string | null => (sameWords(text) === '' ? null : text);

const wholeNumber = numberAfter('');

/** How the value of each field is read; null where it says nothing that the field knows. */
const readers = {
  subject: words,
  number: (text: string): Range | null => readRange(text, { from: 1, to: 999_999_999 }, numberAfter('R')),
  made: orNone((text: string): Span | null => readSpan(text)),
  added: (text: string): Span | null => readSpan(text),
  kind: closed(kindWords),
  status: closed(standingWords),
  category: orNone(closed(categoryWords)),
  for: orNone(closed(useWords)),
  label: orNone(words),
  rating: orNone((text: string): Range | null => readRange(text, { from: 0, to: 5 }, wholeNumber)),
  collection: orNone(words),
  agreement: orNone(numberAfter('A')),
  file: words,
} as const;

export type FieldName = keyof typeof readers;
type ValueOf<Name extends FieldName> = NonNullable<ReturnType<(typeof readers)[Name]>>;

/** What one field is asked for: any of the values; none of them was understood where there is no value. */
export type FieldTest = {
  readonly [Name in FieldName]: {
    readonly field: Name;
    readonly not: boolean;
    readonly values: readonly ValueOf<Name>[];
  };
}[FieldName];

/** Each field with what its value may look like, as a person is told it. */
export const fieldHelp: Readonly<Record<FieldName, string>> = {
  subject: 'the patient’s name or number, as in subject:carter',
  number: 'a recording’s number, as in number:R-000123 or number:>=200',
  made: 'when it was made, as in made:2019, made:>=2019-03 or made:2018..2020',
  added: 'when it was taken in, as in added:2024-05',
  kind: 'photo, film or sound',
  status: 'needs-class, needs-agreement, needs-anonymising, ready, limited or quarantined',
  category: 'other, pathology-slide, x-ray, laparoscopic, internal-organ or ultrasound',
  for: 'care, teaching, assessment, audit, research, medico-legal or publication',
  label: 'a label, as in label:left-hand',
  rating: 'stars from 0 to 5, as in rating:>=3, or rating:none',
  collection: 'a collection’s name, as in collection:"Wound healing"',
  agreement: 'an agreement’s number, as in agreement:A-000001, or agreement:none',
  file: 'words of the file’s name, as in file:clinic',
};

export const fieldNames = Object.keys(readers) as readonly FieldName[];

/** Other names by which people ask for a field. */
const aliases: Readonly<Record<string, FieldName>> = { patient: 'subject', use: 'for', standing: 'status' };

/** The field of this name, whatever its case; null where there is none. */
export function fieldNamed(name: string): FieldName | null {
  const lower = name.toLowerCase();
  return fieldNames.find((field) => field === lower) ?? aliases[lower] ?? null;
}

export const readField = <Name extends FieldName>(field: Name, text: string): ValueOf<Name> | null =>
  readers[field](text) as ValueOf<Name> | null;

/** The values that a closed field may have, the word proposed for each first; null for an open field. */
export const closedWords: Partial<Readonly<Record<FieldName, Readonly<Record<string, readonly string[]>>>>> =
  { kind: kindWords, status: standingWords, category: categoryWords, for: useWords };
