import { sql } from 'kysely';
import { withWord } from './names-find.ts';
import { dropViewsOf } from './saved-views.ts';
import type { WriteUnit } from './unit.ts';
import { recountWords } from './vocabulary.ts';
import { fileWords } from './words.ts';

const textOf = async ({ connection }: WriteUnit, number: number): Promise<string | null> => {
  const query = connection.kysely.selectFrom('recording_text').select('words').where('number', '=', number);
  return (await query.executeTakeFirst())?.words ?? null;
};

/** Takes out what an erased recording was searched for by, and the saved views that look for what nothing else has. */
export async function forgetWords(unit: WriteUnit, number: number): Promise<void> {
  const { connection } = unit;
  const words = (await textOf(unit, number)) ?? '';
  await connection.kysely.deleteFrom('recording_text').where('number', '=', number).execute();
  await recountWords(unit, words, '');
  const gone = words.split(' ').filter((word) => word !== '' && withWord(connection, word).length === 0);
  await dropViewsOf(unit, { words: gone });
}

/**
 * Writes anew what a recording is searched for by: its file's name, and its subjects' names and numbers. All of
 * it tells of a person; the classes, which anybody may search, lie in the grid.
 */
export async function renewWords(unit: WriteUnit, number: number): Promise<void> {
  const { kysely } = unit.connection;
  const row = await kysely
    .selectFrom('recording')
    .select('file_name')
    .where('number', '=', number)
    .where('state', '<>', 'erased')
    .executeTakeFirst();
  if (!row) return;
  const known = await textOf(unit, number);
  const subjects = unit.connection.column<string>(
    sql`SELECT word FROM recording_subject JOIN subject_word USING (subject) WHERE recording = ${number}`.compile(
      kysely,
    ),
  );
  const words = [...new Set([...fileWords(row.file_name), ...subjects])].join(' ');
  if (known === words) return;
  if (known !== null)
    await kysely.updateTable('recording_text').set({ words }).where('number', '=', number).execute();
  else await kysely.insertInto('recording_text').values({ number, words }).execute();
  await recountWords(unit, known ?? '', words);
}
