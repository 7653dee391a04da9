import { spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { pinnedNode, root } from './paths.mjs';

// Stripping and compiling the sources is most of a command's start: what one process compiled, the next ones read.
process.env.NODE_COMPILE_CACHE ??= join(root, '.cache', 'compiled');

const samePath = (a, b) => realpathSync(a) === realpathSync(b);

/** True in a process that the pinned Node runs. */
export const underPinnedNode = () => samePath(process.execPath, pinnedNode);

/** Hands a signal on, so that ending the outer process ends the inner one. */
function forwardSignals(child) {
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT']) {
    process.on(signal, () => {
      // A terminal sends Ctrl-C to both of us already.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
}

/** npm's shell ends at a signal without handing it on; what it started then ends too, not lives on unseen. */
function endWithParent(child) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const look = () => {
    if (process.ppid !== parent) child.kill('SIGTERM');
  };
  setInterval(look, 500).unref();
}

const statusOf = (code, signal) => code ?? 128 + (constants.signals[signal] ?? 0);

/** Runs a program in the foreground and resolves with its exit status. */
export function runForeground(program, args, options = {}) {
  const child = spawn(program, args, { stdio: 'inherit', ...options });
  forwardSignals(child);
  endWithParent(child);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(statusOf(code, signal)));
  });
}

/** Runs a script under the pinned Node and resolves with its exit status. */
export const runPinned = (script, args = [], options = {}) =>
  runForeground(pinnedNode, [script, ...args], options);

/** Runs one of our own set-up scripts again, now under the pinned Node, whose type stripping it may use. */
export const continuePinned = (script, args = []) =>
  runForeground(pinnedNode, ['--disable-warning=ExperimentalWarning', script, ...args]);
