import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { modules } from './paths.mjs';

// Beside the packages: a fresh install forgets what was tried before it.
const file = join(modules, '.custos-tried');

function read() {
  if (!existsSync(file)) return {};
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}

/** What was tried under this name and did not succeed, or undefined. */
export const remembered = (name) => read()[name];

/** Remembers an attempt that failed, so that the next start does not wait for it again. */
export function remember(name, value) {
  writeFileSync(file, `${JSON.stringify({ ...read(), [name]: value })}\n`);
}
