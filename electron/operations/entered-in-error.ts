import { keepsCollection } from '../../shared/domain/recording/discovery.ts';
import type { TrailEntry, TrailKind } from '../../shared/domain/trail/entry.ts';
import { CustosError } from '../../shared/kernel/error.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { CatalogueReader } from '../catalogue/catalogue.ts';
import { openAgreement } from './agreements.ts';
import type { Context, Handlers, Output, Parsed } from './context.ts';
import { refreshRecordings } from './derive.ts';
import { agreementNumber, subjectNumber } from './names.ts';
import { standingSubject } from './subjects.ts';
import { mayReadSubject } from './treats.ts';

/**
 * Taking back what was entered by mistake, while nothing rests on it. The entry goes; that it was made and taken back
 * stays in the trail. What something rests on is put right by acts of its own, which leave both to be seen.
 */

/** More entries about one thing than are looked through: by then something rests on it. */
const mostEntries = 500;

/** What the trail says of a thing, the newest first. */
const entriesAbout = async (reader: CatalogueReader, about: Id): Promise<readonly TrailEntry[]> =>
  (await reader.trail.window({ since: null, about }, 0, mostEntries)).entries;

/** An agreement that was taken back leaves nothing but these; one that was not is found as such. */
const leaveNothing: readonly TrailKind[] = ['agreement.given', 'agreement.discarded'];

/** The entry by which the caller, or somebody whose work they look after, entered a thing, if nothing was done since. */
async function madeBy(
  { caller }: Context,
  reader: CatalogueReader,
  about: Id,
  { kind, number, stays }: { readonly kind: TrailKind; readonly number: string; readonly stays: CustosError },
): Promise<TrailEntry> {
  const [made, ...since] = (await entriesAbout(reader, about)).toReversed();
  if (made?.kind !== kind || !since.every((entry) => leaveNothing.includes(entry.kind))) throw stays;
  if (made.by !== caller.user && !keepsCollection(caller.role))
    throw new CustosError(
      'not-allowed',
      `Somebody else entered ${number}. Please ask them or the custodian.`,
    );
  return made;
}

/**
 * One sentence for all that may rest on a patient's entry: which of them it is would tell that there is a recording
 * or a paper that is not open to whoever asks, as a sealed one [11].
 */
const mayBeNeeded = (number: string): CustosError =>
  new CustosError(
    'conflict',
    `Something may still need ${number}: a recording or a paper, what was entered since, or files that are just being taken in. The entry stays. If it is wrong, please correct it.`,
  );

/** Takes a patient out again for whom nothing was entered yet. */
async function discardSubject(
  context: Context,
  { subject }: Parsed<'subject.discard'>,
): Promise<Output<'subject.discard'>> {
  const { rooms, caller } = context;
  await rooms.catalogue.write(async (writer) => {
    if (!(await mayReadSubject(context, writer, subject)))
      throw new CustosError('not-found', 'There is no such patient, or the entry is not open to you.');
    const number = subjectNumber((await standingSubject(writer, subject)).number);
    const stays = mayBeNeeded(number);
    await madeBy(context, writer, subject, { kind: 'subject.created', number, stays });
    const uses = [
      await writer.recordings.ofSubject(subject),
      await writer.agreements.ofSubject(subject),
      await writer.forms.ofSubject(subject),
    ];
    if (rooms.jobs.isBusy() || uses.some(({ length }) => length > 0)) throw stays;
    await writer.subjects.remove(subject);
    await rooms.record(writer, {
      kind: 'subject.discarded',
      by: caller.user,
      about: [{ noun: 'subject', id: subject }],
      facts: {},
    });
  });
  rooms.emit({ kind: 'changed', nouns: ['subject', 'trail'] });
  return {};
}

/** Whether somebody was permitted something about a recording after an entry: it may have rested on what that entered. */
async function reliedOnSince(reader: CatalogueReader, recording: Id, sequence: number): Promise<boolean> {
  const entries = await entriesAbout(reader, recording);
  const seen = entries.length < mostEntries || (entries.at(-1)?.sequence ?? 0) <= sequence;
  return (
    !seen ||
    entries.some(
      (entry) =>
        entry.sequence > sequence &&
        (entry.kind === 'release.made' ||
          (entry.kind === 'decision.made' && entry.facts.outcome === 'permit')),
    )
  );
}

/** Takes an agreement out again on which nobody was permitted anything yet. */
async function discardAgreement(
  context: Context,
  { agreement }: Parsed<'agreement.discard'>,
): Promise<Output<'agreement.discard'>> {
  const { rooms, caller } = context;
  await rooms.catalogue.write(async (writer) => {
    const row = await openAgreement(context, writer, agreement);
    const number = agreementNumber(row.number);
    const stays = new CustosError(
      'conflict',
      `More was done with ${number} since it was entered, so it stays. Please put right by hand what is wrong.`,
    );
    const { sequence } = await madeBy(context, writer, agreement, { kind: 'agreement.given', number, stays });
    if ((await writer.forms.ofAgreement(agreement)).length > 0)
      throw new CustosError('conflict', `${number} was read from a signed form, so it stays.`);
    const recordings = await writer.agreements.recordingsOf(agreement);
    for (const recording of recordings)
      if (await reliedOnSince(writer, recording, sequence))
        throw new CustosError(
          'conflict',
          `A recording was used since ${number} was entered, and that may rest on it. It stays; if the patient did not agree, please record that.`,
        );
    await writer.agreements.remove(agreement);
    await rooms.record(writer, {
      kind: 'agreement.discarded',
      by: caller.user,
      about: [
        { noun: 'agreement', id: agreement },
        ...row.subjects.map((id) => ({ noun: 'subject' as const, id })),
        ...recordings.map((id) => ({ noun: 'recording' as const, id })),
      ],
      facts: {},
    });
    await refreshRecordings(rooms, writer, recordings, caller.user);
  });
  rooms.emit({ kind: 'changed', nouns: ['agreement', 'recording', 'queue', 'trail'] });
  return {};
}

export const enteredInErrorOperations: Handlers = {
  'subject.discard': discardSubject,
  'agreement.discard': discardAgreement,
};
