import { CustosError, isCustosError } from '../../shared/kernel/error.ts';
import type { Runner, Task } from '../jobs/runner.ts';
import type { JobItemRow } from '../jobs/store.ts';
import type { Rooms } from './context.ts';
import { withoutNames } from './error-trace.ts';
import { importFile } from './import-file.ts';
import { type ImportRequest, type ImportTask, setAsideAs } from './import-outcome.ts';
import { findFiles } from './import-source.ts';

/** Files in flight: enough that the decoding workers never wait while others are hashed, sealed and entered. */
const filesInFlight = 4;
/**
 * With those that are ready and wait for the number before theirs, behind a long film for instance. Each of them may
 * leave a file in the vault at a kill, and a sweep takes only few for leftovers.
 */
const filesAhead = 16;

/** Screens are told of new recordings so often at most, in milliseconds, however many come. */
const pace = 500;

/** What of the system's errors the next file would meet as well. */
const stoppers: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk of the library is full. Make room, then let the import go on: nothing is lost.',
  EDQUOT:
    'The space you may use on this disk is used up. Make room, then let the import go on: nothing is lost.',
  EROFS: 'The disk of the library cannot be written to. See to the disk, then let the import go on.',
  EMFILE: 'The system has no more open files to give. Close other programs, then let the import go on.',
  SQLITE_FULL: 'The disk of the library is full. Make room, then let the import go on: nothing is lost.',
  SQLITE_IOERR: 'The disk of the library gave an error. See to the disk, then let the import go on.',
};

/** The error for people where something stops every file; null where it is this file's alone. */
function stopper(error: unknown): CustosError | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known = Object.keys(stoppers).find((name) => code.startsWith(name));
  const message = known && stoppers[known];
  return message ? new CustosError('internal', message, { reason: known }, error) : null;
}

/** Says at the item why its job waits. On a full disk that may fail too; the job says it then by itself. */
async function tellItem(rooms: Rooms, item: JobItemRow, { message }: CustosError): Promise<void> {
  const error = { code: 'stopped', message, wayForward: 'Resume the import when this is seen to.' };
  try {
    await rooms.catalogue.write((writer) => writer.jobs.setItem(item.id, { error }));
  } catch (cause) {
    process.stderr.write(`custos: a message could not be kept: ${withoutNames(cause)}\n`);
  }
}

async function run(rooms: Rooms, plain: Task): Promise<void> {
  const { job, item, signal } = plain;
  const task: ImportTask = { ...plain, request: JSON.parse(job.request) as ImportRequest };
  try {
    await importFile(rooms, task);
  } catch (error) {
    if (signal.aborted || (isCustosError(error) && error.code === 'cancelled')) throw error;
    const stop = stopper(error);
    if (stop) {
      await tellItem(rooms, item, stop);
      throw stop;
    }
    process.stderr.write(`custos: a file could not be taken in: ${withoutNames(error)}\n`);
    await setAsideAs(
      rooms,
      task,
      'internal',
      'Something went wrong in Custos itself while this file was taken in. Nothing of it was kept.',
      'Take it in again; should it fail again, report it to whoever looks after Custos.',
    );
  }
}

/** Calls at most once in a while, and never loses the last call. */
function paced(call: () => void): () => void {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      call();
    }, pace).unref();
  };
}

/** Works through imports. The rooms are asked for when the first file comes: they are made together with the queue. */
export function importRunner(rooms: () => Rooms): Runner {
  const tell = paced(() => rooms().emit({ kind: 'changed', nouns: ['recording', 'queue', 'trail'] }));
  return {
    concurrency: filesInFlight,
    ahead: filesAhead,
    async run(task) {
      await run(rooms(), task);
      tell();
    },
    async findAgain(job) {
      const { paths = [] } = JSON.parse(job.request) as Partial<ImportRequest>;
      const { files } = await findFiles(paths);
      return files.map(({ path, bytes }) => ({ source: path, bytes }));
    },
  };
}
