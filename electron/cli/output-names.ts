import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, relative, resolve } from 'node:path';
import { UsageError } from './command.ts';

/** A file to be worked on and the place of its result. */
export interface Paired {
  readonly file: string;
  readonly output: string;
}

const isWithin = (folder: string, path: string): boolean => {
  const way = relative(folder, path);
  return way === '' || !(way.startsWith('..') || resolve(way) === way);
};

/** Every regular file below a folder; links are not followed, and the folder of the results is left out. */
async function filesBelow(folder: string, without: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !isWithin(without, resolve(path)))
      found.push(...(await filesBelow(path, without)));
    else if (entry.isFile()) found.push(path);
  }
  return found;
}

/** The name with a number before its ending. */
const numbered = (path: string, number: number): string =>
  join(dirname(path), `${basename(path, extname(path))}-${number}${extname(path)}`);

/** The path without links as far as it exists. */
async function realPlace(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    const parent = dirname(path);
    return parent === path ? path : join(await realPlace(parent), basename(path));
  }
}

/**
 * Pairs every file named, or found below a folder named, with a result in the folder: relative names are kept
 * below a folder, and two of one name get different results.
 * @throws UsageError where a result would lie on a file that is named.
 */
export async function pairWithOutputs(inputs: readonly string[], folder: string): Promise<Paired[]> {
  const target = await realPlace(resolve(folder));
  const pairs: Paired[] = [];
  const taken = new Set<string>();
  const add = (file: string, name: string): void => {
    let output = join(target, name);
    for (let number = 2; taken.has(output); number += 1) output = numbered(join(target, name), number);
    taken.add(output);
    pairs.push({ file, output });
  };
  for (const input of inputs) {
    const facts = await stat(input).catch(() => null);
    if (!facts?.isDirectory()) add(input, basename(input));
    else for (const file of await filesBelow(input, target)) add(file, relative(input, file));
  }
  for (const { file } of pairs) {
    if (!taken.has(await realPlace(resolve(file)))) continue;
    throw new UsageError(`The folder of the results holds ${file} itself. Name another folder with -o.`);
  }
  return pairs;
}
