import type Database from 'better-sqlite3';
import { type CellSource, cellColumns, cellOf } from '../cell.ts';
import { chunkSize, Grid } from '../grid.ts';

/** Who may know of a covert recording, and the openings of its seal. */
export const number = 13;

export const statements = `
CREATE TABLE seal_person (
  recording INTEGER NOT NULL REFERENCES recording (number),
  user TEXT NOT NULL,
  named_by TEXT,
  named_at TEXT NOT NULL,
  PRIMARY KEY (recording, user)
) STRICT, WITHOUT ROWID;
CREATE INDEX seal_person_by_user ON seal_person (user);
CREATE TABLE seal_opening (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  recording INTEGER NOT NULL REFERENCES recording (number),
  state TEXT NOT NULL CHECK (state IN ('asked', 'refused', 'open', 'closed')),
  reason TEXT NOT NULL,
  until TEXT NOT NULL,
  asked_by TEXT NOT NULL,
  asked_at TEXT NOT NULL,
  second TEXT NOT NULL,
  decided_at TEXT,
  second_missing INTEGER NOT NULL DEFAULT 0,
  signature TEXT,
  closed_by TEXT,
  closed_at TEXT
) STRICT;
CREATE INDEX seal_opening_by_recording ON seal_opening (recording);
CREATE INDEX recording_sealed ON recording (number) WHERE circumstances = 'covert';
INSERT INTO seal_person (recording, user, named_by, named_at)
  SELECT number, added_by, NULL, added_at FROM recording WHERE circumstances = 'covert';
UPDATE recording SET visibility = 0 WHERE circumstances = 'covert';
DELETE FROM recording_viewer WHERE recording IN (SELECT number FROM recording WHERE circumstances = 'covert');
`;

/** What lay in lists until now is found by nobody from here on. */
export function fill(database: Database.Database): void {
  const rows = database
    .prepare<[], CellSource & { number: number }>(
      `SELECT number, ${cellColumns.join(', ')} FROM recording WHERE circumstances = 'covert'`,
    )
    .all();
  const stored = database.prepare<[number], { cells: Uint8Array }>('SELECT cells FROM grid WHERE chunk = ?');
  const store = database.prepare('UPDATE grid SET cells = ? WHERE chunk = ?');
  for (const { number: recording, ...row } of rows) {
    const chunk = Math.floor(recording / chunkSize);
    const known = stored.get(chunk);
    if (!known) continue;
    const cells = new Grid();
    cells.setChunk(0, known.cells);
    cells.set(recording - chunk * chunkSize, cellOf(row));
    store.run(Buffer.from(cells.chunk(0)), chunk);
  }
}
