import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { buildHost } from '../../../scripts/setup/host-build.mjs';

const root = join(import.meta.dirname, '..', '..', '..');
const stampFile = join(root, 'out', '.host-stamp');
const lock = join(root, 'out', '.host-lock');

function stampOfSources(): string {
  const hash = createHash('sha256');
  for (const folder of ['electron', 'shared', 'resources', 'scripts/setup']) {
    for (const name of readdirSync(join(root, folder), { recursive: true }).sort()) {
      const path = join(root, folder, String(name));
      const { size, mtimeMs, isFile } = { ...statSync(path), isFile: statSync(path).isFile() };
      if (isFile) hash.update(`${path} ${size} ${mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}

async function locked(work: () => Promise<void>): Promise<void> {
  mkdirSync(join(root, 'out'), { recursive: true });
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      // A test run that was killed leaves its lock behind.
      if (existsSync(lock) && Date.now() - statSync(lock).mtimeMs > 120_000) rmdirSync(lock);
      await wait(200);
    }
  }
  try {
    await work();
  } finally {
    rmdirSync(lock);
  }
}

/** The host as it is shipped, built from the sources as they are now; answers the folder it lies in. */
export async function builtHost(): Promise<string> {
  if (!existsSync(join(root, 'out', 'renderer', 'index.html')))
    throw new Error('The window is not built: npm run build, or npm test, which builds it first.');
  await locked(async () => {
    const stamp = stampOfSources();
    const main = join(root, 'out', 'host', 'electron', 'shell', 'main.js');
    if (existsSync(main) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
    await buildHost();
    writeFileSync(stampFile, stamp);
  });
  return join(root, 'out', 'host');
}
