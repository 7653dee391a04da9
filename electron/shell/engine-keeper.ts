import { fileURLToPath } from 'node:url';
import { type UtilityProcess, utilityProcess } from 'electron';
import { connectThrough } from '../door/door-client.ts';
import type { EngineLink } from '../door/engine-link.ts';
import type { LockReason, WorkerKind } from '../engine-types.ts';
import type { FromEngine, ToEngine } from './engine-messages.ts';

/** The engine as the shell keeps it: a process of its own, spoken to through its door. */
export interface EngineKeeper {
  readonly link: EngineLink;
  /** What came with the program and is not as it was shipped, a sentence each. */
  readonly faults: readonly string[];
  lock(why: LockReason): void;
  /** Whether long work goes on: files are being taken in. */
  isBusy(): Promise<boolean>;
  /** Resolves when that work is done, or the process has ended. */
  idle(): Promise<void>;
  /** Resolves when the process has ended, asked or not. */
  readonly ended: Promise<void>;
  /** Locks, waits for what must not be cut, and ends the process. */
  close(): Promise<void>;
}

/** A closing engine that does not end in this time is ended, in milliseconds. */
const closeWithin = 30_000;

/** A module beside the shell: TypeScript in the repository, JavaScript once built. */
const moduleAt = (path: string): string =>
  fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? `${path}.ts` : `${path}.js`, import.meta.url));

const workerModules = {
  media: { path: '../media/media-worker', serviceName: 'Custos pictures and sound' },
  search: { path: '../anonymise/annotations/search/search-worker', serviceName: 'Custos searching' },
} as const satisfies Record<WorkerKind, unknown>;

/** Starts, relays and ends worker processes on behalf of the engine. */
function keepWorkers(tell: (message: ToEngine) => void): (message: FromEngine) => void {
  const workers = new Map<number, UtilityProcess>();
  const start = (worker: number, does: WorkerKind): void => {
    const { path, serviceName } = workerModules[does];
    const child = utilityProcess.fork(moduleAt(path), [], {
      serviceName,
      stdio: 'ignore',
      execArgv: ['--max-old-space-size=1024'],
    });
    workers.set(worker, child);
    child.on('message', (message: unknown) => tell({ kind: 'fromWorker', worker, message }));
    child.on('exit', () => {
      workers.delete(worker);
      tell({ kind: 'workerEnded', worker });
    });
  };
  return (message) => {
    if (message.kind === 'startWorker') start(message.worker, message.does);
    else if (message.kind === 'toWorker') workers.get(message.worker)?.postMessage(message.message);
    else if (message.kind === 'endWorker') workers.get(message.worker)?.kill();
  };
}

type Ready = Extract<FromEngine, { kind: 'ready' }>;

/** Starts the engine's process. @throws Error where the engine cannot start, with its reason. */
export async function startEngine(place: string | null, tools: string | null): Promise<EngineKeeper> {
  const child = utilityProcess.fork(moduleAt('./engine-process'), [], {
    serviceName: 'Custos engine',
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const tell = (message: ToEngine): void => child.postMessage(message);
  const toWorkers = keepWorkers(tell);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const { door, faults } = await new Promise<Ready>((resolve, reject) => {
    child.on('message', (message: FromEngine) => {
      if (message.kind === 'ready') resolve(message);
      else if (message.kind === 'failed') reject(new Error(message.message));
      else toWorkers(message);
    });
    void ended.then(() => reject(new Error('The engine ended before it had started.')));
    tell({ kind: 'start', place, tools });
  });
  const heard = <Kind extends FromEngine['kind']>(kind: Kind) =>
    new Promise<Extract<FromEngine, { kind: Kind }> | null>((resolve) => {
      const hear = (message: FromEngine): void => {
        if (message.kind !== kind) return;
        child.off('message', hear);
        resolve(message as Extract<FromEngine, { kind: Kind }>);
      };
      child.on('message', hear);
      void ended.then(() => resolve(null));
    });
  const link = await connectThrough(door);
  if (!link) throw new Error('The engine does not answer at its door.');
  return {
    link,
    faults,
    ended,
    lock: (why) => tell({ kind: 'lock', why }),
    async isBusy() {
      const answer = heard('busy');
      tell({ kind: 'isBusy' });
      return (await answer)?.busy ?? false;
    },
    async idle() {
      const answer = heard('idle');
      tell({ kind: 'tellWhenIdle' });
      await answer;
    },
    async close() {
      await link.close();
      tell({ kind: 'close' });
      const timer = setTimeout(() => child.kill(), closeWithin);
      await ended;
      clearTimeout(timer);
    },
  };
}
