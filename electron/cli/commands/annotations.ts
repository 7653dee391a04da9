import { type LooseFiles, openLooseFiles } from '../../engine-files.ts';
import { type Command, type Invocation, words } from '../command.ts';
import { type ExitStatus, exit } from '../exit.ts';
import { inParallel } from '../in-parallel.ts';
import { failedItem } from '../items.ts';

type Annotations = Awaited<ReturnType<LooseFiles['annotations']>>;

type Report = { readonly file: string; readonly seconds: number } & (
  | Annotations
  | { readonly error: { readonly code: string; readonly message: string } }
);

async function searchOne(files: LooseFiles, file: string): Promise<Report> {
  const started = performance.now();
  const seconds = (): number => Math.round(performance.now() - started) / 1000;
  try {
    const found = await files.annotations(file);
    return { file, ...found, seconds: seconds() };
  } catch (fault) {
    const { error = { code: 'internal', message: '' } } = failedItem({ id: null, number: null }, fault);
    return { file, seconds: seconds(), error };
  }
}

function lines(report: Report): string[] {
  if ('error' in report) return [`${report.file}: ${report.error.message}`];
  const { file, width, height, regions } = report;
  return [
    `${file}: ${width} × ${height}, ${regions.length} regions proposed`,
    ...regions.map(({ x, y, w, h, kind, text, from, to }) => {
      const span = from === undefined || to === undefined ? '' : `, ${from} to ${to} s`;
      return `  ${kind} at ${x}, ${y} (${w} × ${h})${span}${text === null ? '' : `: ${text}`}`;
    }),
  ];
}

async function annotations({ positionals, voice }: Invocation): Promise<ExitStatus> {
  const paths = words(positionals, 'files', 1, Number.POSITIVE_INFINITY);
  const files = openLooseFiles();
  try {
    const reports = await inParallel(paths, (path) => searchOne(files, path), voice);
    await voice.result(reports, reports.flatMap(lines));
    return reports.some((report) => 'error' in report) ? exit.someFailed : exit.done;
  } finally {
    files.close();
  }
}

export const annotationsCommand: Command = { usage: ['FILE… [--json]'], options: {}, run: annotations };
