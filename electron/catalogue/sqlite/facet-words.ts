import {
  type Category,
  type Circumstances,
  categories,
  circumstances,
  type Use,
  uses,
} from '../../../shared/domain/policy/words.ts';
import { type Kind, kinds } from '../../../shared/domain/recording/state.ts';
import { categoryOf, circumstancesOf, kindOf, madeForOf } from './cell.ts';
import { wordsOf } from './words.ts';

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

/** For each class whether one of its words begins so; null where none anywhere does. */
export function facetsWithWord(beginning: string): ((facetBits: number) => boolean) | null {
  const hits = facets.map(({ words, placeOf }) => ({
    placeOf,
    places: new Set(
      words.flatMap((list, index) => (list.some((word) => word.startsWith(beginning)) ? [index + 1] : [])),
    ),
  }));
  const some = hits.filter(({ places }) => places.size > 0);
  if (some.length === 0) return null;
  return (bits) => some.some(({ placeOf, places }) => places.has(placeOf(bits)));
}

const vocabulary = [...new Set(facets.flatMap(({ words }) => words.flat()))].sort();

/** The class words that begin so. */
export const facetWords = (beginning: string): readonly string[] =>
  vocabulary.filter((word) => word.length > 2 && word.startsWith(beginning));
