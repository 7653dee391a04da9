import { compactIdentifier, type Identifier } from '../../../shared/domain/subject/identifier.ts';

/** Ten digits in the groups in which NHS, H&C (3-3-4) and CHI numbers (6-4) are printed; searched for as one. */
const groupedDigits = /(?<![\p{L}\p{N}])(?:\d{3}[\s-]\d{3}|\d{6})[\s-]\d{4}(?![\p{L}\p{N}])/gu;

/** Stems that cameras and programs give to every file: as words they find everything and say nothing. */
const emptyWords = new Set(['img', 'image', 'dsc', 'dscn', 'dscf', 'mvi', 'mov', 'vid', 'pict', 'scan']);

/**
 * The words of a text as they are compared: lower case, without accents, letters and digits only. What is stored
 * and what is typed go through this one door, so that they always agree.
 */
export function wordsOf(text: string): string[] {
  const joined = text.replace(groupedDigits, (digits) => digits.replace(/[\s-]/g, ''));
  const plain = joined.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

export const isEmptyWord = (word: string): boolean => emptyWords.has(word);

interface NamedSubject {
  readonly family_name: string;
  readonly given_name: string;
}

/** The words by which a subject is found: names, and each number as one word and in its parts. */
export function subjectWords(
  subject: NamedSubject,
  identifiers: readonly Pick<Identifier, 'value'>[],
): string[] {
  const numbers = identifiers.map(({ value }) => compactIdentifier(value)).join(' ');
  return [...new Set(wordsOf(`${subject.family_name} ${subject.given_name} ${numbers}`))];
}

/** The words of a file's name without its ending, which the container already tells. */
export function fileWords(fileName: string): string[] {
  const stem = fileName.replace(/\.[A-Za-z0-9]{1,5}$/, '');
  return wordsOf(stem).filter((word) => !isEmptyWord(word));
}
