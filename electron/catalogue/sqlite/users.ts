import { type Selectable, sql } from 'kysely';
import type { UserReader, UserWriter } from '../catalogue.ts';
import type { UserRow } from '../rows.ts';
import type { Schema } from './schema.ts';
import type { ReadUnit, WriteUnit } from './unit.ts';

const toUser = (row: Selectable<Schema['user']>): UserRow => ({
  id: row.id,
  name: row.name,
  role: row.role,
  addedAt: row.added_at,
  addedBy: row.added_by,
  removedAt: row.removed_at,
  publicKey: row.public_key,
});

export function readUsers({ connection: { kysely } }: ReadUnit): UserReader {
  const all = kysely.selectFrom('user').selectAll();
  return {
    async get(id) {
      const row = await all.where('id', '=', id).executeTakeFirst();
      return row ? toUser(row) : null;
    },
    /** Of those who are not removed, whatever the case of the letters. */
    async byName(name) {
      const row = await all
        .where(sql<boolean>`name = ${name} COLLATE NOCASE`)
        .where('removed_at', 'is', null)
        .executeTakeFirst();
      return row ? toUser(row) : null;
    },
    list: async () => (await all.orderBy('added_at').orderBy('id').execute()).map(toUser),
  };
}

export function writeUsers(unit: WriteUnit): UserWriter {
  const { kysely } = unit.connection;
  return {
    ...readUsers(unit),
    async add(user) {
      await kysely
        .insertInto('user')
        .values({
          id: user.id,
          name: user.name,
          role: user.role,
          added_at: user.addedAt,
          added_by: user.addedBy,
          removed_at: user.removedAt,
          public_key: user.publicKey,
        })
        .execute();
    },
    async change(id, { role, removedAt, publicKey }) {
      const columns = {
        ...(role !== undefined && { role }),
        ...(removedAt !== undefined && { removed_at: removedAt }),
        ...(publicKey !== undefined && { public_key: publicKey }),
      };
      if (Object.keys(columns).length > 0)
        await kysely.updateTable('user').set(columns).where('id', '=', id).execute();
    },
  };
}
