import type Database from 'better-sqlite3';

export type Row = Record<string, unknown>;

/** Enough for every statement of the repositories; a text that varies without end would push the oldest out. */
const limit = 500;

/** Prepared statements by their text: preparing costs more than most queries do. */
export class StatementCache {
  readonly #database: Database.Database;
  readonly #statements = new Map<string, Database.Statement<unknown[], unknown>>();

  constructor(database: Database.Database) {
    this.#database = database;
  }

  /** All rows of a query, or what a change did. */
  run(
    text: string,
    parameters: readonly unknown[],
  ): { rows: Row[]; changes?: number; lastId?: number | bigint } {
    const statement = this.#prepared(text);
    if (statement.reader) return { rows: statement.pluck(false).all(...parameters) as Row[] };
    const { changes, lastInsertRowid } = statement.run(...parameters);
    return { rows: [], changes, lastId: lastInsertRowid };
  }

  column<T>(text: string, parameters: readonly unknown[]): T[] {
    return this.#prepared(text)
      .pluck(true)
      .all(...parameters) as T[];
  }

  clear(): void {
    this.#statements.clear();
  }

  #prepared(text: string): Database.Statement<unknown[], unknown> {
    const known = this.#statements.get(text);
    if (known) return known;
    const [oldest] = this.#statements.keys();
    if (this.#statements.size >= limit && oldest !== undefined) this.#statements.delete(oldest);
    const statement = this.#database.prepare<unknown[], unknown>(text);
    this.#statements.set(text, statement);
    return statement;
  }
}
