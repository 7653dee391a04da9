import { mkdir } from 'node:fs/promises';
import { dirname, extname } from 'node:path';
import { CustosError, isCustosError } from '../../../shared/kernel/error.ts';
import { type Cleaning, openCleaning } from '../../engine-cleaning.ts';
import { type Command, type Invocation, requiredOption, words } from '../command.ts';
import { type ExitStatus, exit } from '../exit.ts';
import { inParallel } from '../in-parallel.ts';
import { type Paired, pairWithOutputs } from '../output-names.ts';
import { residualOf } from '../residual.ts';

interface Report {
  readonly file: string;
  readonly status: 'cleaned' | 'refused';
  readonly output: string | null;
  readonly lossless: boolean | null;
  readonly removed: readonly { readonly where: string; readonly name: string }[];
  readonly residual: readonly string[];
  readonly reason: string | null;
  readonly seconds: number;
}

/** What cameras and programs lay beside a recording: edits, small copies, notes. They describe it, and never travel. */
const sidecars = new Set(['.xmp', '.aae', '.thm', '.lrv']);

/** @throws CustosError `refused` for a file that goes with another one. */
function assertRecording(file: string): void {
  if (!sidecars.has(extname(file).toLowerCase())) return;
  throw new CustosError(
    'refused',
    'This file goes with another one: a camera or program keeps notes or a small copy of that recording in it. It is never handed on; clean the recording itself.',
  );
}

async function cleanOne(files: Cleaning, { file, output }: Paired): Promise<Report> {
  const started = performance.now();
  const seconds = (): number => Math.round(performance.now() - started) / 1000;
  try {
    assertRecording(file);
    await mkdir(dirname(output), { recursive: true });
    const { lossless, removed, output: written } = await files.clean(file, output);
    return {
      file,
      status: 'cleaned',
      output: written,
      lossless,
      removed,
      residual: [],
      reason: null,
      seconds: seconds(),
    };
  } catch (error) {
    if (!isCustosError(error)) throw error;
    return {
      file,
      status: 'refused',
      output: null,
      lossless: null,
      removed: [],
      residual: residualOf(error),
      reason: error.message,
      seconds: seconds(),
    };
  }
}

const lineOf = ({ file, status, output, removed, reason }: Report): string =>
  status === 'cleaned'
    ? `${file}: cleaned, ${removed.length} removed, written to ${output}`
    : `${file}: refused: ${reason}`;

async function clean({ options, positionals, voice }: Invocation): Promise<ExitStatus> {
  const inputs = words(positionals, 'files or folders', 1, Number.POSITIVE_INFINITY);
  const pairs = await pairWithOutputs(inputs, requiredOption(options, 'output'));
  const files = openCleaning();
  try {
    const reports = await inParallel(pairs, (pair) => cleanOne(files, pair), voice);
    await voice.result(reports, reports.map(lineOf));
    return reports.some(({ status }) => status === 'refused') ? exit.someFailed : exit.done;
  } finally {
    files.close();
  }
}

export const cleanCommand: Command = {
  usage: ['IN… -o DIR [--json]'],
  options: { output: { type: 'string', short: 'o' } },
  run: clean,
};
