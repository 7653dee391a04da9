import { rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { madeFromFile } from '../../shared/domain/recording/made-from-file.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { CatalogueReader, CatalogueWriter } from '../catalogue/catalogue.ts';
import type { RecordingRow } from '../catalogue/rows.ts';
import type { JobItemRow } from '../jobs/store.ts';
import type { Looked } from '../media/look-result.ts';
import type { StoredBlob } from '../vault/vault.ts';
import { applyClassification } from './classify.ts';
import type { Parsed, Rooms } from './context.ts';
import { refreshRecordings } from './derive.ts';
import { changedFault, openSourceFile, SourceFault, type SourceFile } from './import-reading.ts';
import { certificateNumber } from './names.ts';

/** What an import was asked to do, as it is kept with its job. */
export interface ImportRequest {
  readonly move: boolean;
  readonly classify: Parsed<'import.start'>['classify'] | null;
  /** Received files by their path: the name they came with, and the ticket that is dropped when the item ends. */
  readonly uploads: Readonly<Record<string, { readonly ticket: Id; readonly name: string }>>;
  /** Entries of the chosen folders that were no recordings. */
  readonly passedOver: number;
}

/** One file of an import that is running. */
export interface ImportTask {
  readonly job: Id;
  readonly by: Id;
  readonly request: ImportRequest;
  readonly item: JobItemRow;
  readonly signal?: AbortSignal | undefined;
}

/** What became of a file. */
export type ImportOutcome = Pick<JobItemRow, 'state' | 'recording' | 'sourceRemoved' | 'error'>;

const aside = (code: string, message: string, wayForward: string): ImportOutcome => ({
  state: 'setAside',
  recording: null,
  sourceRemoved: false,
  error: { code, message, wayForward },
});

const duplicateOf = (recording: Id): ImportOutcome => ({
  state: 'duplicate',
  recording,
  sourceRemoved: false,
  error: null,
});

const erasedBefore = (certificate: string): ImportOutcome => ({
  state: 'erasedBefore',
  recording: null,
  sourceRemoved: false,
  error: {
    code: 'already-erased',
    message: `This very file was erased before: certificate ${certificate}. It is not taken in again.`,
    wayForward: 'Delete the file where it lies, or ask governance if you believe that this is wrong.',
  },
});

/** Writes how an item ended, with its line in the trail. The paths of files never go there. */
async function settle(
  rooms: Rooms,
  writer: CatalogueWriter,
  task: ImportTask,
  outcome: ImportOutcome,
  erasure: Id | null = null,
): Promise<void> {
  const kinds = { duplicate: 'recording.duplicate', erasedBefore: 'recording.erasedBefore' } as const;
  const kind = outcome.state === 'duplicate' || outcome.state === 'erasedBefore' ? outcome.state : null;
  await writer.jobs.setItem(task.item.id, outcome);
  await rooms.record(writer, {
    kind: kind ? kinds[kind] : 'recording.setAside',
    by: task.by,
    about: [
      { noun: 'job', id: task.job },
      ...(outcome.recording ? [{ noun: 'recording' as const, id: outcome.recording }] : []),
      ...(erasure ? [{ noun: 'erasure' as const, id: erasure }] : []),
    ],
    facts: kind ? {} : { reason: outcome.error?.code ?? '' },
  });
}

interface Known {
  readonly outcome: ImportOutcome;
  readonly erasure: Id | null;
}

/** Whether the library knows a content already: it was erased, or it is here. */
async function knownContent(reader: CatalogueReader, mark: string): Promise<Known | null> {
  const erasure = await reader.erasures.byMark(mark);
  if (erasure) return { outcome: erasedBefore(certificateNumber(erasure.number)), erasure: erasure.id };
  const twin = (await reader.recordings.byMark(mark)).find(({ state }) => state !== 'erased');
  return twin ? { outcome: duplicateOf(twin.id), erasure: null } : null;
}

const settleKnown = (rooms: Rooms, task: ImportTask, { outcome, erasure }: Known): Promise<ImportOutcome> =>
  rooms.catalogue.write(async (writer) => {
    await settle(rooms, writer, task, outcome, erasure);
    return outcome;
  });

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
} as const;

interface NewRecording {
  readonly recording: Id;
  readonly rendition: Id;
  readonly mark: string;
  readonly fileName: string;
  readonly looked: Looked;
  readonly stored: StoredBlob;
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
    addedBy: task.by,
    fileName: made.fileName,
    mark: made.mark,
    hold: null,
    ...unclassified,
  };
};

async function addRecording(
  rooms: Rooms,
  writer: CatalogueWriter,
  task: ImportTask,
  made: NewRecording,
): Promise<ImportOutcome> {
  const { recording, rendition, mark, stored, looked } = made;
  const { id, addedAt } = await writer.recordings.add(recordingRow(rooms, task, made));
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
    madeBy: task.by,
    recipe: null,
    verification: null,
  });
  await rooms.record(writer, {
    kind: 'recording.stored',
    by: task.by,
    about: [
      { noun: 'recording', id },
      { noun: 'rendition', id: rendition },
      { noun: 'job', id: task.job },
    ],
    facts: { kind: looked.kind, container: looked.container, bytes: stored.bytes, mark },
  });
  const { classify } = task.request;
  if (classify) await applyClassification({ rooms, caller: { user: task.by } }, writer, [id], classify, '');
  else await refreshRecordings(rooms, writer, [id], task.by);
  const outcome: ImportOutcome = { state: 'stored', recording, sourceRemoved: false, error: null };
  await writer.jobs.setItem(task.item.id, outcome);
  return outcome;
}

async function putPreviews(rooms: Rooms, rendition: Id, { thumbnail, waveform }: Looked): Promise<void> {
  if (thumbnail) {
    await rooms.previews.put(rendition, 'thumbnail', { bytes: thumbnail.bytes, type: thumbnail.type });
  }
  if (waveform) {
    const { buffer, byteOffset, byteLength } = waveform.peaks;
    const bytes = new Uint8Array(buffer, byteOffset, byteLength);
    await rooms.previews.put(rendition, 'waveform', { bytes, type: 'application/octet-stream' });
  }
}

/** Stores what was looked at and stored in the vault, in one transaction; a twin that came meanwhile wins. */
async function keep(rooms: Rooms, task: ImportTask, made: NewRecording): Promise<ImportOutcome> {
  try {
    await putPreviews(rooms, made.rendition, made.looked);
    const outcome = await rooms.catalogue.write(async (writer) => {
      const known = await knownContent(writer, made.mark);
      if (!known) return addRecording(rooms, writer, task, made);
      await settle(rooms, writer, task, known.outcome, known.erasure);
      return known.outcome;
    });
    if (outcome.state !== 'stored') await forget(rooms, made);
    return outcome;
  } catch (error) {
    await forget(rooms, made);
    throw error;
  }
}

async function forget(rooms: Rooms, { rendition, stored }: NewRecording): Promise<void> {
  await rooms.previews.removeAll([rendition]);
  await rooms.vault.destroy(stored.blob);
}

const uploadOf = ({ item, request }: ImportTask) => request.uploads[item.source];

const fileNameOf = (task: ImportTask): string => uploadOf(task)?.name ?? basename(task.item.source);

const sourceKept = (message: string): JobItemRow['error'] => ({
  code: 'source-kept',
  message,
  wayForward: 'Verify the library, then remove the source yourself.',
});

/** Removes the source of a stored file: only when its stored copy was read back, and it is still the same file. */
async function removeSource(
  rooms: Rooms,
  task: ImportTask,
  source: SourceFile,
  stored: StoredBlob,
  outcome: ImportOutcome,
): Promise<ImportOutcome> {
  if (!(await rooms.vault.readBack(stored.blob, stored.sha256)) || !(await source.unchanged())) {
    const error = sourceKept(
      'The recording is stored, but its source was left: the two could not be compared.',
    );
    return settleMove(rooms, task, { ...outcome, error });
  }
  await source.close();
  try {
    await rm(source.path);
  } catch {
    const error = sourceKept(
      'The recording is stored and compared, but the system did not let its source be removed.',
    );
    return settleMove(rooms, task, { ...outcome, error });
  }
  return settleMove(rooms, task, { ...outcome, sourceRemoved: true });
}

const settleMove = (rooms: Rooms, task: ImportTask, outcome: ImportOutcome): Promise<ImportOutcome> =>
  rooms.catalogue.write(async (writer) => {
    await writer.jobs.setItem(task.item.id, outcome);
    if (outcome.sourceRemoved && outcome.recording) {
      await rooms.record(writer, {
        kind: 'recording.sourceRemoved',
        by: task.by,
        about: [
          { noun: 'recording', id: outcome.recording },
          { noun: 'job', id: task.job },
        ],
        facts: {},
      });
    }
    return outcome;
  });

async function takeIn(rooms: Rooms, task: ImportTask, source: SourceFile): Promise<ImportOutcome> {
  if (source.sha256 !== null) {
    const mark = rooms.markOf(source.sha256);
    const known = await rooms.catalogue.read((reader) => knownContent(reader, mark));
    if (known) return settleKnown(rooms, task, known);
  }
  const looked = await rooms.media.look({ path: source.path }, { thumbnail: true });
  if (looked.outcome === 'set-aside') {
    const { reason, message, wayForward } = looked;
    return settleKnown(rooms, task, { outcome: aside(reason, message, wayForward), erasure: null });
  }
  const stored = await rooms.vault.put(source.parts(), { signal: task.signal });
  if (!(await source.unchanged())) {
    await rooms.vault.destroy(stored.blob);
    throw changedFault();
  }
  const made: NewRecording = {
    recording: rooms.clock.newId(),
    rendition: rooms.clock.newId(),
    mark: rooms.markOf(stored.sha256),
    fileName: fileNameOf(task),
    looked,
    stored,
  };
  const outcome = await keep(rooms, task, made);
  const moves = task.request.move && uploadOf(task) === undefined && outcome.state === 'stored';
  return moves ? removeSource(rooms, task, source, stored, outcome) : outcome;
}

/**
 * Takes one file in: looked at in a worker, stored in the vault, then entered in one transaction with its trail
 * entry and the item's outcome. A kill before that leaves nothing but an unknown blob for the sweep; after it the
 * item is done. Faults of the file are outcomes; it throws only what stops the whole import.
 * @throws CustosError `cancelled` where the signal says so, and the system's own errors, such as a full disk.
 */
export async function importFile(rooms: Rooms, task: ImportTask): Promise<ImportOutcome> {
  let source: SourceFile | null = null;
  try {
    source = await openSourceFile(task.item.source);
    const outcome = await takeIn(rooms, task, source);
    await dropUpload(rooms, task);
    return outcome;
  } catch (error) {
    if (!(error instanceof SourceFault)) throw error;
    const outcome = aside(error.code, error.message, error.wayForward);
    await settleKnown(rooms, task, { outcome, erasure: null });
    await dropUpload(rooms, task);
    return outcome;
  } finally {
    await source?.close();
  }
}

async function dropUpload(rooms: Rooms, task: ImportTask): Promise<void> {
  const upload = uploadOf(task);
  if (upload) await rooms.uploads.drop(upload.ticket);
}
