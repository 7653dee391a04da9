import { resolve, sep } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Output } from '../../../shared/contract/contract.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { type Command, type Invocation, textOption, UsageError, words } from '../command.ts';
import { type ExitStatus, exit } from '../exit.ts';
import { type Call, callOver, withEngine } from '../library.ts';

type Survey = Output<'survey.show'>;
type Row = Output<'survey.files'>['files'][number];

const lookEvery = 200;
const pageSize = 2_000;

/** Checked before the reading, which may take an hour. @throws UsageError */
function assertReport(wanted: string, place: string): void {
  if (!/\.html?$/i.test(wanted)) throw new UsageError('--report names a file that ends in .html.');
  if (`${resolve(wanted)}${sep}`.startsWith(`${resolve(place)}${sep}`))
    throw new UsageError('The folder is left as it is: name a --report outside it.');
}

async function finished(call: Call, survey: Id, { voice }: Invocation): Promise<Survey> {
  for (;;) {
    const now = await call('survey.show', { survey });
    if (now.state !== 'walking' && now.state !== 'running') return now;
    voice.progress(
      now.state === 'walking' ? 'Looking through the folders' : `${now.done} of ${now.total} files`,
    );
    await wait(lookEvery);
  }
}

async function allRows(call: Call, survey: Id): Promise<Row[]> {
  const rows: Row[] = [];
  for (;;) {
    const { total, files } = await call('survey.files', { survey, offset: rows.length, limit: pageSize });
    rows.push(...files);
    if (files.length === 0 || rows.length >= total) return rows;
  }
}

function linesOf({ place, counts }: Survey, report: string | null): string[] {
  const { kinds, legacy, metadata, annotations, duplicates, unreadable, inNames } = counts;
  return [
    `${place}: ${counts.files} files`,
    `  photographs ${kinds.photo ?? 0}, films ${kinds.video ?? 0}, sound ${kinds.audio ?? 0}`,
    `  before 1997: ${legacy.before}, perhaps ${legacy.perhaps}, later ${legacy.after}, not known ${legacy.unknown}`,
    `  with metadata that identify: ${metadata.identifying} (not read yet: ${metadata.notReadYet})`,
    `  with writing in the picture, roughly: ${annotations.likely}`,
    `  names with a number: ${inNames.numbers}, with what may be a person's name: ${inNames.words}`,
    `  the same again: ${duplicates.files}, looking the same: ${duplicates.looksLike}`,
    `  cannot be read: ${unreadable.files}`,
    ...(report ? [`The report is at ${report}.`] : []),
  ];
}

async function survey(invocation: Invocation): Promise<ExitStatus> {
  const { options, positionals, voice } = invocation;
  const [place = ''] = words(positionals, 'one folder', 1, 1);
  const wanted = textOption(options, 'report');
  if (wanted !== undefined) assertReport(wanted, place);
  return withEngine(null, async ({ link }) => {
    const call = callOver(link);
    const { survey: id } = await call('survey.start', { place: resolve(place) });
    const done = await finished(call, id, invocation);
    const report =
      wanted === undefined
        ? null
        : (await call('survey.report', { survey: id, file: resolve(wanted), names: options.names === true }))
            .file;
    const { state, worked, counts, error } = done;
    const rows = voice.json ? await allRows(call, id) : [];
    const seconds = worked / 1000;
    await voice.result(
      {
        place: done.place,
        state,
        seconds,
        report,
        counts,
        files: rows,
        ...(error ? { error: { code: 'internal', message: error } } : {}),
      },
      linesOf(done, report),
    );
    return state === 'done' && counts.unreadable.files === 0 ? exit.done : exit.someFailed;
  });
}

export const surveyCommand: Command = {
  usage: ['DIR [--json] [--report OUT.html] [--names]'],
  options: { report: { type: 'string' }, names: { type: 'boolean' } },
  run: survey,
};
