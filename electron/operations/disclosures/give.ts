import { join } from 'node:path';
import { CustosError } from '../../../shared/kernel/error.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import type { CatalogueWriter } from '../../catalogue/catalogue.ts';
import type { DisclosureRow } from '../../catalogue/disclosures.ts';
import type { Context, Output, Parsed } from '../context.ts';
import { releaseNumber } from '../names.ts';
import { carryOut, inTurn, nextNumber } from '../release-carry.ts';
import { type Copy, copyRow, type Leaving, writeCopies } from '../release-files.ts';
import { libraryFolder, placeFolder, prepareFolder } from '../release-folder.ts';
import { findDisclosure, recordDisclosure } from './disclosed.ts';
import { allowUnder, openUnder } from './gate.ts';
import { papersOf } from './papers.ts';

/** The ledger keeps no patient's name: of the patient's own copy it says whose it is in a word. */
export const ledgerRecipient = ({ kind, recipient }: Pick<DisclosureRow, 'kind' | 'recipient'>): string =>
  kind === 'patientsCopy' ? 'The patient, or who acts for them' : recipient;

/** Enters the copies as a release of the disclosure, once: what changed while they were written stops them. */
async function enter(
  context: Context,
  writer: CatalogueWriter,
  given: { readonly disclosure: Id; readonly number: string; readonly at: Instant },
  copies: readonly Copy[],
): Promise<Id> {
  const { rooms, caller } = context;
  const row = await findDisclosure(context, writer, given.disclosure);
  const open = await openUnder(context, writer, row, 'copies', null);
  const written = copies.map(({ choice }) => choice.rendition.id);
  if (open.length !== written.length || !open.every(({ rendition }) => written.includes(rendition.id)))
    throw new CustosError(
      'conflict',
      'What is to be disclosed changed while the copies were written. Nothing left.',
    );
  const id = rooms.clock.newId();
  const release = await writer.releases.add(
    {
      ...{ id, at: given.at, by: caller.user, use: null, audience: null, disclosure: row.id },
      ...{ recipient: ledgerRecipient(row), organisation: row.organisation, purpose: '', until: null },
    },
    copies.map(copyRow),
  );
  if (releaseNumber(release.number) !== given.number)
    throw new CustosError(
      'conflict',
      'Another release was made at the same moment. Nothing left; please try again.',
    );
  await writer.disclosures.change(row.id, {
    state: 'given',
    endedBy: caller.user,
    endedAt: rooms.clock.now(),
  });
  await rooms.record(writer, {
    kind: 'release.made',
    by: caller.user,
    about: [
      { noun: 'release', id },
      { noun: 'disclosure', id: row.id },
      ...copies.map(({ choice }) => ({ noun: 'recording' as const, id: choice.facts.recording.id })),
      ...copies.map(({ choice }) => ({ noun: 'rendition' as const, id: choice.rendition.id })),
    ],
    facts: { number: release.number, disclosure: row.number, copies: copies.length },
  });
  const recordings = copies.map(({ choice }) => choice.facts.recording.id);
  await recordDisclosure(context, writer, 'disclosure.given', row, recordings, {
    facts: { copies: copies.length },
  });
  return id;
}

async function giveFolder(
  context: Context,
  row: DisclosureRow,
  choices: readonly Leaving[],
  asked: string | undefined,
): Promise<Output<'disclosure.give'>> {
  const { rooms } = context;
  const number = releaseNumber(await nextNumber(rooms));
  const at = rooms.clock.now();
  const place = await prepareFolder(
    asked ?? join(rooms.releasesFolder, number),
    number,
    rooms.clock.newId(),
    libraryFolder(rooms),
  );
  const draft = { number, at, form: 'dicom' as const, choices };
  const write = async (): Promise<readonly Copy[]> => {
    const copies = await writeCopies(rooms, draft, place.part);
    await papersOf(context, { row, number, at }, copies, place.part);
    return copies;
  };
  const id = await carryOut(context, place, {
    write,
    enter: (writer, copies) => enter(context, writer, { disclosure: row.id, number, at }, copies),
    finish: placeFolder,
    undone: (writer) =>
      writer.disclosures.change(row.id, { state: 'confirmed', endedBy: null, endedAt: null }),
  });
  return { release: { id, number }, folder: place.final };
}

/** Writes the copies of a confirmed disclosure for its recipient, once. */
export async function give(
  context: Context,
  input: Parsed<'disclosure.give'>,
): Promise<Output<'disclosure.give'>> {
  const { rooms } = context;
  const { row, open } = await allowUnder(context, input.disclosure, 'copies', null);
  const given = await inTurn(rooms, () => giveFolder(context, row, open, input.folder));
  rooms.emit({ kind: 'changed', nouns: ['disclosure', 'release', 'queue', 'trail'] });
  return given;
}
