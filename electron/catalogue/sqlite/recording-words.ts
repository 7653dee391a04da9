import { sql } from 'kysely';
import type { WriteUnit } from './unit.ts';
import { fileWords } from './words.ts';

/**
 * Writes anew what a recording is searched for by: its file's name, and its subjects' names and numbers. All of
 * it tells of a person; the classes, which anybody may search, lie in the grid.
 */
export async function renewWords(unit: WriteUnit, number: number): Promise<void> {
  const { kysely } = unit.connection;
  const row = await kysely
    .selectFrom('recording')
    .select(['file_name', 'state'])
    .where('number', '=', number)
    .executeTakeFirst();
  if (!row || row.state === 'erased') {
    await kysely.deleteFrom('recording_text').where('number', '=', number).execute();
    return;
  }
  const subjects = unit.connection.column<string>(
    sql`SELECT word FROM recording_subject JOIN subject_word USING (subject) WHERE recording = ${number}`.compile(
      kysely,
    ),
  );
  const words = [...new Set([...fileWords(row.file_name), ...subjects])].join(' ');
  const known = await kysely
    .selectFrom('recording_text')
    .select('words')
    .where('number', '=', number)
    .executeTakeFirst();
  if (known?.words === words) return;
  if (known) await kysely.updateTable('recording_text').set({ words }).where('number', '=', number).execute();
  else await kysely.insertInto('recording_text').values({ number, words }).execute();
}
