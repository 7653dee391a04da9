import { basename } from 'node:path';
import { CustosError } from '../../shared/kernel/error.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { CatalogueReader } from '../catalogue/catalogue.ts';
import type { JobItemRow, JobRow } from '../jobs/store.ts';
import type { Context, Handlers, Output, Parsed } from './context.ts';
import { recordingReference } from './names.ts';

type SaidJob = Output<'job.list'>[number];

async function sayJob(reader: CatalogueReader, row: JobRow): Promise<SaidJob> {
  const { id, kind, state, startedAt, endedAt } = row;
  const progress = await reader.jobs.progress(id);
  return { id, kind, state, startedAt, endedAt, ...progress, outcomes: { ...progress.outcomes } };
}

/** The twin of a file may be of another's patient: who may not know of a recording is told no number. */
async function sayItem(
  { caller }: Context,
  reader: CatalogueReader,
  row: JobItemRow,
): Promise<Output<'job.show'>['items'][number]> {
  const open = row.recording !== null && (await reader.recordings.levelFor(caller, row.recording)) > 0;
  return {
    id: row.id,
    file: basename(row.source),
    state: row.state,
    recording: row.recording && open ? await recordingReference(reader, row.recording) : null,
    sourceRemoved: row.sourceRemoved,
    error: row.error,
  };
}

/** A job shows file names: those who keep the collection see all, others their own. */
const maySee = ({ caller }: Context, job: JobRow): boolean =>
  job.by === caller.user || caller.role === 'custodian' || caller.role === 'governance';

/** Jobs on the list at most; those cleared away are remembered as long as they would be on it. */
const listed = 50;
const clearedSetting = 'jobs.cleared';

async function clearedJobs({ settings }: Pick<CatalogueReader, 'settings'>): Promise<readonly Id[]> {
  return JSON.parse((await settings.get(clearedSetting)) ?? '[]') as Id[];
}

async function clear(context: Context, input: Parsed<'job.clear'>): Promise<Output<'job.clear'>> {
  const { catalogue, jobs } = context.rooms;
  const job = await catalogue.read((reader) => findJob(context, reader, input.job));
  await jobs.dismiss(job.id);
  await catalogue.write(async (writer) => {
    const shown = (await writer.jobs.list(listed)).map(({ id }) => id);
    const cleared = new Set([...(await clearedJobs(writer)), job.id]);
    const kept = shown.filter((id) => cleared.has(id));
    await writer.settings.set(clearedSetting, JSON.stringify(kept));
  });
  return {};
}

async function list(context: Context): Promise<Output<'job.list'>> {
  return context.rooms.catalogue.read(async (reader) => {
    const said = [];
    const cleared = await clearedJobs(reader);
    for (const job of await reader.jobs.list(listed))
      if (maySee(context, job) && !cleared.includes(job.id)) said.push(await sayJob(reader, job));
    return said;
  });
}

export async function findJob(context: Context, reader: CatalogueReader, id: Id): Promise<JobRow> {
  const job = await reader.jobs.get(id);
  if (!job || !maySee(context, job)) throw new CustosError('not-found', 'There is no such job.');
  return job;
}

async function show(context: Context, input: Parsed<'job.show'>): Promise<Output<'job.show'>> {
  return context.rooms.catalogue.read(async (reader) => {
    const job = await findJob(context, reader, input.job);
    const items = [];
    const asked = input.troubled ? reader.jobs.troubled : reader.jobs.items;
    for (const item of await asked(job.id, input.offset, input.limit))
      items.push(await sayItem(context, reader, item));
    return { job: await sayJob(reader, job), items };
  });
}

const steer = (act: 'pause' | 'resume' | 'cancel') => async (context: Context, input: { job: Id }) => {
  const job = await context.rooms.catalogue.read((reader) => findJob(context, reader, input.job));
  await context.rooms.jobs[act](job.id);
  return {};
};

export const jobOperations: Handlers = {
  'job.list': list,
  'job.show': show,
  'job.pause': steer('pause'),
  'job.resume': steer('resume'),
  'job.cancel': steer('cancel'),
  'job.clear': clear,
};
