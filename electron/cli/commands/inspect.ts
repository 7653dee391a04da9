import { groupFindings } from '../../../shared/domain/recording/finding-groups.ts';
import { type Inspected, type LooseFiles, openLooseFiles } from '../../engine-files.ts';
import { type Command, type Invocation, words } from '../command.ts';
import { type ExitStatus, exit } from '../exit.ts';
import { inParallel } from '../in-parallel.ts';
import { failedItem } from '../items.ts';

type Report = { readonly file: string } & (
  | Inspected
  | { readonly error: { readonly code: string; readonly message: string } }
);

async function inspectOne(files: LooseFiles, file: string): Promise<Report> {
  try {
    return { file, ...(await files.inspect(file)) };
  } catch (error) {
    const { error: failure = { code: 'internal', message: '' } } = failedItem(
      { id: null, number: null },
      error,
    );
    return { file, error: failure };
  }
}

function lines(report: Report): string[] {
  if ('error' in report) return [`${report.file}: ${report.error.message}`];
  const { file, kind, container, width, height, durationSeconds, takenAt, findings } = report;
  const size = width === null ? '' : `, ${width} × ${height}`;
  const length = durationSeconds === null ? '' : `, ${durationSeconds.toFixed(3)} s`;
  return [
    `${file}: ${kind}, ${container}${size}${length}, taken ${takenAt ?? '(not said)'}`,
    ...groupFindings(findings).flatMap(({ title, findings: group }) => [
      `  ${title}: ${group[0]?.why ?? ''}`,
      ...group.map(({ where, name, value }) => `    ${where}: ${name} = ${value}`),
    ]),
    ...(report.damage === null ? [] : [`  ${report.damage} What could be read of it is said above.`]),
    ...(report.metadataRead ? [] : ['  Custos cannot yet read the metadata of this container.']),
  ];
}

/** The form that scripts rely on: a finding's group is for the eye alone. */
const asDocument = (report: Report): object =>
  'error' in report
    ? report
    : {
        ...report,
        findings: report.findings.map(({ where, name, value, why }) => ({ where, name, value, why })),
      };

async function inspect({ positionals, voice }: Invocation): Promise<ExitStatus> {
  const paths = words(positionals, 'files', 1, Number.POSITIVE_INFINITY);
  const files = openLooseFiles();
  try {
    const reports = await inParallel(paths, (path) => inspectOne(files, path), voice);
    await voice.result(reports.map(asDocument), reports.flatMap(lines));
    return reports.some((report) => 'error' in report) ? exit.someFailed : exit.done;
  } finally {
    files.close();
  }
}

export const inspectCommand: Command = { usage: ['FILE… [--json]'], options: {}, run: inspect };
