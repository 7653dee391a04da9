import type { ChangeReader, ChangeWriter } from '../organising.ts';
import { numberOf, type ReadUnit, type WriteUnit } from './unit.ts';

export function readChanges({ connection: { kysely } }: ReadUnit): ChangeReader {
  return {
    async get(id) {
      const row = await kysely.selectFrom('change').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? { id: row.id, kind: row.kind, by: row.by, at: row.at, undoneAt: row.undone_at } : null;
    },
    items: (id) =>
      kysely
        .selectFrom('change')
        .innerJoin('change_item', 'change_item.change', 'change.number')
        .innerJoin('recording', 'recording.number', 'change_item.recording')
        .select(['recording.id as recording', 'change_item.before', 'change_item.after'])
        .where('change.id', '=', id)
        .orderBy('recording.number')
        .execute(),
  };
}

export function writeChanges(unit: WriteUnit): ChangeWriter {
  const { kysely } = unit.connection;
  return {
    ...readChanges(unit),
    async add({ id, kind, by, at }, items) {
      const { number } = await kysely
        .insertInto('change')
        .values({ id, kind, by, at, undone_at: null })
        .returning('number')
        .executeTakeFirstOrThrow();
      for (const { recording, before, after } of items)
        await kysely
          .insertInto('change_item')
          .values({
            change: number,
            recording: await numberOf(unit, 'recording', recording),
            before,
            after,
          })
          .execute();
    },
    async setUndone(id, at) {
      await kysely.updateTable('change').set({ undone_at: at }).where('id', '=', id).execute();
    },
  };
}
