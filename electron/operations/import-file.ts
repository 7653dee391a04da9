import { rm } from 'node:fs/promises';
import { basename, dirname, sep } from 'node:path';
import { madeFromFile } from '../../shared/domain/recording/made-from-file.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { CatalogueReader, CatalogueWriter } from '../catalogue/catalogue.ts';
import type { RecordingRow } from '../catalogue/rows.ts';
import type { ItemOutcome, Task } from '../jobs/runner.ts';
import type { Looked } from '../media/look-result.ts';
import type { StoredBlob } from '../vault/vault.ts';
import { applyClassification } from './classify.ts';
import type { Parsed, Rooms } from './context.ts';
import { refreshRecordings } from './derive.ts';
import { changedFault, openSourceFile, SourceFault, type SourceFile } from './import-reading.ts';
import { certificateNumber } from './names.ts';
import { waveformPreview } from './previews.ts';

/** What an import was asked to do, as it is kept with its job. */
export interface ImportRequest {
  readonly move: boolean;
  readonly classify: Parsed<'import.start'>['classify'] | null;
}

/** One file of an import that is running. */
export interface ImportTask extends Task {
  readonly request: ImportRequest;
}

const aside = (code: string, message: string, wayForward: string): ItemOutcome => ({
  state: 'setAside',
  recording: null,
  sourceRemoved: false,
  error: { code, message, wayForward },
});

const duplicateOf = (recording: Id): ItemOutcome => ({
  state: 'duplicate',
  recording,
  sourceRemoved: false,
  error: null,
});

const erasedBefore = (certificate: string): ItemOutcome => ({
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
  outcome: ItemOutcome,
  erasure: Id | null = null,
): Promise<void> {
  const kinds = { duplicate: 'recording.duplicate', erasedBefore: 'recording.erasedBefore' } as const;
  const kind = outcome.state === 'duplicate' || outcome.state === 'erasedBefore' ? outcome.state : null;
  await task.done(writer, outcome);
  await rooms.record(writer, {
    kind: kind ? kinds[kind] : 'recording.setAside',
    by: task.job.by,
    about: [
      { noun: 'job', id: task.job.id },
      ...(outcome.recording ? [{ noun: 'recording' as const, id: outcome.recording }] : []),
      ...(erasure ? [{ noun: 'erasure' as const, id: erasure }] : []),
    ],
    facts: kind ? {} : { reason: outcome.error?.code ?? '' },
  });
}

interface Known {
  readonly outcome: ItemOutcome;
  readonly erasure: Id | null;
}

/** Whether the library knows a content already: it was erased, or it is here. */
async function knownContent(reader: CatalogueReader, mark: string): Promise<Known | null> {
  const erasure = await reader.erasures.byMark(mark);
  if (erasure) return { outcome: erasedBefore(certificateNumber(erasure.number)), erasure: erasure.id };
  const twin = (await reader.recordings.byMark(mark)).find(({ state }) => state !== 'erased');
  return twin ? { outcome: duplicateOf(twin.id), erasure: null } : null;
}

/** Ends an item as set aside. */
export const setAsideAs = (
  rooms: Rooms,
  task: ImportTask,
  code: string,
  message: string,
  wayForward: string,
): Promise<ItemOutcome> =>
  settleKnown(rooms, task, { outcome: aside(code, message, wayForward), erasure: null });

const settleKnown = (rooms: Rooms, task: ImportTask, { outcome, erasure }: Known): Promise<ItemOutcome> =>
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
    addedBy: task.job.by,
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
): Promise<ItemOutcome> {
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
    madeBy: task.job.by,
    recipe: null,
    verification: null,
  });
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

/** What a screen shows first. It can be made again at any time, so a failure here takes nothing back. */
async function putPreviews(rooms: Rooms, rendition: Id, { thumbnail, waveform }: Looked): Promise<void> {
  try {
    if (thumbnail) {
      await rooms.previews.put(rendition, 'thumbnail', { bytes: thumbnail.bytes, type: thumbnail.type });
    }
    if (waveform) await rooms.previews.put(rendition, 'waveform', waveformPreview(waveform));
    rooms.step('import:previews-kept');
  } catch (error) {
    process.stderr.write(`custos: a preview could not be kept: ${String(error)}\n`);
  }
}

/** Enters what was looked at and stored in the vault, in one transaction; a twin that came meanwhile wins. */
async function keep(rooms: Rooms, task: ImportTask, made: NewRecording): Promise<ItemOutcome> {
  try {
    const outcome = await rooms.catalogue.write(async (writer) => {
      const known = await knownContent(writer, made.mark);
      if (!known) return addRecording(rooms, writer, task, made);
      await settle(rooms, writer, task, known.outcome, known.erasure);
      return known.outcome;
    });
    rooms.step('import:rows-written');
    if (outcome.state === 'stored') await putPreviews(rooms, made.rendition, made.looked);
    else await rooms.vault.destroy(made.stored.blob);
    return outcome;
  } catch (error) {
    await rooms.vault.destroy(made.stored.blob);
    throw error;
  }
}

/** A file that a host received lies in the library's own `tmp/`, in a folder of its own, under the name it came with. */
const isReceived = (rooms: Rooms, { item }: ImportTask): boolean => item.source.startsWith(rooms.tmp + sep);

const sourceKept = (message: string): ItemOutcome['error'] => ({
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

async function takeIn(rooms: Rooms, task: ImportTask, source: SourceFile): Promise<ItemOutcome> {
  if (source.sha256 !== null) {
    const mark = rooms.markOf(source.sha256);
    const known = await rooms.catalogue.read((reader) => knownContent(reader, mark));
    if (known) return settleKnown(rooms, task, known);
  }
  const looked = await rooms.media.look({ path: source.path }, { thumbnail: true });
  if (looked.outcome === 'set-aside') {
    const { reason, message, wayForward } = looked;
    return setAsideAs(rooms, task, reason, message, wayForward);
  }
  rooms.step('import:looked-at');
  const stored = await rooms.vault.put(source.parts(), { signal: task.signal });
  if (!(await source.unchanged())) {
    await rooms.vault.destroy(stored.blob);
    throw changedFault();
  }
  const made: NewRecording = {
    recording: rooms.clock.newId(),
    rendition: rooms.clock.newId(),
    mark: rooms.markOf(stored.sha256),
    fileName: basename(source.path),
    looked,
    stored,
  };
  const outcome = await keep(rooms, task, made);
  const moves = task.request.move && !isReceived(rooms, task) && outcome.state === 'stored';
  return moves ? removeSource(rooms, task, source, stored, outcome) : outcome;
}

/**
 * Takes one file in: looked at in a worker, stored in the vault, then entered in one transaction with its trail
 * entry and the item's outcome. A kill before that leaves nothing but an unknown blob for the sweep; after it the
 * item is done. Faults of the file are outcomes; it throws only what stops the whole import.
 * @throws CustosError `cancelled` where the signal says so, and the system's own errors, such as a full disk.
 */
export async function importFile(rooms: Rooms, task: ImportTask): Promise<ItemOutcome> {
  let source: SourceFile | null = null;
  try {
    source = await openSourceFile(task.item.source);
    const outcome = await takeIn(rooms, task, source);
    await dropReceived(rooms, task);
    return outcome;
  } catch (error) {
    if (!(error instanceof SourceFault)) throw error;
    const outcome = await setAsideAs(rooms, task, error.code, error.message, error.wayForward);
    await dropReceived(rooms, task);
    return outcome;
  } finally {
    await source?.close();
  }
}

/** Removes a received file with its folder. What a person chose on a disk of theirs is never touched here. */
async function dropReceived(rooms: Rooms, task: ImportTask): Promise<void> {
  if (isReceived(rooms, task)) await rm(dirname(task.item.source), { recursive: true, force: true });
}
