import type Database from 'better-sqlite3';
import { gridFaults } from './grid-store.ts';

const rows = (database: Database.Database, question: string): string[] =>
  database.prepare<[], string>(question).pluck().all();

/** Words of searches against what they were made from; FTS5 throws where they differ. */
function wordFaults(database: Database.Database): string[] {
  try {
    database.exec("INSERT INTO recording_words (recording_words, rank) VALUES ('integrity-check', 1)");
    return [];
  } catch (error) {
    return [`The search words do not agree with what they were made from (${String(error)}).`];
  }
}

/** A sentence for each thing that is wrong; none in a sound catalogue. */
export function checkCatalogue(database: Database.Database): string[] {
  const faults = rows(database, 'PRAGMA integrity_check').filter((text) => text !== 'ok');
  const links = database.pragma('foreign_key_check') as { table: string; rowid: number }[];
  for (const { table, rowid } of links)
    faults.push(`A row of ${table} (${rowid}) points at something that is not there.`);
  faults.push(...wordFaults(database));
  const grid = gridFaults(database);
  if (grid.length > 0)
    faults.push(
      `${grid.length} recordings are shown by what they no longer are, the first is number ${grid[0]}.`,
    );
  const [unworded] = rows(
    database,
    "SELECT number FROM recording WHERE state <> 'erased' AND number NOT IN (SELECT number FROM recording_text) LIMIT 1",
  );
  if (unworded !== undefined) faults.push(`Recording ${unworded} cannot be searched for.`);
  return faults;
}
