import { createEngine } from '../../electron/engine.ts';
import { passphrase } from './rig.ts';

/**
 * A process of its own that takes a folder in and kills itself without warning when a step is done for the n-th
 * time. Arguments: place, user, folder, step, n. The step `stored` is the report of that many files as done.
 */
const [place = '', user = '', folder = '', step = '', times = '1'] = process.argv.slice(2);
let left = Number(times);

const dieAt = (reached: string): void => {
  if (reached !== step) return;
  left -= 1;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
};

const engine = await createEngine({ place, files: 'dialogs', onStep: dieAt });
const connection = engine.connect();
const unlocked = await engine.dispatch(connection, 'session.unlock', { user, passphrase });
if (!unlocked.ok) throw new Error(unlocked.error.message);
engine.subscribe(connection, (event) => {
  if (event.kind !== 'job') return;
  if (step === 'stored' && event.job.done >= Number(times)) process.kill(process.pid, 'SIGKILL');
  if (event.job.state === 'done') process.exit(0);
});
const started = await engine.dispatch(connection, 'import.start', { paths: [folder] });
if (!started.ok) throw new Error(started.error.message);
