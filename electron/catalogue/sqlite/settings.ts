import type { SettingReader, SettingWriter } from '../catalogue.ts';
import type { ReadUnit, WriteUnit } from './unit.ts';

export function readSettings({ connection: { kysely } }: ReadUnit): SettingReader {
  return {
    async get(name) {
      const row = await kysely
        .selectFrom('setting')
        .select('value')
        .where('name', '=', name)
        .executeTakeFirst();
      return row?.value ?? null;
    },
    async backups() {
      const rows = await kysely.selectFrom('backup').selectAll().orderBy('place').execute();
      return rows.map(({ id, place, last_made_at }) => ({ id, place, lastMadeAt: last_made_at }));
    },
  };
}

export function writeSettings(unit: WriteUnit): SettingWriter {
  const { kysely } = unit.connection;
  return {
    ...readSettings(unit),
    async set(name, value) {
      await kysely
        .insertInto('setting')
        .values({ name, value })
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
        .execute();
    },
    async setBackup({ id, place, lastMadeAt }) {
      await kysely
        .insertInto('backup')
        .values({ id, place, last_made_at: lastMadeAt })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ place, last_made_at: lastMadeAt }))
        .execute();
    },
  };
}
