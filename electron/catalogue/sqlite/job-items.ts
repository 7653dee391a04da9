import { type Selectable, sql } from 'kysely';
import type { JobItemRow, JobRow, JobStore } from '../../jobs/store.ts';
import type { Schema } from './schema.ts';
import { findNumber, flag, numberOf, type ReadUnit, type WriteUnit } from './unit.ts';

const toJob = (row: Selectable<Schema['job']>): JobRow => ({
  id: row.id,
  kind: row.kind,
  state: row.state,
  by: row.by,
  request: row.request,
  startedAt: row.started_at,
  endedAt: row.ended_at,
});

type Joined = Omit<Selectable<Schema['job_item']>, 'job'> & { readonly job: JobItemRow['job'] };

const toItem = (row: Joined): JobItemRow => ({
  id: row.id,
  job: row.job,
  position: row.position,
  source: row.source,
  bytes: row.bytes,
  state: row.state,
  recording: row.recording,
  sourceRemoved: row.source_removed === 1,
  error: row.error === null ? null : (JSON.parse(row.error) as JobItemRow['error']),
});

export function readJobs(
  unit: ReadUnit,
): Pick<JobStore, 'get' | 'list' | 'items' | 'troubled' | 'item' | 'inState' | 'waiting' | 'progress'> {
  const { kysely } = unit.connection;
  const jobs = kysely.selectFrom('job').selectAll();
  const items = kysely
    .selectFrom('job_item')
    .innerJoin('job', 'job.number', 'job_item.job')
    .selectAll('job_item')
    .select('job.id as job')
    .$castTo<Joined>();
  const pageOf = (job: JobRow['id'], offset: number, limit: number) =>
    items.where('job.id', '=', job).orderBy('job_item.position').offset(offset).limit(limit);
  return {
    async get(job) {
      const row = await jobs.where('id', '=', job).executeTakeFirst();
      return row ? toJob(row) : null;
    },
    list: async (limit) => (await jobs.orderBy('number', 'desc').limit(limit).execute()).map(toJob),
    inState: async (state) => (await jobs.where('state', '=', state).orderBy('number').execute()).map(toJob),
    items: async (...asked) => (await pageOf(...asked).execute()).map(toItem),
    troubled: async (...asked) =>
      (
        await pageOf(...asked)
          .where('job_item.error', 'is not', null)
          .execute()
      ).map(toItem),
    async item(id) {
      const row = await items.where('job_item.id', '=', id).executeTakeFirst();
      return row ? toItem(row) : null;
    },
    async waiting(job, limit) {
      const rows = await items
        .where('job.id', '=', job)
        .where('job_item.state', '=', sql.lit('waiting'))
        .orderBy('job_item.position')
        .limit(limit)
        .execute();
      return rows.map(toItem);
    },
    async progress(job) {
      const number = (await findNumber(unit, 'job', job)) ?? 0;
      const counts = await kysely.selectFrom('job_count').selectAll().where('job', '=', number).execute();
      const ended = counts.filter(({ state }) => state !== 'waiting' && state !== 'running');
      const sum = (rows: typeof counts, of: 'items' | 'bytes'): number =>
        rows.reduce((total, row) => total + row[of], 0);
      return {
        done: sum(ended, 'items'),
        total: sum(counts, 'items'),
        bytesDone: sum(ended, 'bytes'),
        bytesTotal: sum(counts, 'bytes'),
        outcomes: Object.fromEntries(
          ended.filter((row) => row.items > 0).map((row) => [row.state, row.items]),
        ),
      };
    },
  };
}

async function addItem(unit: WriteUnit, job: number, item: JobItemRow): Promise<void> {
  await unit.connection.kysely
    .insertInto('job_item')
    .values({
      id: item.id,
      job,
      position: item.position,
      source: item.source,
      bytes: item.bytes,
      state: item.state,
      recording: item.recording,
      source_removed: flag(item.sourceRemoved),
      error: item.error && JSON.stringify(item.error),
    })
    .execute();
}

export function writeJobs(unit: WriteUnit): JobStore {
  const { kysely } = unit.connection;
  const setAll = async (job: JobRow['id'], from: JobItemRow['state'], to: JobItemRow['state']) => {
    const { numUpdatedRows } = await kysely
      .updateTable('job_item')
      .set({ state: to })
      .where('job', '=', await numberOf(unit, 'job', job))
      .where('state', '=', sql.lit(from))
      .executeTakeFirst();
    return Number(numUpdatedRows);
  };
  return {
    ...readJobs(unit),
    async add({ id, kind, state, by, request, startedAt, endedAt }) {
      await kysely
        .insertInto('job')
        .values({ id, kind, state, by, request, started_at: startedAt, ended_at: endedAt })
        .execute();
    },
    async setState(job, state, endedAt) {
      await kysely.updateTable('job').set({ state, ended_at: endedAt }).where('id', '=', job).execute();
    },
    async addItems(items) {
      for (const [job, rows] of Map.groupBy(items, (item) => item.job)) {
        const number = await numberOf(unit, 'job', job);
        for (const item of rows) await addItem(unit, number, item);
      }
    },
    async setItem(item, { state, recording, sourceRemoved, error }) {
      const columns = {
        ...(state !== undefined && { state }),
        ...(recording !== undefined && { recording }),
        ...(sourceRemoved !== undefined && { source_removed: flag(sourceRemoved) }),
        ...(error !== undefined && { error: error && JSON.stringify(error) }),
      };
      if (Object.keys(columns).length > 0)
        await kysely.updateTable('job_item').set(columns).where('id', '=', item).execute();
    },
    requeueRunning: async (job) => void (await setAll(job, 'running', 'waiting')),
    cancelWaiting: (job) => setAll(job, 'waiting', 'cancelled'),
    async forgetSources(job, keep) {
      const number = await numberOf(unit, 'job', job);
      await kysely.updateTable('job').set({ request: '{}' }).where('number', '=', number).execute();
      await kysely
        .updateTable('job_item')
        .set({ source: '' })
        .where('job', '=', number)
        .where('source', '<>', '')
        .where('state', 'not in', keep.length > 0 ? [...keep] : ['' as JobItemRow['state']])
        .execute();
    },
  };
}
