import { wordsOf } from '../../../shared/domain/search/words.ts';
import { isEmptyWord } from './words.ts';

/** One word of a search, and the exact meanings it may have beside being a beginning of a word. */
export interface SearchWord {
  readonly word: string;
  /** A recording's number, as in R-000123 or 123. */
  readonly number: number | null;
  readonly year: number | null;
  /** Written as R-…: then it is a number and nothing else. */
  readonly onlyNumber: boolean;
}

const recordingNumber = /(?<![\p{L}\p{N}])R-?(\d{1,9})(?![\p{L}\p{N}])/giu;
const year = /^(?:19|20)\d\d$/;

/** Reads what was typed: each word must be met, each as the beginning of a word, a year or a number. */
export function readSearch(text: string): SearchWord[] {
  const numbers: SearchWord[] = [];
  const rest = text.replace(recordingNumber, (_, digits: string) => {
    numbers.push({ word: '', number: Number(digits), year: null, onlyNumber: true });
    return ' ';
  });
  const words = [...new Set(wordsOf(rest))].filter((word) => !isEmptyWord(word));
  return [
    ...numbers,
    ...words.map((word) => ({
      word,
      number: /^\d{1,9}$/.test(word) ? Number(word) : null,
      year: year.test(word) ? Number(word) : null,
      onlyNumber: false,
    })),
  ];
}
