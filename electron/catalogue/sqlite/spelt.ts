/** The words among names that may be misspelt: of letters alone, and long enough that an error leaves them plain. */
const spelt = /^\p{L}{4,}$/u;

/** Such words of a stored text, each once. */
export const speltWords = (text: string): string[] => [
  ...new Set(text.split(' ').filter((word) => spelt.test(word))),
];

/** A word with the letters that it has (`lettersOf`). */
export interface Spelt {
  readonly word: string;
  readonly letters: number;
}

/** Which letters a word has, as bits; two letters may share one. */
export function lettersOf(word: string): number {
  let letters = 0;
  for (let place = 0; place < word.length; place += 1) letters |= 1 << (word.charCodeAt(place) & 31);
  return letters;
}
