import { type Selectable, sql } from 'kysely';
import type { Id } from '../../../shared/kernel/id.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import type {
  BenchDraftRow,
  BenchReader,
  BenchWriter,
  DeviceTemplateRow,
  PictureSearchRow,
} from '../benching.ts';
import type { Schema } from './schema.ts';
import type { ReadUnit, WriteUnit } from './unit.ts';

const toSearch = (row: Selectable<Schema['picture_search']>): PictureSearchRow => ({
  rendition: row.rendition,
  at: row.at,
  known: row.known,
  device: JSON.parse(row.device) as PictureSearchRow['device'],
  proposals: JSON.parse(row.proposals) as PictureSearchRow['proposals'],
  fault: row.fault,
});

const toDraft = (row: Selectable<Schema['bench_draft']>): BenchDraftRow => ({
  rendition: row.rendition,
  by: row.by,
  at: row.at,
  draft: JSON.parse(row.draft) as BenchDraftRow['draft'],
});

const toTemplate = (row: Selectable<Schema['device_template']>): DeviceTemplateRow => ({
  id: row.id,
  name: row.name,
  maker: row.maker,
  model: row.model,
  width: row.width,
  height: row.height,
  regions: JSON.parse(row.regions) as DeviceTemplateRow['regions'],
  madeBy: row.made_by,
  madeAt: row.made_at,
});

export function readBench({ connection }: ReadUnit): BenchReader {
  const { kysely } = connection;
  const templates = kysely.selectFrom('device_template').selectAll().orderBy('number');
  return {
    async search(rendition) {
      const row = await kysely
        .selectFrom('picture_search')
        .selectAll()
        .where('rendition', '=', rendition)
        .executeTakeFirst();
      return row ? toSearch(row) : null;
    },
    async draft(rendition) {
      const row = await kysely
        .selectFrom('bench_draft')
        .selectAll()
        .where('rendition', '=', rendition)
        .executeTakeFirst();
      return row ? toDraft(row) : null;
    },
    templates: async () => (await templates.execute()).map(toTemplate),
    templatesFor: async ({ width, height }) =>
      (await templates.where('width', '=', width).where('height', '=', height).execute()).map(toTemplate),
    signedSince: async (by, since) =>
      connection.column<Instant>(
        sql`SELECT max(at) FROM sign_off WHERE by = ${by} AND at >= ${since} GROUP BY rendition ORDER BY 1 DESC`.compile(
          kysely,
        ),
      ),
  };
}

export function writeBench(unit: WriteUnit): BenchWriter {
  const { kysely } = unit.connection;
  const isThere = async (rendition: Id): Promise<boolean> =>
    (await kysely.selectFrom('rendition').select('id').where('id', '=', rendition).executeTakeFirst()) !==
    undefined;
  return {
    ...readBench(unit),
    async setSearch({ rendition, at, known, device, proposals, fault }) {
      if (!(await isThere(rendition))) return;
      const found = {
        at,
        known,
        device: JSON.stringify(device),
        proposals: JSON.stringify(proposals),
        fault,
      };
      await kysely
        .insertInto('picture_search')
        .values({ rendition, ...found })
        .onConflict((conflict) => conflict.column('rendition').doUpdateSet(found))
        .execute();
    },
    async setDraft({ rendition, by, at, draft }) {
      const decided = { by, at, draft: JSON.stringify(draft) };
      await kysely
        .insertInto('bench_draft')
        .values({ rendition, ...decided })
        .onConflict((conflict) => conflict.column('rendition').doUpdateSet(decided))
        .execute();
    },
    async removeDraft(rendition) {
      await kysely.deleteFrom('bench_draft').where('rendition', '=', rendition).execute();
    },
    async setTemplate({ id, madeBy, madeAt, regions, ...rest }) {
      const values = { ...rest, regions: JSON.stringify(regions), made_by: madeBy, made_at: madeAt };
      await kysely
        .insertInto('device_template')
        .values({ id, ...values })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
        .execute();
    },
    async removeTemplate(id) {
      await kysely.deleteFrom('device_template').where('id', '=', id).execute();
    },
  };
}
