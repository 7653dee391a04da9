import { join } from 'node:path';
import { CustosError } from '../../shared/kernel/error.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { CatalogueWriter } from '../catalogue/catalogue.ts';
import type { Context, Handlers, Output, Parsed } from './context.ts';
import { refreshRecordings } from './derive.ts';
import { releaseNumber } from './names.ts';
import { findRendition, sayDecision } from './open.ts';
import { findRecording } from './recordings.ts';
import { carryOut, inTurn, nextNumber } from './release-carry.ts';
import {
  type Choice,
  chooseAll,
  isPermitted,
  judgeExport,
  recordChoices,
  sayChoice,
  untilOf,
} from './release-choice.ts';
import { sayRelease } from './release-copies.ts';
import { type Copy, copyRow, type Draft, neutralName, writeCopy, writeRelease } from './release-files.ts';
import { libraryFolder, placeFile, placeFolder, prepareFile, prepareFolder } from './release-folder.ts';
import { assertForms } from './release-forms.ts';

async function preview(
  context: Context,
  input: Parsed<'release.preview'>,
): Promise<Output<'release.preview'>> {
  const choices = await chooseAll(context, input);
  await recordChoices(context, input, choices);
  return { items: choices.map(sayChoice) };
}

/**
 * A withdrawal may have come while the copies were written: then nothing leaves.
 * @throws CustosError `not-found`, `conflict`
 */
async function assertStillPermitted(
  context: Context,
  writer: CatalogueWriter,
  { asked }: Draft,
  { facts: before, rendition }: Choice,
): Promise<void> {
  const { facts } = await findRecording(context, writer, before.recording.id);
  const there = facts.renditions.some(({ row }) => row.id === rendition.id);
  if (there && judgeExport(context, facts, rendition.id, asked).outcome === 'permit') return;
  throw new CustosError(
    'conflict',
    'What is known of one of the recordings changed while its copy was written, and it may not leave now. Nothing left; please look again at what may go.',
    { recording: before.recording.id },
  );
}

/** Enters a release whose copies are written: from here they count as out. */
async function enter(
  context: Context,
  writer: CatalogueWriter,
  draft: Draft,
  copies: readonly Copy<Choice>[],
): Promise<Id> {
  const { rooms, caller } = context;
  for (const { choice } of copies) await assertStillPermitted(context, writer, draft, choice);
  const { use, audience, recipient, organisation, purpose } = draft.asked;
  const id = rooms.clock.newId();
  const row = await writer.releases.add(
    {
      id,
      at: draft.at,
      by: caller.user,
      use,
      audience,
      disclosure: null,
      recipient,
      organisation,
      purpose,
      until: draft.until,
    },
    copies.map(copyRow),
  );
  if (releaseNumber(row.number) !== draft.number) {
    throw new CustosError(
      'conflict',
      'Another release was made at the same moment. Nothing left; please try again.',
    );
  }
  await rooms.record(writer, {
    kind: 'release.made',
    by: caller.user,
    about: [
      { noun: 'release', id },
      ...copies.map(({ choice }) => ({ noun: 'recording' as const, id: choice.facts.recording.id })),
      ...copies.map(({ choice }) => ({ noun: 'rendition' as const, id: choice.rendition.id })),
    ],
    facts: {
      number: row.number,
      use,
      audience,
      until: draft.until,
      copies: copies.length,
      turned: copies.filter(({ written }) => written.form !== null).length,
      form: draft.form,
    },
  });
  // The last day of the copies is one on which something is owed.
  const released = copies.map(({ choice }) => choice.facts.recording.id);
  if (draft.until !== null) await refreshRecordings(rooms, writer, released, caller.user);
  return id;
}

const entering =
  (context: Context, draft: Draft) => (writer: CatalogueWriter, copies: readonly Copy<Choice>[]) =>
    enter(context, writer, draft, copies);

async function releaseFolder(
  context: Context,
  input: Parsed<'release.make'>,
  choices: readonly Choice[],
): Promise<{ readonly id: Id; readonly folder: string }> {
  const { rooms } = context;
  const number = releaseNumber(await nextNumber(rooms));
  const draft = {
    ...{ number, at: rooms.clock.now(), asked: input, form: input.form },
    ...{ until: untilOf(input, choices, rooms.clock.today()), choices },
  };
  const place = await prepareFolder(
    input.folder ?? join(rooms.releasesFolder, number),
    number,
    rooms.clock.newId(),
    libraryFolder(rooms),
  );
  const write = () => writeRelease(context, draft, place.part);
  const steps = { write, enter: entering(context, draft), finish: placeFolder };
  return { id: await carryOut(context, place, steps), folder: place.final };
}

async function refuseAll({ rooms, caller }: Context, choices: readonly Choice[]): Promise<void> {
  await rooms.catalogue.write((writer) =>
    rooms.record(writer, {
      kind: 'release.refused',
      by: caller.user,
      about: choices.map(({ facts }) => ({ noun: 'recording' as const, id: facts.recording.id })),
      facts: { asked: choices.length },
    }),
  );
}

/** Releases what may go; what may not says why, and the rest goes all the same. */
async function make(context: Context, input: Parsed<'release.make'>): Promise<Output<'release.make'>> {
  const { rooms } = context;
  const choices = await chooseAll(context, input);
  const items = choices.map(sayChoice);
  await recordChoices(context, input, choices);
  const permitted = choices.filter(isPermitted);
  if (permitted.length === 0) {
    await refuseAll(context, choices);
    return { release: null, items, folder: null, download: null };
  }
  assertForms(permitted, input.form);
  const { id, folder } = await inTurn(rooms, () => releaseFolder(context, input, permitted));
  rooms.emit({ kind: 'changed', nouns: ['release', 'trail'] });
  const release = await rooms.catalogue.read(async (reader) => {
    const row = await reader.releases.get(id);
    return row && sayRelease(reader, row);
  });
  return { release, items, folder, download: null };
}

/** One rendition as a file of the asker's own choosing: an export like any other, released to themself. */
async function exportFile(context: Context, input: Parsed<'open.export'>): Promise<Output<'open.export'>> {
  const { rooms, caller } = context;
  const { facts, rendition } = await findRendition(context, input.rendition);
  const asked = {
    recordings: [facts.recording.id],
    use: input.use,
    audience: input.audience,
    recipient: caller.name,
    organisation: rooms.settings.name,
    purpose: '',
    until: null,
  };
  const choice: Choice = { facts, rendition, decision: judgeExport(context, facts, rendition.id, asked) };
  await recordChoices(context, asked, [choice]);
  const decision = sayDecision(choice.decision);
  if (!isPermitted(choice)) return { decision, file: null };
  const file = await inTurn(rooms, () => writeOneFile(context, asked, choice, input.file));
  rooms.emit({ kind: 'changed', nouns: ['release', 'trail'] });
  return { decision, file };
}

async function writeOneFile(
  context: Context,
  asked: Draft['asked'],
  choice: Choice,
  file: string,
): Promise<string> {
  const { rooms } = context;
  const place = await prepareFile(file, rooms.clock.newId(), libraryFolder(rooms));
  const number = releaseNumber(await nextNumber(rooms));
  const choices = [choice];
  const draft: Draft = {
    ...{ number, at: rooms.clock.now(), asked, form: 'dicom' },
    ...{ until: untilOf(asked, choices, rooms.clock.today()), choices },
  };
  const write = async (): Promise<readonly Copy<Choice>[]> => {
    const written = await writeCopy(rooms, draft, choice, place.part);
    return [{ choice, fileName: neutralName(draft, 0, choice), written }];
  };
  await carryOut(context, place, { write, enter: entering(context, draft), finish: placeFile });
  return place.final;
}

export const releaseOperations: Handlers = {
  'release.preview': preview,
  'release.make': make,
  'open.export': exportFile,
};
