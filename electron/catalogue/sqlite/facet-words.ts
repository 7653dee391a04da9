import {
  type Category,
  type Circumstances,
  categories,
  circumstances,
  type Use,
  uses,
} from '../../../shared/domain/policy/words.ts';
import { type Kind, kinds } from '../../../shared/domain/recording/state.ts';
import { wordsOf } from '../../../shared/domain/search/words.ts';
import { categoryOf, circumstancesOf, facetSpace, kindOf, madeForOf } from './cell.ts';

/** The words that anybody may search for: they tell of a recording's class, never of whom it shows. */
const kindWords: Readonly<Record<Kind, string>> = {
  photo: 'photo photograph picture image',
  video: 'video film',
  audio: 'audio sound',
};
const categoryWords: Readonly<Record<Category, string>> = {
  other: 'other',
  pathologySlide: 'pathology slide',
  xray: 'x-ray xray radiograph',
  laparoscopic: 'laparoscopic laparoscopy',
  internalOrgan: 'internal organ',
  ultrasound: 'ultrasound',
};
const useWords: Readonly<Record<Use, string>> = {
  care: 'care',
  teaching: 'teaching',
  assessmentOfDoctors: 'assessment of doctors',
  audit: 'audit',
  research: 'research',
  medicoLegal: 'medico-legal medicolegal',
  publicMedia: 'public media',
};
const circumstanceWords: Readonly<Record<Circumstances, string>> = {
  planned: 'planned',
  emergency: 'emergency',
  unexpectedDevelopment: 'unexpected development',
  postMortem: 'post-mortem postmortem',
  covert: 'covert',
  telephoneCall: 'telephone call',
};

interface Facet {
  readonly words: readonly (readonly string[])[];
  readonly placeOf: (facets: number) => number;
}

const facet = <T extends string>(
  list: readonly T[],
  words: Readonly<Record<T, string>>,
  placeOf: Facet['placeOf'],
): Facet => ({ words: list.map((value) => wordsOf(words[value])), placeOf });

const facets: readonly Facet[] = [
  facet(kinds, kindWords, kindOf),
  facet(categories, categoryWords, categoryOf),
  facet(uses, useWords, madeForOf),
  facet(circumstances, circumstanceWords, circumstancesOf),
];

/** By facet bits: 1 where one of its classes is met by its words; null where none anywhere is. */
function classesWhere(isMet: (words: readonly string[]) => boolean): Uint8Array | null {
  const hits = facets
    .map(({ words, placeOf }) => ({
      placeOf,
      // Place 0 is "nobody has said", which no word means.
      places: [false, ...words.map(isMet)],
    }))
    .filter(({ places }) => places.includes(true));
  if (hits.length === 0) return null;
  const table = new Uint8Array(facetSpace);
  for (let bits = 0; bits < facetSpace; bits += 1)
    for (const { places, placeOf } of hits) if (places[placeOf(bits)]) table[bits] = 1;
  return table;
}

/** Classes that have a word beginning so. */
export const classesWithWord = (beginning: string): Uint8Array | null =>
  classesWhere((words) => words.some((word) => word.startsWith(beginning)));

/** Classes among whose words these stand one after another, whole. */
export const classesWithPhrase = (phrase: readonly string[]): Uint8Array | null =>
  classesWhere((words) => words.some((_, at) => phrase.every((word, place) => words[at + place] === word)));

const vocabulary = [...new Set(facets.flatMap(({ words }) => words.flat()))].sort();

/** The class words that begin so. */
export const facetWords = (beginning: string): readonly string[] =>
  vocabulary.filter((word) => word.length > 2 && word.startsWith(beginning));
