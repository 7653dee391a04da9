import { AsyncLocalStorage } from 'node:async_hooks';
import { existsSync } from 'node:fs';
import { CustosError } from '../../../shared/kernel/error.ts';
import { rekeyDatabase, rewriteDatabase } from '../../files/encrypted-database.ts';
import type { Catalogue, CatalogueReader, CatalogueWriter } from '../catalogue.ts';
import { checkCatalogue } from './check.ts';
import { type CatalogueKey, openReader, openWriter } from './connection.ts';
import { Kept } from './discovery.ts';
import { GridChange, loadGrid, SharedGrid } from './grid-store.ts';
import { migrate } from './migrate.ts';
import { Gate, Turns } from './turns.ts';
import { type ReadView, readView, type WriteView, writeView } from './views.ts';

export interface CatalogueOptions extends CatalogueKey {
  /** Makes the file where there is none; else its absence is an error, never an empty library. */
  readonly create?: boolean;
  /** Told after each transaction, whether it was committed or not. */
  readonly onWritten?: () => void;
}

/** The unit of work that the running code is inside of. */
interface Inside {
  readonly view: CatalogueReader;
  readonly writing: boolean;
  open: boolean;
}

/** Reading connections kept for the next who asks. */
const idleReaders = 4;

class SqliteCatalogue implements Catalogue {
  readonly #path: string;
  readonly #key: Uint8Array;
  readonly #shared: SharedGrid;
  #kept = new Kept();
  #writer: WriteView;
  #idle: ReadView[] = [];
  readonly #turns = new Turns();
  readonly #reading = new Gate();
  readonly #inside = new AsyncLocalStorage<Inside>();
  readonly #onWritten: () => void;
  #closed = false;

  constructor({ path, key, onWritten = () => undefined }: CatalogueOptions) {
    this.#onWritten = onWritten;
    this.#path = path;
    this.#key = Uint8Array.from(key);
    const connection = openWriter({ path, key });
    try {
      migrate(connection.database);
      this.#shared = new SharedGrid(loadGrid(connection));
    } catch (error) {
      connection.close();
      throw error;
    }
    this.#writer = writeView(connection, this.#shared);
  }

  async read<T>(work: (reader: CatalogueReader) => Promise<T>): Promise<T> {
    const inside = this.#inside.getStore();
    if (inside?.open) return work(inside.view);
    await this.#reading.enter();
    try {
      return await this.#readInView(work);
    } finally {
      this.#reading.leave();
    }
  }

  async #readInView<T>(work: (reader: CatalogueReader) => Promise<T>): Promise<T> {
    this.#assertOpen();
    const view = this.#idle.pop() ?? this.#newReader();
    const inside: Inside = { view: view.reader, writing: false, open: true };
    view.connection.database.exec('BEGIN');
    try {
      return await this.#inside.run(inside, () => work(view.reader));
    } finally {
      inside.open = false;
      view.connection.database.exec('ROLLBACK');
      if (this.#idle.length < idleReaders) this.#idle.push(view);
      else view.connection.close();
    }
  }

  write<T>(work: (writer: CatalogueWriter) => Promise<T>): Promise<T> {
    // Waiting for a transaction from within a view could wait for itself.
    if (this.#inside.getStore()?.open) {
      return Promise.reject(
        new CustosError(
          'internal',
          'A transaction of the catalogue may not begin inside another view of it.',
        ),
      );
    }
    return this.#turns.take(() => this.#transaction(work));
  }

  async #transaction<T>(work: (writer: CatalogueWriter) => Promise<T>): Promise<T> {
    this.#assertOpen();
    const { connection, writer } = this.#writer;
    const change = new GridChange(this.#shared);
    this.#writer.change = change;
    const inside: Inside = { view: writer, writing: true, open: true };
    connection.database.exec('BEGIN IMMEDIATE');
    try {
      const result = await this.#inside.run(inside, () => work(writer));
      await change.store(connection);
      connection.database.exec('COMMIT');
      change.publish();
      return result;
    } catch (error) {
      if (connection.database.inTransaction) connection.database.exec('ROLLBACK');
      throw error;
    } finally {
      inside.open = false;
      this.#onWritten();
    }
  }

  async snapshot(path: string): Promise<void> {
    await this.#turns.take(async () => {
      this.#assertOpen();
      this.#writer.connection.database.prepare('VACUUM INTO ?').run(path);
    });
  }

  /** FTS5 may keep a word as a signpost in its tree after the last entry went, so its tree is made anew as well. */
  async scour(): Promise<void> {
    await this.#alone(() => {
      const { database } = this.#writer.connection;
      database.exec("INSERT INTO recording_words (recording_words) VALUES ('rebuild')");
      rewriteDatabase(database);
    });
  }

  check(): Promise<readonly string[]> {
    return this.#turns.take(async () => {
      this.#assertOpen();
      return checkCatalogue(this.#writer.connection);
    });
  }

  async rekey(key: Uint8Array): Promise<void> {
    await this.#alone(() => {
      rekeyDatabase(this.#writer.connection.database, key);
      this.#key.set(key);
    });
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    await this.#alone(() => {
      this.#writer.connection.close();
      this.#key.fill(0);
      this.#kept = new Kept();
      this.#closed = true;
    });
  }

  /** Runs while nobody reads or writes and no reading connection is open. */
  #alone(work: () => void): Promise<void> {
    return this.#turns.take(() =>
      this.#reading.alone(async () => {
        this.#assertOpen();
        for (const { connection } of this.#idle.splice(0)) connection.close();
        work();
      }),
    );
  }

  #newReader(): ReadView {
    return readView(openReader({ path: this.#path, key: this.#key }), this.#shared, this.#kept);
  }

  #assertOpen(): void {
    if (this.#closed) throw new CustosError('locked', 'The library is locked.');
  }
}

/**
 * Opens the catalogue, brings it to today's shape and keeps it until `close`.
 * @throws RangeError for a key that is not 32 bytes.
 * @throws CustosError `not-found` where there is no file and none is to be made, `damaged` where the key does not
 * fit, `unsupported` for a file of a later Custos.
 */
export function createCatalogue({ path, key, create = false, onWritten }: CatalogueOptions): Catalogue {
  if (!create && !existsSync(path)) {
    throw new CustosError(
      'not-found',
      'The catalogue of this library is not where it should be. Restore it from a backup.',
    );
  }
  return new SqliteCatalogue({ path, key, ...(onWritten && { onWritten }) });
}
