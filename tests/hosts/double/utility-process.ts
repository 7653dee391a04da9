import { type ChildProcess, fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { tell } from './messages.ts';

/** A utility process as a Node process; its message port is the channel of `fork`. */
class Utility extends EventEmitter {
  readonly #child: ChildProcess;

  constructor(path: string, args: readonly string[], options: { execArgv?: string[]; stdio?: unknown }) {
    super();
    const register = new URL('./register-utility.ts', import.meta.url).href;
    const output = options.stdio === 'ignore' ? 'ignore' : 'inherit';
    this.#child = fork(path, args, {
      serialization: 'advanced',
      execArgv: ['--import', register, ...(options.execArgv ?? [])],
      stdio: ['ignore', output, output, 'ipc'],
    });
    tell({ kind: 'utility', path, pid: this.#child.pid });
    this.#child.on('message', (message) => this.emit('message', message));
    this.#child.on('exit', (code) => this.emit('exit', code));
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  postMessage(message: unknown): void {
    if (this.#child.connected)
      this.#child.send(message as Parameters<ChildProcess['send']>[0], () => undefined);
  }

  kill(): boolean {
    return this.#child.kill();
  }
}

export const utilityProcess = {
  fork: (
    path: string,
    args: readonly string[] = [],
    options: { execArgv?: string[]; stdio?: unknown } = {},
  ) => new Utility(path, args, options),
};
