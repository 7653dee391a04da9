import { facetWords } from './facet-words.ts';
import type { Ground } from './ground.ts';
import { lettersOf } from './spelt.ts';

/** Words that a search may take for a misspelt one: they are nearest, and the viewer may know of them. */

export interface Closest {
  readonly word: string;
  /** A word that tells of a person; else one of the classes, which everybody may know. */
  readonly name: boolean;
}

/** So many errors are forgiven in a word of this length. */
const forgiven = (length: number): number => (length < 4 ? 0 : length < 8 ? 1 : 2);

/** So many words are proposed for one. */
const most = 5;
/** So many of the nearest are looked at, whether or not the viewer may know of them. */
const looked = 24;

/** Rows of the table of errors, the one in work and the two before it; no word of a name is longer. */
const longest = 64;
const rows = [new Uint8Array(longest + 1), new Uint8Array(longest + 1), new Uint8Array(longest + 1)] as const;

/**
 * Insertions, omissions, wrong letters and neighbours exchanged between a word and the beginning of another that
 * comes nearest to it; more than `limit` is answered as `limit + 1`.
 */
export function errorsBetween(typed: string, word: string, limit: number): number {
  const width = Math.min(word.length, typed.length + limit, longest);
  let [before, last, next] = rows;
  for (let column = 0; column <= width; column += 1) last[column] = column;
  for (let row = 1; row <= typed.length; row += 1) {
    const letter = typed.charCodeAt(row - 1);
    next[0] = row;
    let fewest = row;
    for (let column = 1; column <= width; column += 1) {
      const same = letter === word.charCodeAt(column - 1);
      const wrong = (last[column - 1] as number) + (same ? 0 : 1);
      let least = Math.min(wrong, (last[column] as number) + 1, (next[column - 1] as number) + 1);
      if (row > 1 && column > 1 && letter === word.charCodeAt(column - 2)) {
        const exchanged = typed.charCodeAt(row - 2) === word.charCodeAt(column - 1);
        if (exchanged) least = Math.min(least, (before[column - 2] as number) + 1);
      }
      next[column] = least;
      if (least < fewest) fewest = least;
    }
    if (fewest > limit) return limit + 1;
    [before, last, next] = [last, next, before];
  }
  let errors = limit + 1;
  for (let column = 0; column <= width; column += 1) errors = Math.min(errors, last[column] as number);
  return errors;
}

/** Each letter that a word lacks is an error: this rules most words out at the cost of a few operations. */
function lacksMore(typed: number, word: number, limit: number): boolean {
  let lacking = typed & ~word;
  for (let count = 0; count <= limit; count += 1) {
    if (lacking === 0) return false;
    lacking &= lacking - 1;
  }
  return true;
}

interface Candidate extends Closest {
  readonly errors: number;
}

function candidates(ground: Ground, typed: string): Candidate[] {
  const limit = forgiven(typed.length);
  const found: Candidate[] = [];
  const letters = lettersOf(typed);
  const consider = (word: string, own: number, name: boolean): void => {
    if (word.length < typed.length - limit || lacksMore(letters, own, limit)) return;
    const errors = errorsBetween(typed, word, limit);
    if (errors <= limit) found.push({ word, name, errors });
  };
  for (const word of facetWords('')) consider(word, lettersOf(word), false);
  for (const { word, letters: own } of ground.vocabulary()) consider(word, own, true);
  const rest = ({ word }: Candidate): number => Math.abs(word.length - typed.length);
  return found.sort((a, b) => a.errors - b.errors || rest(a) - rest(b) || (a.word < b.word ? -1 : 1));
}

/** The words with the fewest errors that `isKnown` or belong to a class; none for short words and numbers. */
export function closestWords(ground: Ground, typed: string, isKnown: (word: string) => boolean): Closest[] {
  if (forgiven(typed.length) === 0 || typed.length > longest || /\p{N}/u.test(typed)) return [];
  const chosen: Candidate[] = [];
  for (const candidate of candidates(ground, typed).slice(0, looked)) {
    const [first] = chosen;
    if (chosen.length === most || (first && candidate.errors > first.errors)) break;
    if (!candidate.name || isKnown(candidate.word)) chosen.push(candidate);
  }
  return chosen;
}
