import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { openEncryptedDatabase } from '../../electron/files/encrypted-database.ts';
import { unlock } from '../../electron/keys/key-room.ts';
import { layoutOf } from '../../electron/library/layout.ts';

/** The keys of a library's databases, copied so that they stay. */
export interface DatabaseKeys {
  readonly catalogue: Buffer;
  readonly previews: Buffer;
}

export async function databaseKeys(place: string, user: string, passphrase: string): Promise<DatabaseKeys> {
  const keys = await unlock(layoutOf(place).keys, { user, passphrase }, () => Promise.resolve());
  return { catalogue: Buffer.from(keys.catalogueKey), previews: Buffer.from(keys.previewsKey) };
}

function column(db: Database.Database, question: string): string[] {
  return db.prepare<[], string>(question).pluck().all();
}

function readFrom<T>(path: string, key: Uint8Array, work: (db: Database.Database) => T): T {
  const db = openEncryptedDatabase(path, key);
  try {
    return work(db);
  } finally {
    db.close();
  }
}

const blobsIn = (vault: string): string[] =>
  readdirSync(vault, { recursive: true })
    .map((name) => String(name).split(/[/\\]/).at(-1) ?? '')
    .filter((name) => name.endsWith('.age'))
    .map((name) => name.slice(0, -'.age'.length));

function compare(what: string, found: readonly string[], wanted: readonly string[]): string[] {
  const have = new Set(found);
  const want = new Set(wanted);
  const extra = [...have.difference(want)];
  const missing = [...want.difference(have)];
  return [
    ...(extra.length > 0 ? [`${what}: ${extra.length} too many, as ${extra[0]}`] : []),
    ...(missing.length > 0 ? [`${what}: ${missing.length} missing, as ${missing[0]}`] : []),
  ];
}

/** What the rows of a catalogue say. */
export interface Rows {
  readonly states: ReadonlyMap<string, string>;
  readonly blobs: readonly string[];
  readonly renditions: readonly string[];
  readonly faults: readonly string[];
}

function rowsOf(path: string, key: Uint8Array): Rows {
  return readFrom(path, key, (db) => {
    const none = (what: string, question: string): string[] =>
      column(db, question).map((row) => `${what}: ${row}`);
    return {
      states: new Map(
        db
          .prepare<[], { id: string; state: string }>('SELECT id, state FROM recording')
          .all()
          .map(({ id, state }) => [id, state]),
      ),
      blobs: column(db, 'SELECT blob FROM rendition UNION ALL SELECT blob FROM scan'),
      renditions: column(db, 'SELECT id FROM rendition'),
      faults: [
        ...none('an erasure half-done', "SELECT id FROM erasure WHERE state = 'approved'"),
        ...none('a recording half-erased', "SELECT id FROM recording WHERE state = 'erasing'"),
        ...none(
          'one content stored twice',
          "SELECT mark FROM recording WHERE state <> 'erased' GROUP BY mark HAVING count(*) > 1",
        ),
        ...none(
          'a recording without its original',
          `SELECT id FROM recording WHERE state <> 'erased' AND 1 <>
             (SELECT count(*) FROM rendition WHERE recording = number AND rendition.kind = 'original')`,
        ),
        ...none(
          'a rendition of an erased recording',
          "SELECT rendition.id FROM rendition JOIN recording ON number = recording WHERE state = 'erased'",
        ),
        ...none(
          'a file name of an erased recording',
          "SELECT id FROM recording WHERE state = 'erased' AND file_name <> ''",
        ),
        ...none('a job that has not ended', "SELECT id FROM job WHERE state <> 'done'"),
      ],
    };
  });
}

/** Looks at a library that nobody has open: what its files hold agrees, and nothing half-done is left. */
export function inspectLibrary(place: string, keys: DatabaseKeys): Rows {
  const layout = layoutOf(place);
  const rows = rowsOf(layout.catalogue, keys.catalogue);
  const keyed = readFrom(layout.blobKeys, keys.catalogue, (db) => column(db, 'SELECT blob FROM blob_key'));
  const pictured = readFrom(layout.previews, keys.previews, (db) =>
    column(db, 'SELECT DISTINCT rendition FROM preview'),
  );
  const strays = pictured.filter((rendition) => !rows.renditions.includes(rendition));
  return {
    ...rows,
    faults: [
      ...rows.faults,
      ...compare('files in the vault', blobsIn(layout.vault), rows.blobs),
      ...compare('keys of files', keyed, rows.blobs),
      ...strays.map((rendition) => `a preview of nothing: ${rendition}`),
      ...readdirSync(layout.tmp).map((name) => `left in tmp: ${name}`),
    ],
  };
}

/** Looks at a backup: nothing of what was erased is in it, under any name. */
export function inspectBackup(folder: string, keys: DatabaseKeys, live: Rows): string[] {
  if (!existsSync(folder)) return [];
  const faults: string[] = [];
  const known = new Set(live.blobs);
  const gone = (blob: string): boolean => !known.has(blob);
  const keyed = readFrom(join(folder, 'blobkeys.db'), keys.catalogue, (db) =>
    column(db, 'SELECT blob FROM blob_key'),
  );
  faults.push(...keyed.filter(gone).map((blob) => `the backup keeps the key of ${blob}`));
  faults.push(
    ...blobsIn(join(folder, 'vault'))
      .filter(gone)
      .map((blob) => `the backup keeps the file ${blob}`),
  );
  for (const name of readdirSync(folder, { recursive: true }).map(String))
    if (name.endsWith('.part')) faults.push(`left in the backup: ${name}`);
  const snapshots = readdirSync(join(folder, 'catalogue')).filter((name) => name.endsWith('.db'));
  if (snapshots.length !== 1) faults.push(`the backup holds ${snapshots.length} snapshots`);
  for (const name of snapshots) {
    const rows = rowsOf(join(folder, 'catalogue', name), keys.catalogue);
    for (const [recording, state] of rows.states)
      if (state !== 'erased' && live.states.get(recording) === 'erased')
        faults.push(`a snapshot in the backup still has ${recording}`);
  }
  return faults;
}
