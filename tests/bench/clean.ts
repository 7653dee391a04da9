import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { anonymise } from '../../electron/anonymise/anonymise.ts';
import { cleanerFor } from '../../electron/anonymise/metadata/cleaners.ts';
import { pixels } from '../../electron/media/look.ts';
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

type Work = (bytes: Buffer) => Promise<Buffer>;

/** Reads, works and writes one file after the other in this process, start-up left out. */
async function measure(files: readonly string[], folder: string, work: Work): Promise<number> {
  const started = performance.now();
  for (const file of files) await writeFile(join(folder, basename(file)), await work(await readFile(file)));
  return (files.length * 1_000) / (performance.now() - started);
}

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

const names = ['Jane Patient', '485 777 3456', '1967-03-12'];

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
    const clean: Work = async (content) => (await cleanerFor(content).clean(content)).bytes;
    const verified: Work = async (content) =>
      (await anonymise(content, { regions: [], knownIdentifiers: names, decoder: { pixels } })).bytes;
    await measure(all.slice(0, 20), folder('warm'), verified);
    const tool = (name: string, args: readonly string[]): number | null =>
      measureCommand(all.length, 'exiftool', ['-q', '-q', ...args, '-o', `${folder(name)}/`, ...all]);
    return {
      files: all.length,
      megabytes: bytes / 1e6,
      copy: measureCommand(all.length, 'cp', [...all, folder('copy')]) ?? 0,
      clean: await measure(all, folder('clean'), clean),
      verified: await measure(all, folder('verified'), verified),
      exiftool: tool('quick', ['-all=']),
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
    `clean: ${bench.files} photographs, ${bench.megabytes.toFixed(0)} MB, one core, page cache warm`,
    `  cleaning alone          ${bench.clean.toFixed(0)} files/s`,
    `    cp                    ${against(bench.clean, bench.copy)} (at least 0.33)`,
    `    exiftool -all=        ${against(bench.clean, bench.exiftool)} (at least 1)`,
    `  cleaning and verifying  ${bench.verified.toFixed(0)} files/s`,
    `    exiftool, ICC kept    ${against(bench.verified, bench.exiftoolCareful)} (at least 1)`,
    `    exiftool -all=        ${against(bench.verified, bench.exiftool)}`,
  ].join('\n');
