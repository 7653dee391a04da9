import { facetWords } from './facet-words.ts';
import type { Ground } from './ground.ts';

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
const looked = 60;

/**
 * Insertions, omissions, wrong letters and neighbours exchanged between a word and the beginning of another that
 * comes nearest to it; more than `limit` is answered as `limit + 1`.
 */
export function errorsBetween(typed: string, word: string, limit: number): number {
  const width = Math.min(word.length, typed.length + limit);
  let before: number[] = [];
  let last = Array.from({ length: width + 1 }, (_, column) => column);
  for (let row = 1; row <= typed.length; row += 1) {
    const next = [row];
    for (let column = 1; column <= width; column += 1) {
      const same = typed[row - 1] === word[column - 1];
      let least = Math.min(
        (last[column - 1] ?? 0) + (same ? 0 : 1),
        (last[column] ?? 0) + 1,
        (next[column - 1] ?? 0) + 1,
      );
      const exchanged = typed[row - 1] === word[column - 2] && typed[row - 2] === word[column - 1];
      if (row > 1 && column > 1 && exchanged) least = Math.min(least, (before[column - 2] ?? 0) + 1);
      next.push(least);
    }
    if (Math.min(...next) > limit) return limit + 1;
    before = last;
    last = next;
  }
  return Math.min(...last, limit + 1);
}

interface Candidate extends Closest {
  readonly errors: number;
}

function candidates(ground: Ground, typed: string): Candidate[] {
  const limit = forgiven(typed.length);
  const found: Candidate[] = [];
  const consider = (word: string, name: boolean): void => {
    if (word.length < typed.length - limit) return;
    const errors = errorsBetween(typed, word, limit);
    if (errors <= limit) found.push({ word, name, errors });
  };
  for (const word of facetWords('')) consider(word, false);
  for (const word of ground.vocabulary()) consider(word, true);
  const rest = ({ word }: Candidate): number => Math.abs(word.length - typed.length);
  return found.sort((a, b) => a.errors - b.errors || rest(a) - rest(b) || (a.word < b.word ? -1 : 1));
}

/** The words with the fewest errors that `isKnown` or belong to a class; none for short words and numbers. */
export function closestWords(ground: Ground, typed: string, isKnown: (word: string) => boolean): Closest[] {
  if (forgiven(typed.length) === 0 || /\p{N}/u.test(typed)) return [];
  const chosen: Candidate[] = [];
  for (const candidate of candidates(ground, typed).slice(0, looked)) {
    const [first] = chosen;
    if (chosen.length === most || (first && candidate.errors > first.errors)) break;
    if (!candidate.name || isKnown(candidate.word)) chosen.push(candidate);
  }
  return chosen;
}
