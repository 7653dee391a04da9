import { readFile, stat } from 'node:fs/promises';
import { UsageError } from './command.ts';

/** Files of instructions are written by people and scripts; a larger one is a mistake. */
const limit = 256 * 1024 * 1024;

/** Reads a JSON file. @throws UsageError where it cannot be read or is no JSON. */
export async function readJson(path: string): Promise<unknown> {
  let text: string;
  try {
    if ((await stat(path)).size > limit) throw new UsageError(`${path} is larger than 256 MB.`);
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${path} cannot be read: ${(error as Error).message}`, { cause: error });
  }
  try {
    return JSON.parse(text.replace(/^\u{feff}/u, ''));
  } catch (error) {
    throw new UsageError(`${path} is not JSON: ${(error as Error).message}`, { cause: error });
  }
}
