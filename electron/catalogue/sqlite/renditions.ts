import { type Selectable, sql } from 'kysely';
import type { Id } from '../../../shared/kernel/id.ts';
import type { RenditionReader, RenditionWriter } from '../catalogue.ts';
import type { RenditionRow, SignOffRow } from '../rows.ts';
import type { Schema } from './schema.ts';
import { flag, numberOf, type ReadUnit, type WriteUnit } from './unit.ts';

type Joined = Omit<Selectable<Schema['rendition']>, 'recording'> & { readonly recording: Id };

/** A row of the table with the id of its recording. */
export const toRendition = (row: Joined): RenditionRow => ({
  id: row.id,
  recording: row.recording,
  kind: row.kind,
  parent: row.parent,
  blob: row.blob,
  container: row.container,
  width: row.width,
  height: row.height,
  bytes: row.bytes,
  mark: row.mark,
  madeAt: row.made_at,
  madeBy: row.made_by,
  recipe: row.recipe,
  verification: row.verification,
});

export const toSignOff = (row: Selectable<Schema['sign_off']>): SignOffRow => ({
  rendition: row.rendition,
  by: row.by,
  at: row.at,
  lookedAt: JSON.parse(row.looked_at) as string[],
  identifiability: row.identifiability,
  mark: row.mark,
  trailHead: row.trail_head,
  signature: row.signature,
  voidedAt: row.voided_at,
  awaitsSecond: row.awaits_second === 1,
});

/** All that lies in the vault: renditions, and the scans of signed forms, of agreements and before there is one. */
const stored = sql`(SELECT blob, bytes FROM rendition UNION ALL SELECT blob, bytes FROM scan
  UNION ALL SELECT blob, bytes FROM form_scan WHERE blob IS NOT NULL)`;

export function readRenditions(unit: ReadUnit): RenditionReader {
  const { connection } = unit;
  const all = connection.kysely
    .selectFrom('rendition')
    .innerJoin('recording', 'recording.number', 'rendition.recording')
    .selectAll('rendition')
    .select('recording.id as recording')
    .$castTo<Joined>();
  return {
    async get(id) {
      const row = await all.where('rendition.id', '=', id).executeTakeFirst();
      return row ? toRendition(row) : null;
    },
    async ofRecording(recording) {
      const rows = await all
        .where('recording.id', '=', recording)
        .orderBy(sql`rendition.kind <> 'original'`)
        .orderBy('rendition.made_at')
        .orderBy('rendition.id')
        .execute();
      return rows.map(toRendition);
    },
    async byMark(mark) {
      const rows = await all.where('rendition.mark', '=', mark).where('rendition.mark', '<>', '').execute();
      return rows.map(toRendition);
    },
    async signOffs(rendition) {
      const rows = await connection.kysely
        .selectFrom('sign_off')
        .selectAll()
        .where('rendition', '=', rendition)
        .orderBy('number', 'desc')
        .execute();
      return rows.map(toSignOff);
    },
    blobs: async () => connection.column<Id>(sql`SELECT blob FROM ${stored}`.compile(connection.kysely)),
    async size() {
      const query = sql`SELECT bytes FROM ${stored}`;
      const sizes = connection.column<number>(query.compile(connection.kysely));
      return { files: sizes.length, bytes: sizes.reduce((sum, bytes) => sum + bytes, 0) };
    },
    async knowsBlob(blob) {
      const query = sql`SELECT 1 FROM ${stored} WHERE blob = ${blob}`;
      return connection.column(query.compile(connection.kysely)).length > 0;
    },
  };
}

export function writeRenditions(unit: WriteUnit): RenditionWriter {
  const { kysely } = unit.connection;
  return {
    ...readRenditions(unit),
    async add(row) {
      await kysely
        .insertInto('rendition')
        .values({
          id: row.id,
          recording: await numberOf(unit, 'recording', row.recording),
          kind: row.kind,
          parent: row.parent,
          blob: row.blob,
          container: row.container,
          width: row.width,
          height: row.height,
          bytes: row.bytes,
          mark: row.mark,
          made_at: row.madeAt,
          made_by: row.madeBy,
          recipe: row.recipe,
          verification: row.verification,
        })
        .execute();
    },
    async remove(rendition) {
      await kysely.deleteFrom('rendition').where('id', '=', rendition).execute();
    },
    async addSignOff(row) {
      await kysely
        .insertInto('sign_off')
        .values({
          rendition: row.rendition,
          by: row.by,
          at: row.at,
          looked_at: JSON.stringify(row.lookedAt),
          identifiability: row.identifiability,
          mark: row.mark,
          trail_head: row.trailHead,
          signature: row.signature,
          voided_at: row.voidedAt,
          awaits_second: flag(row.awaitsSecond),
        })
        .execute();
    },
    async voidSignOffs(rendition, at) {
      const result = await kysely
        .updateTable('sign_off')
        .set({ voided_at: at })
        .where('rendition', '=', rendition)
        .where('voided_at', 'is', null)
        .executeTakeFirst();
      return Number(result.numUpdatedRows);
    },
  };
}
