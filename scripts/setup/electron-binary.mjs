import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { modules, pinnedNode } from './paths.mjs';
import { remember, remembered } from './remembered.mjs';
import { say } from './say.mjs';

// The package's own entry starts a download when it is imported: its files are read, never its code.
const folder = join(modules, 'electron');
const readOr = (path, otherwise) => (existsSync(path) ? readFileSync(path, 'utf8').trim() : otherwise);

/** The path of Electron's program, or undefined where it is not here. */
export function electronProgram() {
  const name = readOr(join(folder, 'path.txt'), '');
  if (name === '') return undefined;
  const program = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist'), name);
  return existsSync(program) ? program : undefined;
}

/**
 * Electron's program, fetched where it is not here; the package's installer checks the download against the
 * checksums that came with it. Tried once, for at most ten seconds; `insist` tries again and waits longer.
 */
export function ensureElectron({ insist }) {
  const here = electronProgram();
  if (here !== undefined || process.env.ELECTRON_SKIP_BINARY_DOWNLOAD) return here;
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const key = `electron ${version}`;
  if (!insist && remembered(key) !== undefined) return undefined;
  const seconds = insist ? 600 : 10;
  say(`fetching Electron ${version} (at most ${seconds} seconds)`);
  spawnSync(pinnedNode, ['install.js'], {
    cwd: folder,
    stdio: 'ignore',
    timeout: seconds * 1000,
    killSignal: 'SIGKILL',
  });
  const program = electronProgram();
  if (program === undefined) remember(key, 'not fetched');
  return program;
}
