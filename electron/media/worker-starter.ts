import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** One worker process as the pool sees it, whatever the host starts processes with. */
export interface WorkerProcess {
  readonly pid: number | undefined;
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, when the process has ended for whatever reason. */
  onExit(listener: () => void): void;
  /** Ends the process and its children at once. */
  kill(): void;
  /** A busy worker keeps the host's event loop alive, an idle one does not. */
  hold(busy: boolean): void;
}

export type WorkerStarter = () => WorkerProcess;

/** What the processes of an open library do: they look at foreign bytes, or search recordings. */
export type WorkerKind = 'media' | 'search';
export type WorkerStarters = Readonly<Record<WorkerKind, WorkerStarter>>;

const heapMegabytes = 1024;
const dataLimit = 3 * 1024 ** 3;
const prlimit = '/usr/bin/prlimit';

/** What decoders need to start, what they have compiled, and no more: above all no passphrase. */
function environment(): NodeJS.ProcessEnv {
  const system = ['PATH', 'LD_LIBRARY_PATH', 'SystemRoot', 'TEMP', 'TMPDIR'];
  const names = [...system, 'NODE_COMPILE_CACHE', 'NODE_V8_COVERAGE'];
  return Object.fromEntries(
    names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}

function killTree(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    // The worker leads its own process group, so that its ffmpeg dies with it.
    if (process.platform !== 'win32') process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
  child.kill('SIGKILL');
}

/**
 * Starts workers of a module with `child_process.fork`, for hosts that are Node: the command and the browser host. By
 * default they are those that look at foreign bytes.
 */
export function nodeWorkerStarter(module = new URL('./media-worker.ts', import.meta.url)): WorkerStarter {
  return () => {
    const nodeArguments = [`--max-old-space-size=${heapMegabytes}`];
    const limited = process.platform === 'linux' && existsSync(prlimit);
    const child = fork(fileURLToPath(module), [], {
      serialization: 'advanced',
      detached: process.platform !== 'win32',
      env: environment(),
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      execPath: limited ? prlimit : process.execPath,
      execArgv: limited
        ? [`--data=${dataLimit}`, '--core=0', process.execPath, ...nodeArguments]
        : nodeArguments,
    });
    return {
      pid: child.pid,
      send: (message) => {
        if (child.connected) child.send(message as Parameters<ChildProcess['send']>[0], () => undefined);
      },
      onMessage: (listener) => void child.on('message', listener),
      onExit: (listener) => {
        let told = false;
        const once = (): void => {
          if (!told) listener();
          told = true;
        };
        child.once('exit', once);
        child.once('error', once);
      },
      kill: () => killTree(child),
      hold: (busy) => {
        if (busy) child.ref();
        else child.unref();
        if (busy) child.channel?.ref();
        else child.channel?.unref();
      },
    };
  };
}
