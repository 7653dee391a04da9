import type Database from 'better-sqlite3';
import type { Id } from '../../shared/kernel/id.ts';
import { openEncryptedDatabase, rekeyDatabase, rewriteDatabase } from '../files/encrypted-database.ts';

/** What can be kept of a rendition so that a screen need not wait for it. All of it can be made again. */
export const previewSizes = ['thumbnail', 'poster', 'waveform', 'tiles'] as const;
export type PreviewSize = (typeof previewSizes)[number];

export interface Preview {
  readonly bytes: Uint8Array;
  /** Media type. */
  readonly type: string;
}

/** `previews.db`: small pictures and waveforms by rendition and size, under a key of their own; never backed up. */
export interface Previews {
  get(rendition: Id, size: PreviewSize): Promise<Preview | null>;
  put(rendition: Id, size: PreviewSize, preview: Preview): Promise<void>;
  has(rendition: Id, size: PreviewSize): Promise<boolean>;
  /** Takes all sizes of these renditions out and rewrites the file, so that no free page holds them. */
  removeAll(renditions: readonly Id[]): Promise<void>;
  rekey(key: Uint8Array): void;
  close(): void;
}

const table = `CREATE TABLE IF NOT EXISTS preview (
  rendition TEXT NOT NULL, size TEXT NOT NULL, type TEXT NOT NULL, bytes BLOB NOT NULL,
  PRIMARY KEY (rendition, size)
) STRICT, WITHOUT ROWID`;

class PreviewFile implements Previews {
  readonly #db: Database.Database;

  constructor(path: string, key: Uint8Array) {
    this.#db = openEncryptedDatabase(path, key);
    // A preview lost with the power is made again; an original's entry is not.
    this.#db.pragma('synchronous = NORMAL');
    this.#db.exec(table);
  }

  get(rendition: Id, size: PreviewSize): Promise<Preview | null> {
    const row = this.#db
      .prepare<[string, string], Preview>('SELECT bytes, type FROM preview WHERE rendition = ? AND size = ?')
      .get(rendition, size);
    return Promise.resolve(row ?? null);
  }

  put(rendition: Id, size: PreviewSize, { bytes, type }: Preview): Promise<void> {
    this.#db
      .prepare('INSERT OR REPLACE INTO preview (rendition, size, type, bytes) VALUES (?, ?, ?, ?)')
      .run(rendition, size, type, bytes);
    return Promise.resolve();
  }

  has(rendition: Id, size: PreviewSize): Promise<boolean> {
    const found = this.#db
      .prepare<[string, string]>('SELECT 1 FROM preview WHERE rendition = ? AND size = ?')
      .get(rendition, size);
    return Promise.resolve(found !== undefined);
  }

  removeAll(renditions: readonly Id[]): Promise<void> {
    const removal = this.#db.prepare('DELETE FROM preview WHERE rendition = ?');
    this.#db
      .transaction(() => {
        for (const rendition of renditions) removal.run(rendition);
      })
      .immediate();
    // Also where nothing was left to remove: a kill may have come between the removal and the rewriting.
    if (renditions.length > 0) rewriteDatabase(this.#db);
    return Promise.resolve();
  }

  rekey(key: Uint8Array): void {
    rekeyDatabase(this.#db, key);
  }

  close(): void {
    this.#db.close();
  }
}

/** Opens or makes the file. @throws CustosError `damaged` where the key does not fit. */
export const createPreviews = ({
  path,
  key,
}: {
  readonly path: string;
  readonly key: Uint8Array;
}): Previews => new PreviewFile(path, key);
