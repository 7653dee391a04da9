import { z } from 'zod';
import { instant } from '../../shared/contract/values.ts';
import type { CatalogueReader } from '../catalogue/catalogue.ts';
import type { Rooms } from './context.ts';

/** How it last went at each destination; not in the trail, which must not grow with every night of a pulled disk. */
const form = z.record(
  z.string(),
  z.object({ triedAt: instant, verifiedAt: instant.nullable(), fault: z.string().nullable() }),
);
export type BackupOutcomes = z.output<typeof form>;

const name = 'backup.outcomes';

export async function readOutcomes(reader: Pick<CatalogueReader, 'settings'>): Promise<BackupOutcomes> {
  const text = await reader.settings.get(name);
  return text === null ? {} : form.parse(JSON.parse(text));
}

/** Notes an attempt: without a fault the backup was opened and read. The first of several failures is told the trail. */
export async function noteOutcome(
  rooms: Rooms,
  place: string,
  { fault }: { readonly fault: string | null },
): Promise<void> {
  const triedAt = rooms.clock.now();
  await rooms.catalogue.write(async (writer) => {
    const before = await readOutcomes(writer);
    const verifiedAt = fault === null ? triedAt : (before[place]?.verifiedAt ?? null);
    const outcomes = { ...before, [place]: { triedAt, verifiedAt, fault } };
    await writer.settings.set(name, JSON.stringify(outcomes));
    if (fault !== null && !before[place]?.fault)
      await rooms.record(writer, { kind: 'backup.failed', by: null, about: [], facts: {} });
  });
}
