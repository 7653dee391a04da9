import type Database from 'better-sqlite3';
import type { Id } from '../../shared/kernel/id.ts';
import { openEncryptedDatabase, rekeyDatabase, rewriteDatabase } from '../files/encrypted-database.ts';

const table =
  'CREATE TABLE IF NOT EXISTS blob_key (blob TEXT PRIMARY KEY, identity TEXT NOT NULL) STRICT, WITHOUT ROWID';

/** `blobkeys.db`: one age identity a blob, and nothing else, so that a blob can be erased by its key. */
export class BlobKeys {
  readonly #db: Database.Database;
  readonly #add: Database.Statement<[string, string]>;
  readonly #find: Database.Statement<[string], string>;

  private constructor(db: Database.Database) {
    this.#db = db;
    this.#add = db.prepare('INSERT INTO blob_key (blob, identity) VALUES (?, ?)');
    this.#find = db.prepare<[string], string>('SELECT identity FROM blob_key WHERE blob = ?').pluck();
  }

  /** Opens or makes the file. @throws CustosError `damaged` where the key does not fit. */
  static open(path: string, key: Uint8Array): BlobKeys {
    const db = openEncryptedDatabase(path, key);
    db.exec(table);
    return new BlobKeys(db);
  }

  add(blob: Id, identity: string): void {
    this.#add.run(blob, identity);
  }

  find(blob: Id): string | undefined {
    return this.#find.get(blob);
  }

  /** The blobs whose id begins so, in order. */
  withPrefix(prefix: string): Id[] {
    return this.#db
      .prepare<[string, string], Id>('SELECT blob FROM blob_key WHERE blob >= ? AND blob < ? ORDER BY blob')
      .pluck()
      .all(prefix, `${prefix}g`);
  }

  remove(blobs: Iterable<Id>): void {
    const statement = this.#db.prepare('DELETE FROM blob_key WHERE blob = ?');
    this.#db.transaction(() => {
      for (const blob of blobs) statement.run(blob);
    })();
  }

  /** Leaves no trace of removed keys in any page or in the log. */
  rewrite(): void {
    rewriteDatabase(this.#db);
  }

  /** A whole copy under the same key, at a path where nothing is yet. */
  copyTo(path: string): void {
    this.#db.prepare('VACUUM INTO ?').run(path);
  }

  rekey(key: Uint8Array): void {
    rekeyDatabase(this.#db, key);
  }

  close(): void {
    this.#db.close();
  }
}
