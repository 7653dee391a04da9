import { rm } from 'node:fs/promises';
import { basename, dirname, sep } from 'node:path';
import { CustosError } from '../../shared/kernel/error.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { ItemOutcome } from '../jobs/runner.ts';
import { likenessIn } from '../media/copies/print.ts';
import type { Looked, Picture } from '../media/look-result.ts';
import type { Rooms } from './context.ts';
import { withoutNames } from './error-trace.ts';
import { addRecording, type NewRecording } from './import-entry.ts';
import { removeSource } from './import-move.ts';
import { type ImportTask, knownContent, setAsideAs, settle, settleKnown } from './import-outcome.ts';
import { changedFault, openSourceFile, SourceFault, type SourceFile } from './import-reading.ts';
import { keepPreview, waveformPreview } from './previews.ts';

/** What a screen shows first. It can be made again at any time, so a failure here takes nothing back. */
async function putPreviews(rooms: Rooms, rendition: Id, { thumbnail, waveform }: Looked): Promise<void> {
  try {
    if (thumbnail) {
      await keepPreview(rooms, rendition, 'thumbnail', { bytes: thumbnail.bytes, type: thumbnail.type });
    }
    if (waveform) await keepPreview(rooms, rendition, 'waveform', waveformPreview(waveform));
    rooms.step('import:previews-kept');
  } catch (error) {
    process.stderr.write(`custos: a preview could not be kept: ${withoutNames(error)}\n`);
  }
}

/** Enters what was looked at and stored in the vault, in one transaction; a twin that came meanwhile wins. */
async function enter(rooms: Rooms, task: ImportTask, made: NewRecording): Promise<ItemOutcome> {
  try {
    await unlessStopped(task.turn(), task.signal);
    return await rooms.catalogue.write(async (writer) => {
      const known = await knownContent(writer, made.mark);
      if (!known) return addRecording(rooms, writer, task, made);
      await settle(rooms, writer, task, known.outcome, known.erasure);
      return known.outcome;
    });
  } catch (error) {
    // Only what the catalogue surely does not know is destroyed; whatever is in doubt is left to the next sweep.
    const { blob } = made.stored;
    const known = await rooms.catalogue.read((reader) => reader.renditions.knowsBlob(blob));
    if (!known) await rooms.vault.destroy(blob);
    throw error;
  }
}

async function keep(rooms: Rooms, task: ImportTask, made: NewRecording): Promise<ItemOutcome> {
  const outcome = await enter(rooms, task, made);
  rooms.step('import:rows-written');
  if (outcome.state === 'stored') await putPreviews(rooms, made.rendition, made.looked);
  else await rooms.vault.destroy(made.stored.blob);
  return outcome;
}

/** A file that a host received lies in the library's own `tmp/`, in a folder of its own, under the name it came with. */
const isReceived = (rooms: Rooms, { item }: ImportTask): boolean => item.source.startsWith(rooms.tmp + sep);

/** Waits no longer than it is wanted: the worker that looks may need minutes for a long video. */
function unlessStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = (): void =>
    reject(new CustosError('cancelled', 'Taking the file in was stopped. Nothing of it was kept.'));
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  return Promise.race([work, promise]).finally(() => signal.removeEventListener('abort', stop));
}

/** What a picture is compared by. Of a file that is taken in a comparison that failed is tried again later. */
async function comparedBy(
  { media }: Rooms,
  picture: Picture | null,
): Promise<Pick<NewRecording, 'likeness' | 'print'>> {
  if (!picture) return { likeness: null, print: null };
  const print = await media.copyPrint(picture.bytes).catch(() => undefined);
  return { print, likeness: print ? likenessIn(print) : print };
}

async function takeIn(rooms: Rooms, task: ImportTask, source: SourceFile): Promise<ItemOutcome> {
  if (source.sha256 !== null) {
    const mark = rooms.markOf(source.sha256);
    const known = await rooms.catalogue.read((reader) => knownContent(reader, mark));
    if (known) return settleKnown(rooms, task, known);
  }
  const looked = await unlessStopped(
    rooms.media.look({ path: source.path }, { thumbnail: true, filmSound: true }),
    task.signal,
  );
  if (looked.outcome === 'set-aside') {
    const { reason, message, wayForward } = looked;
    return setAsideAs(rooms, task, reason, message, wayForward);
  }
  const compared = await unlessStopped(comparedBy(rooms, looked.thumbnail), task.signal);
  rooms.step('import:looked-at');
  const stored = await rooms.vault.put(source.parts(), { signal: task.signal });
  if (!(await source.unchanged())) {
    await rooms.vault.destroy(stored.blob);
    throw changedFault();
  }
  source.letGo();
  const made: NewRecording = {
    recording: rooms.clock.newId(),
    rendition: rooms.clock.newId(),
    mark: rooms.markOf(stored.sha256),
    fileName: basename(source.path),
    looked,
    stored,
    ...compared,
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
