import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Output } from '../../../shared/contract/contract.ts';
import { matchWords } from '../../../shared/domain/lecture/colour.ts';
import { sayPlaces } from '../../../shared/domain/lecture/places.ts';
import { audiences, uses } from '../../../shared/domain/policy/words.ts';
import { CustosError } from '../../../shared/kernel/error.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import {
  type Command,
  chosenOption,
  type Invocation,
  libraryOptions,
  libraryUsage,
  textOption,
  UsageError,
  words,
} from '../command.ts';
import type { ExitStatus } from '../exit.ts';
import { type Item, statusOfItems } from '../items.ts';
import { type Library, withLibrary } from '../library.ts';

type Verdict = Output<'lecture.verdict'>;
type Part = Verdict['parts'][number];
type Cleaned = Output<'lecture.clean'>;

const lookEvery = 200;

/** Waits for the end of the comparing. @throws CustosError where it failed */
async function compared({ call }: Library, check: Id, { voice }: Invocation): Promise<void> {
  for (;;) {
    const { state, done, total, error } = await call('lecture.progress', { check });
    if (state === 'done') return;
    if (state === 'failed') throw new CustosError('unreadable', error ?? 'The check failed.');
    voice.progress(total === 0 ? 'Reading the lecture' : `${done} of ${total} pictures and clips`);
    await wait(lookEvery);
  }
}

type PartItem = Item & Omit<Part, 'thumbnail' | 'file'> & { readonly file: string };

/** A part is named by the recording that it is, or looks most like. */
function itemOf({ thumbnail: _, ...part }: Part, { files }: Verdict): PartItem {
  const recording = part.candidates[0]?.recording ?? part.erased;
  const candidates = part.candidates.map((one) => ({ ...one, thumbnail: null }));
  const replacements = part.replacements.map((one) => ({ ...one, thumbnail: null }));
  const item = { ...part, candidates, replacements, file: files[part.file]?.name ?? '' };
  const named = { id: recording?.id ?? null, number: recording?.number ?? null, state: part.colour };
  if (part.colour !== 'red') return { ...named, ...item };
  return { ...named, ...item, error: { code: 'refused', message: part.says } };
}

function linesOf({ colour, says, places, name, file, note, candidates, replacements }: PartItem): string[] {
  const where = [file, sayPlaces(places) || name].filter((word) => word !== '').join(': ');
  return [
    `${colour.padEnd(5)}  ${where}: ${says}`,
    ...(note ? [`  ${note}`] : []),
    ...candidates.flatMap(({ how, recording, decision: { reasons, remedies } }) => [
      `  ${matchWords[how]} ${recording.number}.`,
      ...(colour === 'green' ? [] : [...reasons, ...remedies].map((line) => `    ${line}`)),
    ]),
    ...replacements.map(({ recording, kind }) => `  To be shown instead: ${recording.number} (${kind})`),
  ];
}

/** The one presentation or PDF of the check. @throws UsageError where there is none, or several */
function cleanable({ files }: Verdict): number {
  const documents = files.flatMap(({ format }, index) => (format ? [index] : []));
  const [only] = documents;
  if (only === undefined || documents.length > 1)
    throw new UsageError('--clean takes one presentation or PDF at a time.');
  return only;
}

async function check(invocation: Invocation): Promise<ExitStatus> {
  const { options, positionals, voice } = invocation;
  const [verb, ...paths] = words(positionals, 'check and files or folders', 2, 101);
  if (verb !== 'check') throw new UsageError('custos lecture does one thing: lecture check FILE…');
  const question = {
    use: chosenOption(options, 'use', uses),
    audience: chosenOption(options, 'audience', audiences),
  };
  const [report, copy] = [textOption(options, 'report'), textOption(options, 'clean')];
  return withLibrary(invocation, async (library) => {
    const { call } = library;
    const { check } = await call('lecture.begin', { paths: paths.map((path) => resolve(path)) });
    await compared(library, check, invocation);
    const verdict = await call('lecture.verdict', { check, ...question });
    const printed =
      report && (await call('lecture.report', { check, ...question, to: resolve(report) })).file;
    let cleaned: Cleaned | null = null;
    if (copy !== undefined) {
      const file = cleanable(verdict);
      cleaned = await call('lecture.clean', { check, ...question, file, to: resolve(copy) });
    }
    const items = verdict.parts.map((part) => itemOf(part, verdict));
    const { at, counts, files } = verdict;
    await voice.result({ ...question, at, counts, files, report: printed ?? null, cleaned, items }, [
      ...items.flatMap(linesOf),
      `${counts.red} red, ${counts.amber} amber, ${counts.green} green`,
      ...(printed ? [`The report is at ${printed}.`] : []),
      ...(cleaned ? [`The copy without the red is at ${cleaned.file}.`, ...cleaned.contains] : []),
    ]);
    return statusOfItems(items);
  });
}

export const lectureCommand: Command = {
  usage: [
    `check FILE… --use ${uses.join('|')} --audience ${audiences.join('|')} [--report OUT.pdf] [--clean OUT] ${libraryUsage}`,
  ],
  options: {
    ...libraryOptions,
    use: { type: 'string' },
    audience: { type: 'string' },
    report: { type: 'string' },
    clean: { type: 'string' },
  },
  run: check,
};
