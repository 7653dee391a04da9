import { CustosError, isCustosError } from '../../../shared/kernel/error.ts';
import type { ItemOutcome, Runner, Task } from '../../jobs/runner.ts';
import { sayJob } from '../../jobs/said-job.ts';
import type { Caller, Parsed, Rooms } from '../context.ts';
import { withoutNames } from '../error-trace.ts';
import { makeCopy } from './make-copy.ts';

const outcomeOf = (recording: ItemOutcome['recording'], error: ItemOutcome['error']): ItemOutcome => ({
  state: error ? 'setAside' : 'stored',
  recording,
  sourceRemoved: false,
  error,
});

/** Whoever began the job, with the role they have now: who lost it meanwhile makes no copy any more. */
async function callerOf(rooms: Rooms, { job }: Task): Promise<Caller> {
  const user = await rooms.catalogue.read((reader) => reader.users.get(job.by));
  if (user?.removedAt !== null || user.role !== 'custodian')
    throw new CustosError('not-allowed', 'Whoever began this may not anonymise recordings any more.');
  const { id, name, role } = user;
  const sign = (): never => {
    throw new CustosError('not-allowed', 'A job signs nothing.');
  };
  return { session: job.id, user: id, name, role, sign };
}

/** Shows how far the one item is; what is durable of a job are its items alone. */
const teller =
  (rooms: Rooms, { job, item }: Task) =>
  (share: number): void => {
    void rooms.catalogue
      .read((reader) => reader.jobs.progress(job.id))
      .then((progress) => {
        const bytesDone = Math.round(item.bytes * Math.min(share, 1));
        rooms.emit({ kind: 'job', job: { ...sayJob(job, progress), bytesDone } });
      })
      .catch(() => undefined);
  };

async function run(rooms: Rooms, task: Task): Promise<void> {
  const input = JSON.parse(task.job.request) as Parsed<'anonymise.start'>;
  let error: ItemOutcome['error'] = null;
  try {
    const caller = await callerOf(rooms, task);
    await makeCopy({ rooms, caller }, input, { signal: task.signal, onProgress: teller(rooms, task) });
  } catch (fault) {
    if (task.signal.aborted || (isCustosError(fault) && fault.code === 'cancelled')) throw fault;
    if (!isCustosError(fault))
      process.stderr.write(`custos: a copy could not be made: ${withoutNames(fault)}\n`);
    const { code, message } = isCustosError(fault)
      ? fault
      : { code: 'internal', message: 'Something went wrong in Custos itself. Nothing was kept.' };
    error = {
      code,
      message,
      wayForward: 'Open the recording, look at its regions, and make the copy again.',
    };
  }
  const outcome = outcomeOf(input.recording, error);
  await rooms.catalogue.write((writer) => task.done(writer, outcome));
}

/** Makes anonymised copies one after another: coding a film takes all the machine has. */
export const anonymiseRunner = (roomsOf: () => Rooms): Runner => ({
  concurrency: 1,
  run: (task) => run(roomsOf(), task),
});
