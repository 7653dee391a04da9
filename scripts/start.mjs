import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { electronProgram, ensureElectron } from './setup/electron-binary.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { pinnedNode, present, root } from './setup/paths.mjs';
import { continuePinned, runForeground, underPinnedNode } from './setup/pinned.mjs';
import { say } from './setup/say.mjs';
import { readStartOptions, usage } from './setup/start-options.mjs';
import { ensureTools } from './setup/system-tools.mjs';
import { ensureWindow, windowBuildArguments } from './setup/window-build.mjs';

const browserHost = join(root, 'electron', 'browser', 'main.ts');

/** Why Electron cannot open a window here, or undefined where it can. */
function obstacle(host) {
  if (ensureElectron({ insist: host === 'electron' }) === undefined) {
    return "Electron's program is not here and could not be fetched (npm start -- --host electron tries again)";
  }
  if (process.platform !== 'linux') return undefined;
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return 'there is no display for Electron';
  return process.getuid?.() === 0 ? 'Electron keeps its sandbox and so does not run for root' : undefined;
}

/** The program and arguments of the host: Electron where it can open a window, else the browser host. */
function chooseHost({ host, rest }) {
  if (host !== 'browser') {
    const reason = obstacle(host);
    if (reason === undefined) return { program: electronProgram(), args: [root, ...rest], electron: true };
    if (host === 'electron') {
      say(`${reason}.`);
      process.exit(1);
    }
    say(`${reason}; opening the browser host instead.`);
  }
  if (!present('electron/browser/main.ts')) {
    say('the browser host is not here');
    process.exit(1);
  }
  return { program: pinnedNode, args: [browserHost, ...rest], electron: false };
}

/** Rebuilds the window and restarts the browser host whenever a source changes. */
function runWatching(args) {
  const builder = spawn(pinnedNode, [...windowBuildArguments, '--watch'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  const host = runForeground(pinnedNode, ['--watch', '--watch-preserve-output', ...args], { cwd: root });
  return host.finally(() => builder.kill());
}

async function start(chosen) {
  ensureTools('start', { retry: false });
  ensureWindow();
  if (chosen.dev) return runWatching([browserHost, ...chosen.rest]);
  const { program, args, electron } = chooseHost(chosen);
  if (electron) {
    const { buildHost } = await import('./setup/host-build.mjs');
    await buildHost();
  }
  return runForeground(program, args, { cwd: root });
}

const chosen = readStartOptions(process.argv.slice(2));
if (chosen === null) {
  process.stderr.write(`${usage}\n`);
  process.exit(2);
}
ensurePackages();
process.exitCode = underPinnedNode()
  ? await start(chosen)
  : await continuePinned(fileURLToPath(import.meta.url), process.argv.slice(2));
