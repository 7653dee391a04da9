import { join } from 'node:path';
import { ensurePackages } from './setup/packages.mjs';
import { root } from './setup/paths.mjs';
import { runPinned } from './setup/pinned.mjs';
import { ensureTools } from './setup/system-tools.mjs';

// node scripts/run.mjs FILE.ts [arguments]: a measurement or a long trial, with what it calls installed first.
const [file, ...rest] = process.argv.slice(2);

ensurePackages();
ensureTools('bench', { retry: true });
process.exitCode = await runPinned(join(root, file), rest);
