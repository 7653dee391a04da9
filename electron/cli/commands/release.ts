import { resolve } from 'node:path';
import type { Input, Output } from '../../../shared/contract/contract.ts';
import { audiences, uses } from '../../../shared/domain/policy/words.ts';
import { releaseForms } from '../../../shared/domain/release/form.ts';
import { type Day, isDay } from '../../../shared/kernel/day.ts';
import { isCustosError } from '../../../shared/kernel/error.ts';
import {
  type Command,
  chosenOption,
  type Invocation,
  libraryOptions,
  libraryUsage,
  type OptionValues,
  requiredOption,
  textOption,
  UsageError,
  words,
} from '../command.ts';
import { decisionLines } from '../decision-lines.ts';
import type { ExitStatus } from '../exit.ts';
import { type Item, statusOfItems } from '../items.ts';
import { type Library, withLibrary } from '../library.ts';
import { recordingIds } from '../references.ts';

type Asked = Input<'release.make'>;
type Made = Output<'release.make'>;
type Decided = Made['items'][number];

function untilOf(options: OptionValues): Day | null {
  const until = textOption(options, 'until');
  if (until === undefined) return null;
  if (!isDay(until)) throw new UsageError('--until is a day as YYYY-MM-DD.');
  return until;
}

/** Makes the release. Where nothing may go, what the gate said of each item is what there is to tell. */
async function make({ call }: Library, asked: Asked): Promise<Made> {
  try {
    return await call('release.make', asked);
  } catch (error) {
    if (!isCustosError(error) || error.code !== 'refused') throw error;
    const { folder: _, form: __, ...question } = asked;
    const { items } = await call('release.preview', question);
    return { release: null, items, folder: null, download: null };
  }
}

type ReleasedItem = Item & { readonly decision: Decided['decision'] };

function itemOf({ recording, rendition, kind, decision }: Decided, { release }: Made): ReleasedItem {
  const permitted = decision.outcome === 'permit';
  const copy = release?.items.find((item) => item.recording.id === recording.id);
  const facts = { rendition, kind, decision, file: copy?.fileName ?? null, sha256: copy?.sha256 ?? null };
  if (permitted) return { ...recording, state: copy?.state ?? 'out', ...facts };
  return {
    ...recording,
    state: 'refused',
    ...facts,
    error: { code: 'refused', message: decision.reasons.join(' ') },
  };
}

async function release(invocation: Invocation): Promise<ExitStatus> {
  const { options, positionals, voice } = invocation;
  const references = words(positionals, 'recordings', 1, Number.POSITIVE_INFINITY);
  const question = {
    use: chosenOption(options, 'use', uses),
    audience: chosenOption(options, 'audience', audiences),
    recipient: requiredOption(options, 'to'),
    organisation: textOption(options, 'organisation') ?? '',
    purpose: textOption(options, 'purpose') ?? '',
    until: untilOf(options),
    form: chosenOption({ as: 'dicom', ...options }, 'as', releaseForms),
    folder: resolve(requiredOption(options, 'output')),
  };
  return withLibrary(invocation, async (library) => {
    const recordings = await recordingIds(library, references);
    const made = await make(library, { ...question, recordings });
    const items = made.items.map((item) => itemOf(item, made));
    await voice.result(
      {
        id: made.release?.id ?? null,
        number: made.release?.number ?? null,
        state: made.release ? 'out' : 'refused',
        folder: made.folder,
        items,
      },
      [
        made.release ? `${made.release.number} is written to ${made.folder}` : 'Nothing was released.',
        ...items.flatMap(({ number, decision }) => [`${number}:`, ...decisionLines(decision)]),
      ],
    );
    return statusOfItems(items);
  });
}

export const releaseCommand: Command = {
  usage: [
    `ID… --use ${uses.join('|')} --audience ${audiences.join('|')} --to NAME -o DIR [--organisation NAME] [--purpose WORDS] [--until DAY] [--as ${releaseForms.join('|')}] ${libraryUsage}`,
  ],
  options: {
    ...libraryOptions,
    use: { type: 'string' },
    audience: { type: 'string' },
    to: { type: 'string' },
    output: { type: 'string', short: 'o' },
    organisation: { type: 'string' },
    purpose: { type: 'string' },
    until: { type: 'string' },
    as: { type: 'string' },
  },
  run: release,
};
