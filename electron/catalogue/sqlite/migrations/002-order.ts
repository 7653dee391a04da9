import type Database from 'better-sqlite3';
import { speltWords } from '../spelt.ts';

/** Ratings, labels, collections, saved views, changes that can be undone, likeness, and the words for misspelt ones. */
export const number = 2;

const labels = `
ALTER TABLE recording ADD COLUMN rating INTEGER CHECK (rating BETWEEN 0 AND 5);
CREATE INDEX recording_by_added ON recording (added_at);
CREATE TABLE label (number INTEGER PRIMARY KEY, name TEXT NOT NULL, words TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE recording_label (
  label INTEGER NOT NULL REFERENCES label (number),
  recording INTEGER NOT NULL REFERENCES recording (number),
  PRIMARY KEY (label, recording)
) STRICT, WITHOUT ROWID;
CREATE INDEX recording_label_by_recording ON recording_label (recording);
`;

const collections = `
CREATE TABLE collection (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  words TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_at TEXT NOT NULL
) STRICT;
CREATE TABLE collection_recording (
  collection INTEGER NOT NULL REFERENCES collection (number) ON DELETE CASCADE,
  recording INTEGER NOT NULL REFERENCES recording (number),
  PRIMARY KEY (collection, recording)
) STRICT, WITHOUT ROWID;
CREATE INDEX collection_recording_by_recording ON collection_recording (recording);
CREATE TABLE saved_view (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  query TEXT NOT NULL,
  shared INTEGER NOT NULL,
  made_by TEXT NOT NULL
) STRICT;
`;

const changes = `
CREATE TABLE change (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  undone_at TEXT
) STRICT;
CREATE TABLE change_item (
  change INTEGER NOT NULL REFERENCES change (number),
  recording INTEGER NOT NULL REFERENCES recording (number),
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  PRIMARY KEY (change, recording)
) STRICT, WITHOUT ROWID;
CREATE INDEX change_item_by_recording ON change_item (recording);
`;

const likeness = `
CREATE TABLE likeness (
  recording INTEGER PRIMARY KEY REFERENCES recording (number),
  part_0 INTEGER,
  part_1 INTEGER,
  part_2 INTEGER,
  part_3 INTEGER
) STRICT;
CREATE INDEX likeness_by_part_0 ON likeness (part_0) WHERE part_0 IS NOT NULL;
CREATE INDEX likeness_by_part_1 ON likeness (part_1) WHERE part_1 IS NOT NULL;
CREATE INDEX likeness_by_part_2 ON likeness (part_2) WHERE part_2 IS NOT NULL;
CREATE INDEX likeness_by_part_3 ON likeness (part_3) WHERE part_3 IS NOT NULL;
`;

const words = `
CREATE TABLE search_word (word TEXT PRIMARY KEY, recordings INTEGER NOT NULL) STRICT, WITHOUT ROWID;
`;

export const statements = labels + collections + changes + likeness + words;

/** Counts the words of what was taken in before: only code can tell words of letters from numbers. */
export function fill(database: Database.Database): void {
  const counts = new Map<string, number>();
  const texts = database.prepare<[], string>('SELECT words FROM recording_text').pluck();
  for (const text of texts.iterate())
    for (const word of speltWords(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const add = database.prepare('INSERT INTO search_word (word, recordings) VALUES (?, ?)');
  for (const word of [...counts.keys()].sort()) add.run(word, counts.get(word));
}
