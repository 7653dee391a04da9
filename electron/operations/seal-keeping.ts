import { isSealed } from '../../shared/domain/seal/seal.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { CatalogueWriter } from '../catalogue/catalogue.ts';
import { noSeal } from '../catalogue/sealing.ts';
import type { Rooms } from './context.ts';
import type { RecordingFacts } from './gather.ts';

/**
 * Seals what has become covert [11] and lifts the seal of what is covert no more, as part of the change that says so.
 * Whoever took it in and whoever called it covert knew of it before, and may go on knowing.
 */
export async function keepSeal(
  rooms: Pick<Rooms, 'clock' | 'record'>,
  writer: CatalogueWriter,
  facts: RecordingFacts,
  by: Id | null,
): Promise<RecordingFacts> {
  const { recording, seal } = facts;
  const { id } = recording;
  if (isSealed(recording) === seal.named.length > 0) return facts;
  const at = rooms.clock.now();
  const about = [{ noun: 'recording' as const, id }];
  if (!isSealed(recording)) {
    await writer.seals.lift(id, at);
    await rooms.record(writer, { kind: 'seal.lifted', by, about, facts: {} });
    return { ...facts, seal: noSeal };
  }
  const named = [...new Set([recording.addedBy, ...(by ? [by] : [])])];
  for (const user of named) await writer.seals.name(id, { user, namedBy: null, namedAt: at });
  await rooms.record(writer, { kind: 'seal.set', by, about, facts: { cites: ['11'] } });
  return { ...facts, seal: { named, openings: [] } };
}
