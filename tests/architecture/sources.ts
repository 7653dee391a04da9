import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

const git = (...args: string[]): string[] =>
  execFileSync('git', ['ls-files', '-z', ...args], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 })
    .split('\0')
    .filter((name) => name !== '');

export interface Source {
  readonly name: string;
  readonly text: string;
}

/** The files of the repository, tracked or about to be, but for those that a listed rule keeps out and deleted ones. */
export function repositoryFiles(...paths: string[]): string[] {
  const deleted = new Set(git('--deleted', '--', ...paths));
  const names = git('--cached', '--others', '--exclude-standard', '--', ...paths);
  return [...new Set(names)].filter((name) => !deleted.has(name)).sort();
}

const read = (name: string): Source => ({ name, text: readFileSync(join(root, name), 'utf8') });

const isCode = (name: string): boolean => /\.(tsx?|mjs)$/.test(name);

/** The program's own sources: what runs on a person's machine. */
export const productSources = (): Source[] =>
  repositoryFiles('electron', 'renderer', 'shared').filter(isCode).map(read);

/** All code, with tests and scripts. */
export const allCode = (): Source[] => repositoryFiles().filter(isCode).map(read);

/** Every text file: one without a zero byte in its first 8,000. */
export const allText = (): Source[] =>
  repositoryFiles()
    .filter((name) => !readFileSync(join(root, name)).subarray(0, 8_000).includes(0))
    .map(read);
