import { sameWords } from '../search/words.ts';

/**
 * What speaks against a label or a collection's name, as a sentence; null where nothing does. Everybody reads it
 * who finds one of its recordings, so it holds no number by which a patient is known.
 */
export function labelFault(text: string): string | null {
  const words = sameWords(text);
  if (words === '') return 'Please use letters or digits in the name.';
  if (words === 'none') return '“none” asks for what has no label. Please choose another word.';
  if (/\d{6}/.test(words.replaceAll(' ', '')))
    return 'Everybody who may find a recording reads its labels and collections. Please leave out numbers by which a patient is known.';
  return null;
}
