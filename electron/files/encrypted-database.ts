import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { CustosError } from '../../shared/kernel/error.ts';

/** What the build of SQLite with ciphers has beyond the plain one's types. */
type CipherDatabase = Database.Database & {
  key(key: Buffer): unknown;
  rekey(key: Buffer): unknown;
};

/**
 * The raw key in the one spelling that skips the passphrase derivation. Any other length would silently be
 * taken as a passphrase, so it is checked here.
 */
function rawKey(key: Uint8Array): Buffer {
  if (key.length !== 32) throw new RangeError(`A database key has 32 bytes, not ${key.length}`);
  return Buffer.from(`raw:${Buffer.from(key).toString('hex')}`);
}

const protections = [
  'journal_mode = WAL',
  'synchronous = FULL',
  'secure_delete = ON',
  'trusted_schema = OFF',
  'foreign_keys = ON',
  'temp_store = MEMORY',
];

/**
 * Opens or makes a database in SQLCipher 4 format by its raw 32-byte key, set up as all of them are: a log,
 * deleted content overwritten, no temporary file on disk.
 * @throws CustosError `damaged` where the key does not fit or the file is no such database.
 */
export function openEncryptedDatabase(path: string, key: Uint8Array): Database.Database {
  const raw = rawKey(key);
  const db = new Database(path) as CipherDatabase;
  try {
    db.pragma("cipher = 'sqlcipher'");
    db.pragma('legacy = 4');
    db.key(raw);
    for (const protection of protections) db.pragma(protection);
    db.pragma('schema_version');
    return db;
  } catch (error) {
    db.close();
    throw new CustosError(
      'damaged',
      'A database of this library cannot be opened with its key: it is damaged or belongs to another state of the library. Restore it from a backup.',
      {},
      error,
    );
  } finally {
    raw.fill(0);
  }
}

/** Encrypts an open database anew under another raw 32-byte key and leaves nothing under the old one. */
export function rekeyDatabase(db: Database.Database, key: Uint8Array): void {
  const raw = rawKey(key);
  try {
    (db as CipherDatabase).rekey(raw);
  } finally {
    raw.fill(0);
  }
  rewriteDatabase(db);
}

/**
 * Encrypts the database at a path anew, or finds that it was done before; nothing where there is no file.
 * For a change of keys that a kill may cut at any point.
 * @throws CustosError `damaged` where neither key fits.
 */
export function rekeyDatabaseFile(path: string, from: Uint8Array, to: Uint8Array): void {
  if (!existsSync(path)) return;
  let db: Database.Database;
  try {
    db = openEncryptedDatabase(path, to);
  } catch {
    db = openEncryptedDatabase(path, from);
    rekeyDatabase(db, to);
  }
  db.close();
}

/**
 * Writes the whole file anew and empties the log, so that no page, old or free, holds what was deleted.
 * @throws CustosError `in-use` where another program's reading keeps the log from being emptied.
 */
export function rewriteDatabase(db: Database.Database): void {
  db.exec('VACUUM');
  emptyLog(db);
}

/**
 * Brings what is in the log into the file and leaves the log without a byte.
 * @throws CustosError `in-use` where another program's reading keeps it from being emptied.
 */
export function emptyLog(db: Database.Database): void {
  const [outcome] = db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
  if (outcome?.busy !== 0) {
    throw new CustosError(
      'in-use',
      'A database of this library is being read by another program, so what was deleted could not be wiped. Close that program and try again.',
    );
  }
}
