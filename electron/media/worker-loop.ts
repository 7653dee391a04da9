import { flushCompileCache } from 'node:module';
import { type ErrorCode, isCustosError } from '../../shared/kernel/error.ts';
import type { Reply } from './worker-protocol.ts';

const memoryLimit = 3 * 1024 ** 3;
const watchEveryMs = 250;

/** The message port of an Electron utility process, where this runs in one. */
interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
  postMessage(message: unknown): void;
}

const parentPort = (process as unknown as { parentPort?: ParentPort }).parentPort;

function send(reply: Reply<unknown>): void {
  if (parentPort) parentPort.postMessage(reply);
  else process.send?.(reply);
}

/**
 * Makes this process one of a pool's workers: it answers what its host asks, one job after another, and ends with its
 * host, or when it has grown too large. `unforeseen` is said of an error that is not the program's own.
 */
export function serveJobs<Job extends { readonly id: number }>(
  run: (job: Job) => Promise<unknown>,
  unforeseen: { readonly code: ErrorCode; readonly message: string },
): void {
  let answered = 0;
  const answer = async (job: Job): Promise<void> => {
    const { id } = job;
    try {
      const value = await run(job);
      send({ id, ok: true, value, residentBytes: process.memoryUsage.rss() });
    } catch (thrown) {
      const { code, message, details } = isCustosError(thrown) ? thrown : { ...unforeseen, details: {} };
      send({ id, ok: false, error: { code, message, details }, residentBytes: process.memoryUsage.rss() });
    }
    // Where Node keeps what it compiled it does so at a process's own end, and these are killed.
    answered += 1;
    if (answered === 1) flushCompileCache();
  };
  // The decoders work outside the JavaScript heap, which the engine's own limit does not see.
  setInterval(() => {
    if (process.memoryUsage.rss() > memoryLimit) process.exit(70);
  }, watchEveryMs).unref();
  if (parentPort) parentPort.on('message', (event) => void answer(event.data as Job));
  else {
    process.on('message', (message) => void answer(message as Job));
    // The host is gone: nobody waits for an answer any more.
    process.on('disconnect', () => process.exit(0));
  }
}
