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
  close(): void;
}

export interface CatalogueKey {
  readonly path: string;
  readonly key: Uint8Array;
}

/** Wraps an open database; its prepared statements are kept as long as it is open. */
export function connectionOf(database: Database.Database): Connection {
  const statements = new StatementCache(database);
  const kysely = new Kysely<Schema>({ dialect: new CachingDialect(statements) });
  return {
    database,
    kysely,
    column: <T>(query: CompiledQuery): T[] => statements.column<T>(query.sql, query.parameters),
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
