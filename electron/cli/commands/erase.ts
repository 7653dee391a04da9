import type { Output } from '../../../shared/contract/contract.ts';
import { isCustosError } from '../../../shared/kernel/error.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import {
  type Command,
  type Invocation,
  libraryOptions,
  libraryUsage,
  requiredOption,
  UsageError,
  words,
} from '../command.ts';
import { type ExitStatus, exit, statusOfError } from '../exit.ts';
import { eachItem, failedItem, type Item, reportItems } from '../items.ts';
import { type Library, withLibrary } from '../library.ts';
import { findRecordings, nameOfReference, recordingId } from '../references.ts';

type Approved = Output<'erasure.approve'>;
type Certificate = Approved['certificates'][number];

const propose = (library: Library, references: readonly string[], why: string, { voice }: Invocation) =>
  eachItem(references, voice, nameOfReference, async (reference): Promise<Item> => {
    const recording = await recordingId(library, reference);
    const { proposed } = await library.call('erasure.propose', { recordings: [recording], why });
    const number = proposed[0]?.number ?? nameOfReference(reference).number;
    return { id: recording, number, state: 'proposed' };
  });

const erasedItem = (certificate: Certificate): Item => ({
  ...certificate.recording,
  state: 'erased',
  ...{ certificate },
});

/** Refusals of an approval carry the code as text; those that a rule made count as not allowed. */
function refusedItem({ recording, code, message }: Approved['refused'][number]): Item {
  const notAllowed = statusOfError(code as Parameters<typeof statusOfError>[0]) === exit.notAllowed;
  return { ...recording, state: notAllowed ? 'refused' : 'failed', error: { code, message } };
}

/**
 * Opens the original for this decision, which the approval takes and the trail keeps, and says what it is: a terminal
 * shows no picture. One that cannot be opened is left for the engine to judge.
 */
async function lookAt({ call }: Library, recording: Id, { voice }: Invocation): Promise<void> {
  try {
    const { number, kind, made, classification, renditions } = await call('recording.show', { recording });
    const { category, madeFor } = classification;
    const on = made.latest ?? made.earliest ?? 'a day that is not known';
    voice.say(
      `${number} is opened in your name to approve its erasure: ${kind}, ${category ?? 'no category'}, made for ${madeFor ?? 'nobody has said what'}, on ${on}.`,
    );
    const original = renditions.find((rendition) => rendition.kind === 'original');
    if (original) await call('open.custody', { rendition: original.id, purpose: 'approvingErasure' });
  } catch (error) {
    if (!isCustosError(error) || statusOfError(error.code) === exit.libraryUnusable) throw error;
  }
}

/** Approves all at once: the files are rewritten once for all of them. One refusal of the whole is each item's. */
async function approve(
  library: Library,
  references: readonly string[],
  invocation: Invocation,
): Promise<Item[]> {
  const found = await findRecordings(library, references);
  const missing: Item[] = references
    .filter((reference) => !found.has(reference))
    .map((reference) => ({
      ...nameOfReference(reference),
      state: 'failed',
      error: { code: 'not-found', message: `There is no ${reference}, or it is not open to you.` },
    }));
  const recordings: Id[] = [...new Set(references.flatMap((reference) => found.get(reference) ?? []))];
  if (recordings.length === 0) return missing;
  try {
    for (const recording of recordings) await lookAt(library, recording, invocation);
    const { certificates, refused } = await library.call('erasure.approve', { recordings });
    return [...certificates.map(erasedItem), ...refused.map(refusedItem), ...missing];
  } catch (error) {
    const known = references.filter((reference) => found.has(reference));
    return [...known.map((reference) => failedItem(nameOfReference(reference), error)), ...missing];
  }
}

function linesOf(item: Item): string[] {
  const { certificate } = item as Item & { certificate?: Certificate };
  if (!certificate) return [`${item.number}  ${item.state}`];
  const { number, why, paragraph, erasedAt, destroyed, verifiedHow, copiesOut, outOfReach } = certificate;
  return [
    `${item.number}  erased  certificate ${number}`,
    `  ${erasedAt}: ${why} [${paragraph}]`,
    ...destroyed.map((what) => `  destroyed: ${what}`),
    ...verifiedHow.map((how) => `  verified: ${how}`),
    ...copiesOut.map(
      ({ release, recipient, releasedOn }) => `  copy out: ${release}, ${recipient}, ${releasedOn}`,
    ),
    ...outOfReach.map((what) => `  out of reach: ${what}`),
  ];
}

async function erase(invocation: Invocation): Promise<ExitStatus> {
  const { options, positionals, voice } = invocation;
  const references = words(positionals, 'recordings', 1, Number.POSITIVE_INFINITY);
  if ((options.propose === true) === (options.approve === true)) {
    throw new UsageError('erase takes either --propose or --approve.');
  }
  const why = options.propose === true ? requiredOption(options, 'why') : '';
  return withLibrary(invocation, async (library) => {
    const items =
      options.propose === true
        ? await propose(library, references, why, invocation)
        : await approve(library, references, invocation);
    return reportItems(voice, items, linesOf);
  });
}

export const eraseCommand: Command = {
  usage: [`--propose ID… --why WORDS ${libraryUsage}`, `--approve ID… ${libraryUsage}`],
  options: {
    ...libraryOptions,
    propose: { type: 'boolean' },
    approve: { type: 'boolean' },
    why: { type: 'string' },
  },
  run: erase,
};
