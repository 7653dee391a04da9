import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** The SHA-256 of every file below a folder, by its path there with forward slashes; none where there is no folder. */
export function toolsManifest(folder) {
  if (!existsSync(folder)) return { files: {} };
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const files = entries.map((entry) => join(entry.parentPath, entry.name)).sort();
  const sums = files.map((file) => [
    relative(folder, file).split(sep).join('/'),
    createHash('sha256').update(readFileSync(file)).digest('hex'),
  ]);
  return { files: Object.fromEntries(sums) };
}
