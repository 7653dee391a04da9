import type { Id } from '../../shared/kernel/id.ts';
import type { CatalogueWriter } from '../catalogue/catalogue.ts';
import type { Rooms } from './context.ts';

/** An erasure that somebody proposed stands in the queue like one that the facts demand, and stays when they do not. */
export async function keepInQueue(
  clock: Rooms['clock'],
  writer: CatalogueWriter,
  recording: Id,
  paragraph: string,
): Promise<void> {
  const owed = await writer.obligations.ofRecording(recording);
  if (owed.some(({ queue, settledAt }) => queue === 'erase' && settledAt === null)) return;
  await writer.obligations.add({
    id: clock.newId(),
    recording,
    queue: 'erase',
    paragraph,
    reason: 'Somebody has proposed to erase this recording.',
    due: clock.today(),
    action: 'approveErasure',
    raisedAt: clock.now(),
    snoozedUntil: null,
    settledAt: null,
    source: 'person',
  });
}
