import type Database from 'better-sqlite3';

/**
 * After a start nothing of the file is in the system's memory, and a first search waits for some hundred pages from
 * the disk. So what searches read is read once beforehand, the newest first, as they show it.
 */

interface Walk {
  readonly table: string;
  /** By which it is read from its end, and where that end is. */
  readonly key: string;
  readonly end: number | string;
  /** What has the whole row read. */
  readonly reads: string;
  readonly rows: number;
}

const numbers = Number.MAX_SAFE_INTEGER;

const walks: readonly Walk[] = [
  { table: 'recording_words_data', key: 'id', end: numbers, reads: 'max(substr(block, -1))', rows: 100 },
  { table: 'subject_word', key: 'word', end: '\u{10ffff}', reads: 'count(subject)', rows: 5_000 },
  { table: 'recording_subject', key: 'subject', end: numbers, reads: 'count(recording)', rows: 5_000 },
  { table: 'subject', key: 'number', end: numbers, reads: 'count(given_name)', rows: 1_000 },
  { table: 'recording', key: 'number', end: numbers, reads: 'count(file_name)', rows: 500 },
];

/** Milliseconds between two bites, and how long nobody may have asked for anything before the next. */
const pauseMs = 4;
const quietMs = 400;

/** What whoever reads ahead is told, as shared memory: that it is to end, and how often something was asked for. */
export type Told = Int32Array<SharedArrayBuffer>;
export const ended = 0;
export const asked = 1;

export const newTold = (): Told => new Int32Array(new SharedArrayBuffer(8));

/** Waits until nobody has asked for a while; false where it is to end. */
function mayGoOn(told: Told): boolean {
  let known = Atomics.load(told, asked);
  let wait = pauseMs;
  while (Atomics.wait(told, ended, 0, wait) !== 'not-equal') {
    const now = Atomics.load(told, asked);
    if (now === known) return true;
    known = now;
    wait = quietMs;
  }
  return false;
}

/** Reads bite by bite, in a thread that has nothing else to do; answers whether it came to the end. */
export function readAhead(database: Database.Database, told: Told): boolean {
  for (const { table, key, end, reads, rows } of walks) {
    const bite = database
      .prepare<[number | string, number], number | string | null>(
        `SELECT min(${key}), ${reads} FROM (SELECT * FROM ${table} WHERE ${key} < ? ORDER BY ${key} DESC LIMIT ?)`,
      )
      .pluck();
    let from: number | string | null | undefined = end;
    while (from !== null && from !== undefined) {
      if (!mayGoOn(told)) return false;
      from = bite.get(from, rows);
    }
  }
  return true;
}
