import { type RawBuilder, sql } from 'kysely';
import { CustosError } from '../../../shared/kernel/error.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import type { Connection } from './connection.ts';
import type { GridChange } from './grid-store.ts';
import type { Ground } from './ground.ts';
import type { Flag } from './recording-table.ts';
import type { Schema } from './schema.ts';

/** What the repositories of one view of the catalogue share. */
export interface ReadUnit {
  readonly connection: Connection;
  readonly ground: Ground;
}

/** The same for the one transaction that writes. */
export interface WriteUnit extends ReadUnit {
  /** What this transaction changes of the grid. */
  change(): GridChange;
}

type Named =
  | 'recording'
  | 'subject'
  | 'agreement'
  | 'form'
  | 'release'
  | 'erasure'
  | 'job'
  | 'collection'
  | 'change';

/** The inner number of a thing; null where there is none. */
export async function findNumber({ connection }: ReadUnit, table: Named, id: Id): Promise<number | null> {
  const row = await connection.kysely
    .selectFrom(table as 'recording')
    .select('number')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.number ?? null;
}

/** @throws CustosError `not-found` */
export async function numberOf(unit: ReadUnit, table: Named, id: Id): Promise<number> {
  const number = await findNumber(unit, table, id);
  if (number === null)
    throw new CustosError('not-found', `There is no such ${table} in this library.`, { id });
  return number;
}

/** The members of a list as rows, so that a statement is the same for any length. */
export const valuesOf = (list: readonly (string | number)[]): RawBuilder<never> =>
  sql<never>`(SELECT value FROM json_each(${JSON.stringify(list)}))`;

export const flag = (value: boolean): Flag => (value ? 1 : 0);

/** How many rows a query finds. */
export function countNow(
  { connection }: ReadUnit,
  table: keyof Schema,
  where: RawBuilder<unknown> = sql`true`,
): number {
  const query = sql`SELECT count(*) FROM ${sql.table(table)} WHERE ${where}`;
  return connection.column<number>(query.compile(connection.kysely))[0] ?? 0;
}

/** The same for those who wait. */
export const countOf = async (...asked: Parameters<typeof countNow>): Promise<number> => countNow(...asked);
