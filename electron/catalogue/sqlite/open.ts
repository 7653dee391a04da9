import { AsyncLocalStorage } from 'node:async_hooks';
import { existsSync, statSync } from 'node:fs';
import { sql } from 'kysely';
import type { Day } from '../../../shared/kernel/day.ts';
import { CustosError, isCustosError } from '../../../shared/kernel/error.ts';
import { emptyLog } from '../../files/encrypted-database.ts';
import type { Catalogue, CatalogueReader, CatalogueWriter } from '../catalogue.ts';
import { storedRecomputation } from './behind.ts';
import { type CatalogueKey, type Connection, openReader, openWriter } from './connection.ts';
import { GridChange, loadGrid, SharedGrid } from './grid-store.ts';
import { Kept } from './ground.ts';
import { maintain } from './maintenance.ts';
import { migrate } from './migrate.ts';
import { asked, ended, newTold, type Told } from './read-ahead.ts';
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

/**
 * So long after the last change, in milliseconds, the log is brought into the file. SQLite does it by itself once the
 * log has a thousand pages, and whoever makes that change waits four times as long as for any other.
 */
const restMs = 250;

/** A smaller file, in bytes, is read as fast as it is asked for. */
const worthReadingAhead = 64e6;

/** Reading connections kept for the next who asks. */
const idleReaders = 4;

interface ReadingAhead {
  readonly told: Told;
  readonly done: Promise<void>;
}

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
  #rest: NodeJS.Timeout | null = null;
  #ahead: ReadingAhead | null = null;
  #closed = false;

  constructor({ path, key, onWritten = () => undefined }: CatalogueOptions) {
    this.#onWritten = onWritten;
    this.#path = path;
    this.#key = Uint8Array.from(key);
    const connection = openWriter({ path, key });
    try {
      migrate(connection.database);
      this.#shared = new SharedGrid(loadGrid(connection.database));
      this.#shared.behind.recompute(storedRecomputation(connection));
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

  async lookAsOf(today: Day): Promise<boolean> {
    // In the order of the transactions: none that works something out may end between reading and marking.
    return this.#turns.take(async () => {
      this.#assertOpen();
      const { connection } = this.#writer;
      const due = sql`SELECT number FROM recording WHERE refresh_on <= ${today}`;
      this.#shared.behind.begin(today, connection.numbers(due.compile(connection.kysely)));
      this.#shared.version += 1;
      return this.isBehind();
    });
  }

  isBehind(): boolean {
    return this.#shared.behind.marks !== null;
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
      this.#restLater();
      this.#onWritten();
    }
  }

  #restLater(): void {
    if (this.#rest) this.#rest.refresh();
    else this.#rest = setTimeout(() => this.#whileResting(), restMs).unref();
  }

  #whileResting(): void {
    const bring = async (): Promise<void> => {
      if (!this.#closed) this.#writer.connection.database.pragma('wal_checkpoint(PASSIVE)');
    };
    // What hinders it hinders the next change as well, which says so.
    this.#turns.take(bring).catch(() => undefined);
  }

  /** Beside those who read and write: it copies one consistent view. */
  async snapshot(path: string): Promise<void> {
    await this.#reading.enter();
    try {
      await maintain({ ...this.#file(), kind: 'snapshot', to: path });
    } finally {
      this.#reading.leave();
    }
  }

  /** Writers wait for the rewriting, readers only for the emptying of the log. */
  scour(): Promise<void> {
    return this.#turns.take(async () => {
      await maintain({ ...this.#file(), kind: 'rewrite' });
      await this.#withoutReaders(async () => emptyLog(this.#writer.connection.database));
    });
  }

  check(): Promise<readonly string[]> {
    return this.#turns.take(() => maintain({ ...this.#file(), kind: 'check' }));
  }

  rekey(key: Uint8Array): Promise<void> {
    return this.#turns.take(() =>
      this.#withoutReaders(async () => {
        const file = this.#file();
        this.#writer.connection.close();
        try {
          await maintain({ ...file, kind: 'rekey', next: Uint8Array.from(key) });
          this.#key.set(key);
        } finally {
          this.#writer = writeView(this.#openAgain(key), this.#shared);
        }
      }),
    );
  }

  /** After a change of key that may have failed before or after it took hold. */
  #openAgain(next: Uint8Array): Connection {
    try {
      return openWriter(this.#file());
    } catch (error) {
      if (!isCustosError(error) || error.code !== 'damaged') throw error;
      const connection = openWriter({ path: this.#path, key: next });
      this.#key.set(next);
      return connection;
    }
  }

  async close(): Promise<void> {
    await this.#turns.take(() =>
      this.#withoutReaders(async () => {
        if (this.#closed) return;
        this.#closed = true;
        if (this.#rest) clearTimeout(this.#rest);
        this.#writer.connection.close();
        this.#key.fill(0);
        this.#kept = new Kept();
      }),
    );
  }

  readAhead(fromBytes = worthReadingAhead): Promise<void> {
    if (this.#closed || this.#ahead || statSync(this.#path).size < fromBytes) return Promise.resolve();
    const told = newTold();
    // What hinders it hinders whoever searches as well, and they are told.
    const done = maintain({ ...this.#file(), kind: 'readAhead', told }).then(
      () => undefined,
      () => undefined,
    );
    this.#ahead = { told, done };
    return done;
  }

  async #endReadingAhead(): Promise<void> {
    if (!this.#ahead) return;
    Atomics.store(this.#ahead.told, ended, 1);
    Atomics.notify(this.#ahead.told, ended);
    await this.#ahead.done;
  }

  /** Runs while nobody reads and no reading connection is open. */
  #withoutReaders(work: () => Promise<void>): Promise<void> {
    return this.#reading.alone(async () => {
      await this.#endReadingAhead();
      for (const { connection } of this.#idle.splice(0)) connection.close();
      await work();
    });
  }

  /** The file and its key for a thread of its own, which wipes its copy. */
  #file(): CatalogueKey {
    this.#assertOpen();
    return { path: this.#path, key: Uint8Array.from(this.#key) };
  }

  #newReader(): ReadView {
    return readView(openReader({ path: this.#path, key: this.#key }), this.#shared, this.#kept);
  }

  /** Whatever is read or written passes here. */
  #assertOpen(): void {
    if (this.#ahead) Atomics.add(this.#ahead.told, asked, 1);
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
