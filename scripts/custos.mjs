#!/usr/bin/env node
import { join } from 'node:path';
import { ensurePackages } from './setup/packages.mjs';
import { root } from './setup/paths.mjs';
import { runPinned } from './setup/pinned.mjs';

// npm moves to the package's folder; what a person names on the line lies where they are.
const here = process.env.npm_lifecycle_event === 'custos' ? process.env.INIT_CWD : undefined;

ensurePackages();
process.exitCode = await runPinned(join(root, 'electron', 'cli', 'main.ts'), process.argv.slice(2), {
  cwd: here ?? process.cwd(),
});
