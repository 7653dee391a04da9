import { rm } from 'node:fs/promises';
import type { ItemOutcome } from '../jobs/runner.ts';
import type { StoredBlob } from '../vault/vault.ts';
import type { Rooms } from './context.ts';
import type { ImportTask } from './import-outcome.ts';
import type { SourceFile } from './import-reading.ts';

const sourceKept = (message: string): ItemOutcome['error'] => ({
  code: 'source-kept',
  message,
  wayForward: 'Verify the library, then remove the source yourself.',
});

/** Removes the source of a stored file: only when its stored copy was read back, and it is still the same file. */
export async function removeSource(
  rooms: Rooms,
  task: ImportTask,
  source: SourceFile,
  stored: StoredBlob,
  outcome: ItemOutcome,
): Promise<ItemOutcome> {
  if (!(await rooms.vault.readBack(stored.blob, stored.sha256)) || !(await source.unchanged())) {
    const error = sourceKept(
      'The recording is stored, but its source was left: the two could not be compared.',
    );
    return settleMove(rooms, task, { ...outcome, error });
  }
  await source.close();
  try {
    await rm(source.path);
    rooms.step('import:source-removed');
  } catch {
    const error = sourceKept(
      'The recording is stored and compared, but the system did not let its source be removed.',
    );
    return settleMove(rooms, task, { ...outcome, error });
  }
  return settleMove(rooms, task, { ...outcome, sourceRemoved: true });
}

const settleMove = (rooms: Rooms, task: ImportTask, outcome: ItemOutcome): Promise<ItemOutcome> =>
  rooms.catalogue.write(async (writer) => {
    await task.done(writer, outcome);
    if (outcome.sourceRemoved && outcome.recording) {
      await rooms.record(writer, {
        kind: 'recording.sourceRemoved',
        by: task.job.by,
        about: [
          { noun: 'recording', id: outcome.recording },
          { noun: 'job', id: task.job.id },
        ],
        facts: {},
      });
    }
    return outcome;
  });
