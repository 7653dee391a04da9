import type { TrailEntry } from '../../shared/domain/trail/entry.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { CatalogueReader } from '../catalogue/catalogue.ts';

const pageSize = 500;

/** All entries about something, the newest first; whoever has seen enough leaves off. */
export async function* entriesAbout(
  { trail }: Pick<CatalogueReader, 'trail'>,
  about: Id,
): AsyncGenerator<TrailEntry> {
  for (let offset = 0; ; offset += pageSize) {
    const { entries } = await trail.window({ since: null, about }, offset, pageSize);
    yield* entries;
    if (entries.length < pageSize) return;
  }
}

/** The newest entry about something of which this is so; null where there is none. */
export async function lastEntry(
  reader: Pick<CatalogueReader, 'trail'>,
  about: Id,
  isSo: (entry: TrailEntry) => boolean,
): Promise<TrailEntry | null> {
  for await (const entry of entriesAbout(reader, about)) if (isSo(entry)) return entry;
  return null;
}
