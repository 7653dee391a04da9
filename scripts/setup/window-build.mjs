import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pinnedNode, present, root, tools } from './paths.mjs';
import { say } from './say.mjs';

const output = join(root, 'out', 'renderer');
const stampFile = join(root, 'out', '.renderer-stamp');
const sources = ['renderer', 'shared', 'package-lock.json'];

function filesBelow(path) {
  const entries = readdirSync(path, { withFileTypes: true });
  return entries.flatMap((entry) => {
    const inner = join(path, entry.name);
    return entry.isDirectory() ? filesBelow(inner) : [inner];
  });
}

function hashSources() {
  const hash = createHash('sha256');
  for (const source of sources) {
    const path = join(root, source);
    const files = source.endsWith('.json') ? [path] : filesBelow(path).sort();
    for (const file of files) hash.update(file.slice(root.length)).update('\0').update(readFileSync(file));
  }
  return hash.digest('hex');
}

/** The arguments with which Vite builds the window. */
export const windowBuildArguments = [
  tools.vite,
  'build',
  join(root, 'renderer'),
  '--config',
  join(root, 'renderer', 'vite.config.ts'),
  '--outDir',
  output,
  '--emptyOutDir',
  '--logLevel',
  'warn',
];

/** Builds the window into out/renderer where its sources changed since the last time; true where it stands. */
export function ensureWindow() {
  if (!present('renderer/index.html')) {
    say('the window has no sources here; going on without it');
    return false;
  }
  const stamp = hashSources();
  const built = existsSync(join(output, 'index.html')) && existsSync(stampFile);
  if (built && readFileSync(stampFile, 'utf8') === stamp) return true;
  say('building the window');
  const result = spawnSync(pinnedNode, windowBuildArguments, { cwd: root, stdio: ['ignore', 2, 2] });
  if (result.status !== 0) {
    say('the window could not be built; the message is above');
    return false;
  }
  mkdirSync(join(root, 'out'), { recursive: true });
  writeFileSync(stampFile, stamp);
  return true;
}
