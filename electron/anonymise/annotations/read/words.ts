import type { Region } from '../../../../shared/domain/recording/region.ts';
import { overlapOf } from '../find/boxes.ts';
import type { ReadWord } from './text-reader.ts';

/** Letters and digits of a text. */
export const lettersOf = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '');

/** A word that is worth believing: noise is read as single signs, and with doubt. */
export const believable = ({ text, confidence }: ReadWord, least: number): boolean =>
  confidence >= least && lettersOf(text).length >= 2;

/** The words of a line from left to right, lines from the top. */
export function textOf(words: readonly ReadWord[]): string {
  const rows: ReadWord[][] = [];
  for (const word of [...words].sort((a, b) => a.y + a.h / 2 - b.y - b.h / 2)) {
    const row = rows.at(-1);
    const before = row?.[0];
    const same = before && word.y + word.h / 2 < before.y + before.h;
    if (row && same) row.push(word);
    else rows.push([word]);
  }
  return rows
    .map((row) =>
      [...row]
        .sort((a, b) => a.x - b.x)
        .map(({ text }) => text)
        .join(' '),
    )
    .join(' ');
}

/** The words of which at least half lies in a box. */
export const wordsIn = (words: readonly ReadWord[], box: Region): ReadWord[] =>
  words.filter((word) => overlapOf(word, box) > 0.5 * word.w * word.h);
