import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds package.json. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

export const modules = join(root, 'node_modules');

const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** The Node that Custos is built and tested on: Electron's own major. */
export const pinnedVersion = devDependencies.node;

export const pinnedNode = join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** The script behind a tool's command, so that it runs under the Node we choose on every platform. */
export const tools = {
  biome: join(modules, '@biomejs', 'biome', 'bin', 'biome'),
  knip: join(modules, 'knip', 'bin', 'knip.js'),
  tsc: join(modules, 'typescript', 'bin', 'tsc'),
  vite: join(modules, 'vite', 'bin', 'vite.js'),
  vitest: join(modules, 'vitest', 'vitest.mjs'),
};

/** True where the path, given from the top folder, exists. */
export const present = (path) => existsSync(join(root, path));
