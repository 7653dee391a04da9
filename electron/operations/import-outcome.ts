import type { Id } from '../../shared/kernel/id.ts';
import type { CatalogueReader, CatalogueWriter } from '../catalogue/catalogue.ts';
import type { ItemOutcome, Task } from '../jobs/runner.ts';
import type { Parsed, Rooms } from './context.ts';
import { certificateNumber } from './names.ts';

/** What an import was asked to do, as it is kept with its job. */
export interface ImportRequest {
  readonly move: boolean;
  /** What was chosen, to find the files again where a kill has cut their list off. */
  readonly paths: readonly string[];
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
export async function settle(
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

export interface Known {
  readonly outcome: ItemOutcome;
  readonly erasure: Id | null;
}

/** Whether the library knows a content already: it was erased, or it is here. */
export async function knownContent(reader: CatalogueReader, mark: string): Promise<Known | null> {
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

export const settleKnown = (
  rooms: Rooms,
  task: ImportTask,
  { outcome, erasure }: Known,
): Promise<ItemOutcome> =>
  rooms.catalogue.write(async (writer) => {
    await settle(rooms, writer, task, outcome, erasure);
    return outcome;
  });
