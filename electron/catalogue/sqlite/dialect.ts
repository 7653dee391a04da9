import {
  type CompiledQuery,
  type DatabaseConnection,
  type DatabaseIntrospector,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { StatementCache } from './statement-cache.ts';

/** Kysely's SQLite words over statements that stay prepared. Its own driver prepares every time. */
export class CachingDialect implements Dialect {
  readonly #statements: StatementCache;

  constructor(statements: StatementCache) {
    this.#statements = statements;
  }

  createAdapter(): SqliteAdapter {
    return new SqliteAdapter();
  }
  createDriver(): Driver {
    return new OneConnectionDriver(this.#statements);
  }
  createQueryCompiler(): SqliteQueryCompiler {
    return new SqliteQueryCompiler();
  }
  createIntrospector(kysely: Kysely<unknown>): DatabaseIntrospector {
    return new SqliteIntrospector(kysely);
  }
}

const elsewhere = (): Promise<never> =>
  Promise.reject(new Error('Transactions of the catalogue are opened by its units, not by Kysely'));

const nothing = (): Promise<void> => Promise.resolve();

class OneConnectionDriver implements Driver {
  readonly #connection: DatabaseConnection;

  constructor(statements: StatementCache) {
    this.#connection = {
      executeQuery: <R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> => {
        const { rows, changes, lastId } = statements.run(sql, parameters);
        if (changes === undefined) return Promise.resolve({ rows: rows as R[] });
        return Promise.resolve({
          rows: rows as R[],
          numAffectedRows: BigInt(changes),
          insertId: BigInt(lastId ?? 0),
        });
      },
      streamQuery: () => {
        throw new Error('The catalogue reads in pages, not in streams');
      },
    };
  }

  init = nothing;
  acquireConnection(): Promise<DatabaseConnection> {
    return Promise.resolve(this.#connection);
  }
  beginTransaction = elsewhere;
  commitTransaction = elsewhere;
  rollbackTransaction = elsewhere;
  releaseConnection = nothing;
  destroy = nothing;
}
