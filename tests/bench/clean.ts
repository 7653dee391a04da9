import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Share } from './clean-child.ts';
import { photographs } from './photographs.ts';

interface Options {
  readonly files?: number;
}

/** Files a second, each over the same photographs lying in the page cache. */
export interface CleanBench {
  readonly files: number;
  readonly megabytes: number;
  readonly copy: number;
  readonly clean: number;
  readonly verified: number;
  /** ExifTool's quickest form; null where it is not installed. */
  readonly exiftool: number | null;
  /** Its form that keeps profile and orientation, as Custos does. */
  readonly exiftoolCareful: number | null;
}

const child = join(import.meta.dirname, 'clean-child.ts');

const told = (process: ChildProcess, word: string): Promise<void> =>
  new Promise((resolve, reject) => {
    process.on('message', (message) => {
      if (message === word) resolve();
    });
    process.once('exit', (status) => reject(new Error(`A share of the bench ended with ${status}.`)));
  });

/** All cores read, work and write, each its share of the files, start-up and warming left out. */
async function measure(files: readonly string[], work: Share['work'], folders: Folders): Promise<number> {
  const cores = availableParallelism();
  const [folder, warm] = [folders(work), folders(`${work}-warm`)];
  const shares = Array.from({ length: cores }, (_, core) => files.filter((_file, at) => at % cores === core));
  const running = shares.map((share) =>
    fork(child, [JSON.stringify({ files: share, folder, warm, work } satisfies Share)]),
  );
  await Promise.all(running.map((each) => told(each, 'ready')));
  const done = Promise.all(running.map((each) => told(each, 'done')));
  const started = performance.now();
  for (const each of running) each.send('go');
  await done;
  return (files.length * 1_000) / (performance.now() - started);
}

type Folders = (name: string) => string;

function measureCommand(files: number, command: string, args: readonly string[]): number | null {
  const started = performance.now();
  try {
    execFileSync(command, args, { stdio: 'ignore' });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  return (files * 1_000) / (performance.now() - started);
}

export async function benchClean({ files: wanted = 300 }: Options = {}): Promise<CleanBench> {
  const made = (await photographs(Math.ceil(wanted * 1.15) + 2)).files.filter((file) =>
    file.endsWith('.jpg'),
  );
  const files = made.slice(0, wanted);
  const work = mkdtempSync(join(tmpdir(), 'bench-clean-'));
  const folder = (name: string): string => {
    mkdirSync(join(work, name));
    return join(work, name);
  };
  try {
    const source = folder('source');
    for (const file of files) cpSync(file, join(source, basename(file)));
    const all = files.map((file) => join(source, basename(file)));
    const bytes = (await Promise.all(all.map((file) => readFile(file)))).reduce(
      (sum, { length }) => sum + length,
      0,
    );
    const tool = (name: string, args: readonly string[]): number | null =>
      measureCommand(all.length, 'exiftool', ['-q', '-q', ...args, '-o', `${folder(name)}/`, ...all]);
    return {
      files: all.length,
      megabytes: bytes / 1e6,
      copy: measureCommand(all.length, 'cp', [...all, folder('copy')]) ?? 0,
      clean: await measure(all, 'clean', folder),
      verified: await measure(all, 'verified', folder),
      exiftool: tool('quick', ['-all=', '-CommonIFD0=']),
      exiftoolCareful: tool('careful', ['-all=', '--icc_profile:all', '-tagsfromfile', '@', '-orientation']),
    };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

const against = (own: number, other: number | null): string =>
  other === null ? 'not installed' : `${other.toFixed(0)} files/s, ratio ${(own / other).toFixed(2)}`;

export const sayClean = (bench: CleanBench): string =>
  [
    `clean: ${bench.files} photographs, ${bench.megabytes.toFixed(0)} MB, ${availableParallelism()} cores, page cache warm`,
    `  cleaning alone          ${bench.clean.toFixed(0)} files/s`,
    `    cp                    ${against(bench.clean, bench.copy)} (at least 0.33)`,
    `    exiftool -all=        ${against(bench.clean, bench.exiftool)} (at least 1)`,
    `  cleaning and verifying  ${bench.verified.toFixed(0)} files/s`,
    `    exiftool, ICC kept    ${against(bench.verified, bench.exiftoolCareful)} (at least 1)`,
    `    exiftool -all=        ${against(bench.verified, bench.exiftool)}`,
  ].join('\n');
