import { type Selectable, sql } from 'kysely';
import type { Id } from '../../../shared/kernel/id.ts';
import type { ReleaseReader, ReleaseWriter } from '../catalogue.ts';
import type { ReleaseItemRow, ReleaseRow } from '../rows.ts';
import type { Schema } from './schema.ts';
import { notClosedTo } from './seals.ts';
import { countOf, findNumber, numberOf, type ReadUnit, type WriteUnit } from './unit.ts';

const toRelease = ({
  number,
  id,
  at,
  by,
  use,
  audience,
  ...row
}: Selectable<Schema['release']>): ReleaseRow => ({
  id,
  number,
  at,
  by,
  use,
  audience,
  disclosure: row.disclosure,
  recipient: row.recipient,
  organisation: row.organisation,
  purpose: row.purpose,
  until: row.until,
});

type JoinedItem = Selectable<Schema['release_item']> & { readonly releaseId: Id; readonly recordingId: Id };

const toItem = ({
  releaseId,
  recordingId,
  rendition,
  file_name,
  sha256,
  state,
}: JoinedItem): ReleaseItemRow => ({
  release: releaseId,
  recording: recordingId,
  rendition,
  fileName: file_name,
  sha256,
  state,
});

export function readReleases(unit: ReadUnit): ReleaseReader {
  const { kysely } = unit.connection;
  const all = kysely.selectFrom('release').selectAll('release');
  const items = kysely
    .selectFrom('release_item')
    .innerJoin('release', 'release.number', 'release_item.release')
    .innerJoin('recording', 'recording.number', 'release_item.recording')
    .selectAll('release_item')
    .select(['release.id as releaseId', 'recording.id as recordingId']);
  const withRecording = (number: number) =>
    sql<boolean>`number IN (SELECT release FROM release_item WHERE recording = ${number})`;
  return {
    async get(id) {
      const row = await all.where('id', '=', id).executeTakeFirst();
      return row ? toRelease(row) : null;
    },
    async items(release) {
      const rows = await items.where('release.id', '=', release).orderBy('release_item.recording').execute();
      return rows.map(toItem);
    },
    async bySha256(sha256) {
      const rows = await items
        .where('sha256', '=', sha256)
        .where('sha256', '<>', '')
        .orderBy('release_item.release')
        .execute();
      return rows.map(toItem);
    },
    async ofRecording(recording) {
      const number = (await findNumber(unit, 'recording', recording)) ?? 0;
      const rows = await all.where(withRecording(number)).orderBy('number').execute();
      return rows.map(toRelease);
    },
    async ofDisclosure(disclosure) {
      const row = await all.where('disclosure', '=', disclosure).orderBy('number', 'desc').executeTakeFirst();
      return row ? toRelease(row) : null;
    },
    async list(recording, offset, limit, closedTo) {
      const asked =
        recording === null
          ? sql<boolean>`true`
          : withRecording((await findNumber(unit, 'recording', recording)) ?? 0);
      const open = notClosedTo(
        unit,
        closedTo,
        (closed) =>
          sql`(by <> ${closedTo} AND number IN (SELECT release FROM release_item WHERE recording IN ${closed}))`,
      );
      const where = sql<boolean>`${asked} AND ${open}`;
      const rows = await all.where(where).orderBy('number', 'desc').offset(offset).limit(limit).execute();
      return { total: await countOf(unit, 'release', where), releases: rows.map(toRelease) };
    },
  };
}

export function writeReleases(unit: WriteUnit): ReleaseWriter {
  const { kysely } = unit.connection;
  return {
    ...readReleases(unit),
    async add(release, items) {
      const { number } = await kysely
        .insertInto('release')
        .values({ ...release })
        .returning('number')
        .executeTakeFirstOrThrow();
      for (const item of items) {
        await kysely
          .insertInto('release_item')
          .values({
            release: number,
            recording: await numberOf(unit, 'recording', item.recording),
            rendition: item.rendition,
            file_name: item.fileName,
            sha256: item.sha256,
            state: item.state,
          })
          .execute();
      }
      return { ...release, number };
    },
    async setItem(release, recording, state) {
      await kysely
        .updateTable('release_item')
        .set({ state })
        .where('release', '=', await numberOf(unit, 'release', release))
        .where('recording', '=', await numberOf(unit, 'recording', recording))
        .execute();
    },
  };
}
