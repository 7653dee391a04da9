import { sql } from 'kysely';
import type { Connection } from './connection.ts';
import { lettersOf, type Spelt, speltWords } from './spelt.ts';
import type { WriteUnit } from './unit.ts';

/** Counts in what a text says now and out what it said before; a word that is nowhere any more goes. */
export async function recountWords(unit: WriteUnit, before: string, now: string): Promise<void> {
  const { kysely } = unit.connection;
  const [old, fresh] = [new Set(speltWords(before)), new Set(speltWords(now))];
  for (const word of fresh.difference(old))
    await kysely
      .insertInto('search_word')
      .values({ word, recordings: 1 })
      .onConflict((conflict) =>
        conflict.column('word').doUpdateSet({ recordings: sql<number>`recordings + 1` }),
      )
      .execute();
  for (const word of old.difference(fresh)) {
    await kysely
      .updateTable('search_word')
      .set({ recordings: sql<number>`recordings - 1` })
      .where('word', '=', word)
      .execute();
    await kysely.deleteFrom('search_word').where('word', '=', word).where('recordings', '<', 1).execute();
  }
}

export const loadVocabulary = ({ kysely, column }: Connection): Spelt[] =>
  column<string>(sql<string>`SELECT word FROM search_word`.compile(kysely)).map((word) => ({
    word,
    letters: lettersOf(word),
  }));
