import type { Id } from '../../shared/kernel/id.ts';
import type { Rooms } from './context.ts';
import { thumbnailOf } from './previews.ts';

/** What each rendition's picture is known again by when a copy is found elsewhere; films by their poster. */

const renditionsAtOnce = 50;

/** Keeps a print unless the erasure of its recording has begun meanwhile, or the rendition was discarded. */
const keepPrint = (rooms: Rooms, id: Id, print: Uint32Array | null): Promise<void> =>
  rooms.catalogue.write(async (writer) => {
    const rendition = await writer.renditions.get(id);
    const recording = rendition && (await writer.recordings.get(rendition.recording));
    if (recording?.state === 'active' || recording?.state === 'quarantined')
      await writer.prints.set(id, print);
  });

/** Takes the print of a rendition whose thumbnail was just made; where that fails it is taken with those missing. */
export async function takePrint(rooms: Rooms, id: Id, thumbnail: Uint8Array): Promise<void> {
  const print = await rooms.media.copyPrint(thumbnail).catch(() => undefined);
  if (print !== undefined) await keepPrint(rooms, id, print);
}

async function printOf(rooms: Rooms, rendition: Id): Promise<Uint32Array | null> {
  const thumbnail = await thumbnailOf(rooms, rendition);
  return thumbnail && rooms.media.copyPrint(thumbnail.bytes);
}

const missingAfter = (rooms: Rooms, after: Id | null): Promise<readonly Id[]> =>
  rooms.catalogue.read((reader) => reader.prints.missing(after, renditionsAtOnce));

/**
 * Takes the prints that are missing: of what came in before there were any, after a kill, and of films whose picture
 * is made when it is asked for. What could not be read, as a worker gave up, stays missing.
 */
export async function takeMissingPrints(rooms: Rooms, signal: AbortSignal): Promise<void> {
  let last: Id | null = null;
  for (;;) {
    const page: readonly Id[] = await missingAfter(rooms, last);
    for (const id of page) {
      if (signal.aborted) return;
      const print = await printOf(rooms, id).catch(() => undefined);
      if (signal.aborted) return;
      if (print !== undefined) await keepPrint(rooms, id, print);
    }
    if (page.length < renditionsAtOnce) return;
    last = page.at(-1) ?? null;
  }
}
