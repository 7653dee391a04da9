import { identifierVariants } from '../../../../shared/domain/subject/identifier-variants.ts';

/** Signs that look alike when they are small, each as the first of its kind; case and marks do not count. */
const alike: readonly (readonly [RegExp, string])[] = [
  [/[oqdø]/g, '0'],
  [/[il|!j]/g, '1'],
  [/s/g, '5'],
  [/[b]/g, '8'],
  [/z/g, '2'],
  [/g/g, '6'],
];

/** A text as a tired eye sees it: letters and digits alone, those that look alike made one. */
export function blurred(text: string): string {
  const plain = text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}|!]/gu, '');
  return alike.reduce((sum, [signs, one]) => sum.replace(signs, one), plain);
}

/** Insertions, removals and replacements that turn some stretch of `text` into `word`, counted up to `most`. */
function nearest(word: string, text: string, most: number): number {
  let row = new Array<number>(text.length + 1).fill(0);
  for (let at = 0; at < word.length; at += 1) {
    const next = [at + 1];
    for (let place = 0; place < text.length; place += 1) {
      const same = word[at] === text[place] ? 0 : 1;
      next.push(
        Math.min((row[place] as number) + same, (row[place + 1] as number) + 1, (next[place] as number) + 1),
      );
    }
    if (Math.min(...next) > most) return most + 1;
    row = next;
  }
  return Math.min(...row);
}

/** Shorter words are found anywhere. */
const shortest = 4;
/** One misread sign is forgiven in so many. */
const perFault = 7;

/** Knows again what the catalogue knows of a subject in what was read. */
export function recogniser(known: readonly string[]): (text: string) => boolean {
  const wanted = [...new Set(known.flatMap(identifierVariants).map(blurred))].filter(
    ({ length }) => length >= shortest,
  );
  return (text) => {
    const seen = blurred(text);
    return wanted.some((word) => {
      const most = Math.floor(word.length / perFault);
      return seen.length + most >= word.length && nearest(word, seen, most) <= most;
    });
  };
}
