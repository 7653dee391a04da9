import { readFile } from 'node:fs/promises';
import { type CheckedTools, checkShipped, shippedManifest } from './media/shipped-tools.ts';

/** The manifest lies inside the archive, whose own integrity Electron checks; none is there in the repository. */
const manifestFile = new URL('../tools.json', import.meta.url);

/** The tools shipped in this folder, checked; null in a program that ships none. */
export async function packedTools(folder: string | null): Promise<CheckedTools | null> {
  if (folder === null) return null;
  const text = await readFile(manifestFile, 'utf8').catch(() => null);
  return text === null ? null : checkShipped(folder, shippedManifest.parse(JSON.parse(text)));
}
