import { wordsOf } from '../../../shared/domain/search/words.ts';
import { compactIdentifier, type Identifier } from '../../../shared/domain/subject/identifier.ts';

/** Stems that cameras and programs give to every file: as words they find everything and say nothing. */
const emptyWords = new Set(['img', 'image', 'dsc', 'dscn', 'dscf', 'mvi', 'mov', 'vid', 'pict', 'scan']);

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
