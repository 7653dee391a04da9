import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { modules, pinnedNode, pinnedVersion, root } from './paths.mjs';
import { say } from './say.mjs';

const stampFile = join(modules, '.custos-setup');
const lockFile = join(root, 'package-lock.json');

const text = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : '');

/** What is installed must be what the lock says; npm's own record of the folder tells. */
function installedMatches(lock) {
  const record = text(join(modules, '.package-lock.json'));
  if (record === '') return false;
  const installed = JSON.parse(record).packages;
  return Object.entries(JSON.parse(lock).packages).every(
    ([path, entry]) =>
      path === '' || entry.optional || entry.peer || installed[path]?.version === entry.version,
  );
}

/** npm is run by the Node that runs us: `npm ci` empties the folder in which the pinned one lies. */
function runNpm(args, cwd) {
  const cli = process.env.npm_execpath;
  const stdio = ['ignore', 2, 2];
  const result = cli?.endsWith('.js')
    ? spawnSync(process.execPath, [cli, ...args], { cwd, stdio })
    : spawnSync('npm', args, { cwd, stdio, shell: process.platform === 'win32' });
  return result.status === 0;
}

/** Some npm settings skip install scripts, and with them the pinned Node: its installer is then run here. */
function ensurePinnedNode() {
  if (existsSync(pinnedNode)) return true;
  const folder = join(modules, 'node');
  say(`fetching Node ${pinnedVersion}`);
  spawnSync(process.execPath, ['installArchSpecificPackage.js'], { cwd: folder, stdio: ['ignore', 2, 2] });
  return existsSync(pinnedNode);
}

function giveUp(line) {
  say(line);
  process.exit(1);
}

/** Brings node_modules to what package-lock.json says; does nothing where it already is. */
export function ensurePackages() {
  const lock = text(lockFile);
  const stamp = createHash('sha256').update(lock).digest('hex');
  if (text(stampFile) === stamp && existsSync(pinnedNode)) return;
  if (!installedMatches(lock)) {
    say('installing packages (npm ci); the first time this takes a minute or two');
    const quiet = ['--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
    if (!runNpm(['ci', ...quiet], root)) {
      giveUp('npm ci failed, so nothing can start; its message is above. Check the network and try again.');
    }
  }
  if (!ensurePinnedNode()) {
    giveUp(`Node ${pinnedVersion} could not be fetched; run "npm rebuild node" and try again.`);
  }
  writeFileSync(stampFile, stamp);
}
