import type { Id } from '../../shared/kernel/id.ts';
import type { CatalogueReader } from '../catalogue/catalogue.ts';
import type { Likeness } from '../catalogue/rows.ts';
import { likenessIn } from '../media/copies/print.ts';
import type { Context, Handlers, Output, Parsed, Rooms } from './context.ts';
import { thumbnailOf } from './previews.ts';
import { findRecording, tileOf } from './recordings.ts';

/** Pictures that look alike: found for whoever may see both, and compared in the background where it was not done. */

const recordingsAtOnce = 50;

async function similar(
  context: Context,
  { recording, most }: Parsed<'recording.similar'>,
): Promise<Output<'recording.similar'>> {
  const { rooms, caller } = context;
  const answer = await rooms.catalogue.read(async (reader) => {
    await findRecording(context, reader, recording);
    const found = await reader.recordings.similar(caller, recording, most);
    const tiles = [];
    for (const { distance, ...row } of found.tiles)
      tiles.push({ ...(await tileOf(context, reader, row)), distance });
    return { tiles, compared: found.compared };
  });
  await rooms.browsing.alsoSaw(
    caller.session,
    caller.user,
    answer.tiles.map(({ id }) => id),
  );
  return answer;
}

async function twins(
  context: Context,
  { offset, limit }: Parsed<'recording.twins'>,
): Promise<Output<'recording.twins'>> {
  const { rooms, caller } = context;
  const answer = await rooms.catalogue.read(async (reader) => {
    const { groups, total, uncompared } = await reader.recordings.twins(caller, offset, limit);
    const shown = [];
    for (const { exact, count, tiles } of groups) {
      const group = [];
      for (const row of tiles) group.push(await tileOf(context, reader, row));
      shown.push({ exact, count, tiles: group });
    }
    return { groups: shown, total, uncompared };
  });
  const shown = answer.groups.flatMap(({ tiles }) => tiles.map(({ id }) => id));
  await rooms.browsing.alsoSaw(caller.session, caller.user, shown);
  return answer;
}

const originalOf = async (reader: CatalogueReader, recording: Id): Promise<Id | null> => {
  const renditions = await reader.renditions.ofRecording(recording);
  return renditions.find(({ kind }) => kind === 'original')?.id ?? null;
};

/** By what the picture of a recording is compared: its thumbnail, made again where it was lost. */
async function likenessOf(rooms: Rooms, recording: Id): Promise<Likeness | null> {
  const rendition = await rooms.catalogue.read((reader) => originalOf(reader, recording));
  const thumbnail = rendition && (await thumbnailOf(rooms, rendition));
  const print = thumbnail && (await rooms.media.copyPrint(thumbnail.bytes));
  return print && likenessIn(print);
}

/** Keeps a likeness unless the recording's erasure has begun meanwhile. */
const keepLikeness = (rooms: Rooms, id: Id, likeness: Likeness | null): Promise<void> =>
  rooms.catalogue.write(async (writer) => {
    const recording = await writer.recordings.get(id);
    if (recording?.state === 'active' || recording?.state === 'quarantined')
      await writer.recordings.setLikeness(id, likeness);
  });

/**
 * Compares what was taken in before pictures were compared, one after another, until all is done or it is stopped.
 * What could not be compared, as a worker gave up, is tried again when the library is next opened.
 */
export async function compareEarlier(rooms: Rooms, signal: AbortSignal): Promise<void> {
  let last = 0;
  for (;;) {
    const page = await rooms.catalogue.read((reader) => reader.recordings.uncompared(last, recordingsAtOnce));
    for (const { id, number } of page) {
      if (signal.aborted) return;
      const likeness = await likenessOf(rooms, id).catch(() => undefined);
      if (signal.aborted) return;
      if (likeness !== undefined) await keepLikeness(rooms, id, likeness);
      last = number;
    }
    if (page.length < recordingsAtOnce) return;
  }
}

export const likenessOperations: Handlers = { 'recording.similar': similar, 'recording.twins': twins };
