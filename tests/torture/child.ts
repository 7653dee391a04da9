import { writeSync } from 'node:fs';
import { createEngine } from '../../electron/engine.ts';
import type { Output } from '../../shared/contract/contract.ts';
import type { Errand, Said } from './steps.ts';

// Works on a library until its parent kills it: at a named step, where it waits, or wherever it is.
const errand = JSON.parse(process.argv[2] ?? '') as Errand;
const tell = (said: Said): void => void writeSync(1, `${JSON.stringify(said)}\n`);

let reached = 0;
function onStep(step: string): void {
  if (step !== errand.stopAt?.step) return;
  reached += 1;
  if (reached !== errand.stopAt.count) return;
  tell({ say: 'waiting', step });
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

const engine = await createEngine({ place: errand.place, files: 'dialogs', onStep });
const connection = engine.connect();

async function call<T>(name: string, input: unknown): Promise<T> {
  const reply = await engine.dispatch(connection, name, input);
  if (reply.ok) return reply.value as T;
  throw new Error(`${name}: ${reply.error.message}`);
}

async function takeIn(folder: string, move: boolean): Promise<void> {
  const { job } = await call<Output<'import.start'>>('import.start', { paths: [folder], move });
  const told = new Set<string>();
  for (;;) {
    const shown = await call<Output<'job.show'>>('job.show', { job });
    for (const [index, { id, state, recording }] of shown.items.entries()) {
      if (state !== 'stored' || !recording || told.has(id)) continue;
      told.add(id);
      tell({ say: 'stored', index, recording: recording.id });
    }
    if (shown.job.state !== 'running') return;
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
}

async function erase(recordings: readonly string[]): Promise<void> {
  for (const recording of recordings) {
    // One that was proposed before the last kill stands as proposed.
    await engine.dispatch(connection, 'erasure.propose', {
      recordings: [recording],
      why: 'No longer needed.',
    });
  }
  for (const recording of recordings) {
    // One whose erasure had begun before the last kill is closed to everybody.
    const shown = await engine.dispatch(connection, 'recording.show', { recording });
    if (!shown.ok) continue;
    const { renditions } = shown.value as Output<'recording.show'>;
    for (const { id } of renditions.filter(({ kind }) => kind === 'original'))
      await call('open.custody', { rendition: id, purpose: 'approvingErasure' });
  }
  const { certificates } = await call<Output<'erasure.approve'>>('erasure.approve', { recordings });
  for (const { recording, number } of certificates) tell({ say: 'erased', recording: recording.id, number });
}

try {
  const { work } = errand;
  if (work.kind === 'open') tell({ say: 'begun' });
  await call('session.unlock', { user: errand.user, passphrase: errand.passphrase });
  if (work.kind !== 'open') tell({ say: 'begun' });
  if (work.kind === 'import') await takeIn(work.folder, work.move);
  else if (work.kind === 'erase') await erase(work.recordings);
  else if (work.kind === 'backup') await call('backup.make', { destination: work.destination });
  tell({ say: 'done' });
  await engine.close();
} catch (error) {
  tell({ say: 'failed', why: String(error) });
  await engine.close();
}
