import type { TrailEntry } from '../../shared/domain/trail/entry.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { CatalogueReader } from '../catalogue/catalogue.ts';

const pageSize = 500;

/** The newest entry about something of which this is so; null where there is none. */
export async function lastEntry(
  reader: CatalogueReader,
  about: Id,
  isSo: (entry: TrailEntry) => boolean,
): Promise<TrailEntry | null> {
  for (let offset = 0; ; offset += pageSize) {
    const { entries } = await reader.trail.window({ since: null, about }, offset, pageSize);
    const last = entries.find(isSo);
    if (last || entries.length < pageSize) return last ?? null;
  }
}
