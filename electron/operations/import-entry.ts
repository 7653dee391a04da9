import { madeFromFile } from '../../shared/domain/recording/made-from-file.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { CatalogueWriter } from '../catalogue/catalogue.ts';
import type { Likeness, RecordingRow } from '../catalogue/rows.ts';
import type { ItemOutcome } from '../jobs/runner.ts';
import type { Looked } from '../media/look-result.ts';
import type { StoredBlob } from '../vault/vault.ts';
import { applyClassification } from './classify.ts';
import type { Rooms } from './context.ts';
import { refreshRecordings } from './derive.ts';
import type { ImportTask } from './import-outcome.ts';

const unclassified = {
  category: null,
  madeFor: null,
  circumstances: null,
  callerNotice: false,
  colleagueConsulted: false,
  medicoLegalInvestigation: false,
  coronerDiscussed: false,
  externalFilming: false,
  bodiesInformed: false,
  records: 'general',
  appraisedUntil: null,
} as const;

export interface NewRecording {
  readonly recording: Id;
  readonly rendition: Id;
  readonly mark: string;
  readonly fileName: string;
  readonly looked: Looked;
  readonly stored: StoredBlob;
  /** By what its picture is compared with others; null where there is nothing to compare, undefined where that is to be seen. */
  readonly likeness: Likeness | null | undefined;
  /** What its picture is known again by, likewise. */
  readonly print: Uint32Array | null | undefined;
}

const recordingRow = (
  rooms: Rooms,
  task: ImportTask,
  made: NewRecording,
): Omit<RecordingRow, 'number' | 'standing'> => {
  const { kind, container, codecs, width, height, durationMs } = made.looked;
  return {
    id: made.recording,
    kind,
    state: 'active',
    container,
    codecs,
    width,
    height,
    durationMs,
    bytes: made.stored.bytes,
    made: madeFromFile(made.looked.made, rooms.clock.today()),
    addedAt: rooms.clock.now(),
    addedBy: task.job.by,
    fileName: made.fileName,
    mark: made.mark,
    hold: null,
    rating: null,
    ...unclassified,
  };
};

export async function addRecording(
  rooms: Rooms,
  writer: CatalogueWriter,
  task: ImportTask,
  made: NewRecording,
): Promise<ItemOutcome> {
  const { recording, rendition, mark, stored, looked } = made;
  const { id, addedAt } = await writer.recordings.add(recordingRow(rooms, task, made));
  const { likeness, print } = looked.kind === 'audio' ? {} : made;
  if (likeness !== undefined) await writer.recordings.setLikeness(id, likeness);
  await writer.renditions.add({
    id: rendition,
    recording,
    kind: 'original',
    parent: null,
    blob: stored.blob,
    container: looked.container,
    width: looked.width,
    height: looked.height,
    bytes: stored.bytes,
    mark,
    madeAt: addedAt,
    madeBy: task.job.by,
    recipe: null,
    verification: null,
  });
  if (print !== undefined) await writer.prints.set(rendition, print);
  await rooms.record(writer, {
    kind: 'recording.stored',
    by: task.job.by,
    about: [
      { noun: 'recording', id },
      { noun: 'rendition', id: rendition },
      { noun: 'job', id: task.job.id },
    ],
    facts: { kind: looked.kind, container: looked.container, bytes: stored.bytes, mark },
  });
  const { classify } = task.request;
  if (classify)
    await applyClassification({ rooms, caller: { user: task.job.by } }, writer, [id], classify, '');
  else await refreshRecordings(rooms, writer, [id], task.job.by);
  const outcome: ItemOutcome = { state: 'stored', recording, sourceRemoved: false, error: null };
  await task.done(writer, outcome);
  return outcome;
}
