import type Database from 'better-sqlite3';
import { type CompiledQuery, Kysely } from 'kysely';
import { openEncryptedDatabase } from '../../files/encrypted-database.ts';
import { CachingDialect } from './dialect.ts';
import type { Schema } from './schema.ts';
import { StatementCache } from './statement-cache.ts';

/** One open connection: Kysely for what it says, and the bare database for what Kysely cannot. */
export interface Connection {
  readonly database: Database.Database;
  readonly kysely: Kysely<Schema>;
  /** The first column of every row, without an object a row. */
  column<T>(query: CompiledQuery): T[];
  /**
   * The same for whole numbers that are not negative, in the order of the query. A row at a time costs more than the
   * search itself, so they come as one text.
   */
  numbers(query: CompiledQuery): Uint32Array<ArrayBuffer>;
  close(): void;
}

export interface CatalogueKey {
  readonly path: string;
  readonly key: Uint8Array;
}

/** Decimal numbers with one space between them. */
function readNumbers(list: Uint8Array): Uint32Array<ArrayBuffer> {
  const numbers = new Uint32Array((list.length + 1) >> 1);
  let count = 0;
  let number = 0;
  for (let at = 0; at < list.length; at += 1) {
    const digit = (list[at] as number) - 48;
    if (digit >= 0) number = number * 10 + digit;
    else {
      numbers[count] = number;
      count += 1;
      number = 0;
    }
  }
  numbers[count] = number;
  return numbers.slice(0, count + 1);
}

/** Wraps an open database; its prepared statements are kept as long as it is open. */
export function connectionOf(database: Database.Database): Connection {
  const statements = new StatementCache(database);
  const kysely = new Kysely<Schema>({ dialect: new CachingDialect(statements) });
  return {
    database,
    kysely,
    column: <T>(query: CompiledQuery): T[] => statements.column<T>(query.sql, query.parameters),
    numbers({ sql, parameters }: CompiledQuery): Uint32Array<ArrayBuffer> {
      const text = `WITH listed (number) AS (${sql}) SELECT CAST(group_concat(number, ' ') AS BLOB) FROM listed`;
      const [list = null] = statements.column<Uint8Array | null>(text, parameters);
      return list === null ? new Uint32Array(0) : readNumbers(list);
    },
    close() {
      statements.clear();
      database.close();
    },
  };
}

/**
 * The one connection that writes. `openEncryptedDatabase` sets `synchronous = FULL`: an original's only name is in
 * the catalogue, so "stored" may be said only once the log is on the disk; NORMAL could lose the last commits.
 */
export function openWriter({ path, key }: CatalogueKey): Connection {
  const database = openEncryptedDatabase(path, key);
  database.pragma('cache_size = -65536');
  return connectionOf(database);
}

/** A connection that can only read, for one consistent view at a time. */
export function openReader({ path, key }: CatalogueKey): Connection {
  const database = openEncryptedDatabase(path, key);
  database.pragma('query_only = ON');
  database.pragma('cache_size = -65536');
  return connectionOf(database);
}
