import { visitsOf } from '../../shared/domain/recording/visits.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { CatalogueReader } from '../catalogue/catalogue.ts';
import type { RecordingRow, VisibilityLevel } from '../catalogue/rows.ts';
import type { Context, Handlers, Output, Parsed } from './context.ts';
import { findJob } from './jobs.ts';
import { recordingNumber } from './names.ts';
import { thumbnailOf } from './recordings.ts';

/** More than any card holds in one clinic; what lies beyond is classified in the library. */
const mostItems = 5_000;
/** As many as a strip shows. */
const mostThumbnails = 8;

interface Taken {
  readonly row: RecordingRow;
  readonly level: VisibilityLevel;
}

/** What a job stored and this caller may know of, in the order of the card. */
async function takenIn({ caller }: Context, reader: CatalogueReader, job: Id): Promise<Taken[]> {
  const taken: Taken[] = [];
  for (const { state, recording } of await reader.jobs.items(job, 0, mostItems)) {
    if (state !== 'stored' || !recording) continue;
    const level = await reader.recordings.levelFor(caller, recording);
    const row = level > 0 ? await reader.recordings.get(recording) : null;
    if (row) taken.push({ row, level });
  }
  return taken;
}

/** A file system's time is when a file was written, often the minute of copying the card: it groups nothing. */
const clockOf = ({ row: { made } }: Taken): string | null =>
  made.source === 'camera' || made.source === 'container' ? made.local : null;

async function visits(context: Context, input: Parsed<'job.visits'>): Promise<Output<'job.visits'>> {
  const { rooms, caller } = context;
  const shown: Id[] = [];
  const said = await rooms.catalogue.read(async (reader) => {
    const job = await findJob(context, reader, input.job);
    const taken = await takenIn(context, reader, job.id);
    const groups: Output<'job.visits'> = [];
    for (const { from, to, items } of visitsOf(taken, clockOf, input.gapMinutes)) {
      const recordings = [];
      for (const [place, { row, level }] of items.entries()) {
        const thumbnail = place < mostThumbnails ? await thumbnailOf(context, reader, row, level) : null;
        if (thumbnail) shown.push(row.id);
        const { id, kind, standing } = row;
        recordings.push({ id, number: recordingNumber(row.number), kind, standing, thumbnail });
      }
      groups.push({ from, to, recordings });
    }
    return groups;
  });
  await rooms.browsing.alsoSaw(caller.session, caller.user, shown);
  return said;
}

export const visitOperations: Handlers = { 'job.visits': visits };
