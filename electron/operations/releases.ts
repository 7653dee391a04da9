import { join } from 'node:path';
import { CustosError } from '../../shared/kernel/error.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { CatalogueWriter } from '../catalogue/catalogue.ts';
import type { Context, Handlers, Output, Parsed, Rooms } from './context.ts';
import { refreshRecordings } from './derive.ts';
import { releaseNumber } from './names.ts';
import { findRendition, sayDecision } from './open.ts';
import { findRecording } from './recordings.ts';
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
import {
  dropFolder,
  libraryFolder,
  placeFile,
  placeFolder,
  prepareFile,
  prepareFolder,
  type ReleasePlace,
} from './release-folder.ts';
import { assertForms } from './release-forms.ts';

/** One release of a library at a time: the number is settled before the files are written that carry it. */
const queues = new WeakMap<Rooms, Promise<unknown>>();

function inTurn<T>(rooms: Rooms, work: () => Promise<T>): Promise<T> {
  const before = queues.get(rooms) ?? Promise.resolve();
  const mine = before.then(work, work);
  queues.set(
    rooms,
    mine.catch(() => undefined),
  );
  return mine;
}

/** Numbers follow one another; a release is never removed, so the next is one more than the newest. */
const nextNumber = (rooms: Rooms): Promise<number> =>
  rooms.catalogue.read(async (reader) => {
    const { releases } = await reader.releases.list(null, 0, 1);
    return (releases[0]?.number ?? 0) + 1;
  });

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
  copies: readonly Copy[],
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

/** The files never came to their place: what was entered is ended, so that nobody is asked for a copy that is not. */
const undo = ({ rooms, caller }: Context, release: Id, copies: readonly Copy[]): Promise<void> =>
  rooms.catalogue.write(async (writer) => {
    for (const { choice } of copies) {
      await writer.releases.setItem(release, choice.facts.recording.id, 'destroyed');
    }
    await rooms.record(writer, {
      kind: 'release.settled',
      by: caller.user,
      about: [{ noun: 'release', id: release }],
      facts: { state: 'destroyed', placed: false },
    });
  });

/**
 * Writes, enters and places, in this order: a kill leaves at worst a release whose hidden folder was not renamed,
 * never a copy that nobody knows of.
 */
async function carryOut(
  context: Context,
  draft: Draft,
  place: ReleasePlace,
  write: () => Promise<readonly Copy[]>,
  finish: (place: ReleasePlace) => Promise<void>,
): Promise<Id> {
  let entered: { readonly id: Id; readonly copies: readonly Copy[] } | null = null;
  try {
    const copies = await write();
    const id = await context.rooms.catalogue.write((writer) => enter(context, writer, draft, copies));
    entered = { id, copies };
    await finish(place);
    return id;
  } catch (error) {
    await dropFolder(place);
    if (entered) await undo(context, entered.id, entered.copies);
    throw error;
  }
}

async function releaseFolder(
  context: Context,
  input: Parsed<'release.make'>,
  choices: readonly Choice[],
): Promise<{ readonly id: Id; readonly folder: string }> {
  const { rooms } = context;
  const number = releaseNumber(await nextNumber(rooms));
  const draft = {
    ...{ number, at: rooms.clock.now(), asked: input, form: input.form },
    ...{ until: untilOf(input, choices), choices },
  };
  const place = await prepareFolder(
    input.folder ?? join(rooms.releasesFolder, number),
    number,
    rooms.clock.newId(),
    libraryFolder(rooms),
  );
  const write = () => writeRelease(context, draft, place.part);
  return { id: await carryOut(context, draft, place, write, placeFolder), folder: place.final };
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
    ...{ until: untilOf(asked, choices), choices },
  };
  const write = async (): Promise<readonly Copy[]> => {
    const written = await writeCopy(rooms, draft, choice, place.part);
    return [{ choice, fileName: neutralName(draft, 0, choice), written }];
  };
  await carryOut(context, draft, place, write, placeFile);
  return place.final;
}

export const releaseOperations: Handlers = {
  'release.preview': preview,
  'release.make': make,
  'open.export': exportFile,
};
