import { isHeldOutside, mayBecome } from '../../shared/domain/release/copy-state.ts';
import { CustosError } from '../../shared/kernel/error.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { CatalogueReader, CatalogueWriter } from '../catalogue/catalogue.ts';
import type { ReleaseRow } from '../catalogue/rows.ts';
import type { Context, Handlers, Output, Parsed } from './context.ts';
import { refreshRecordings } from './derive.ts';
import { disclosureNumber, personOf, recordingReference, releaseNumber } from './names.ts';

/** The disclosure that a release belongs to; null where it was made for a use. */
export async function disclosedUnder(
  reader: CatalogueReader,
  { disclosure }: Pick<ReleaseRow, 'disclosure'>,
): Promise<Output<'release.list'>['releases'][number]['disclosure']> {
  const row = disclosure && (await reader.disclosures.get(disclosure));
  return row && { id: row.id, number: disclosureNumber(row.number), kind: row.kind };
}

/** A release as the contract carries it. */
export async function sayRelease(
  reader: CatalogueReader,
  row: ReleaseRow,
): Promise<Output<'release.list'>['releases'][number]> {
  const items = [];
  for (const { recording, rendition, fileName, sha256, state } of await reader.releases.items(row.id)) {
    items.push({
      recording: await recordingReference(reader, recording),
      rendition,
      fileName,
      sha256,
      state,
    });
  }
  const { id, at, use, audience, recipient, organisation, purpose, until } = row;
  const disclosure = await disclosedUnder(reader, row);
  const by = await personOf(reader, row.by);
  return {
    id,
    number: releaseNumber(row.number),
    at,
    by,
    use,
    audience,
    disclosure,
    recipient,
    organisation,
    purpose,
    until,
    items,
  };
}

const pageSize = 500;

/** The keepers of the collection see every release; others those they made. */
async function visibleReleases(
  { caller }: Context,
  reader: CatalogueReader,
  input: Parsed<'release.list'>,
): Promise<{ readonly total: number; readonly releases: readonly ReleaseRow[] }> {
  const recording = input.recording ?? null;
  if (caller.role === 'custodian' || caller.role === 'governance') {
    return reader.releases.list(recording, input.offset, input.limit, caller.user);
  }
  const own: ReleaseRow[] = [];
  for (let offset = 0; ; offset += pageSize) {
    const { total, releases } = await reader.releases.list(recording, offset, pageSize, caller.user);
    own.push(...releases.filter(({ by }) => by === caller.user));
    if (offset + pageSize >= total) break;
  }
  return { total: own.length, releases: own.slice(input.offset, input.offset + input.limit) };
}

const list = (context: Context, input: Parsed<'release.list'>): Promise<Output<'release.list'>> =>
  context.rooms.catalogue.read(async (reader) => {
    const { total, releases } = await visibleReleases(context, reader, input);
    const said = [];
    for (const row of releases) said.push(await sayRelease(reader, row));
    return { total, releases: said };
  });

/** With the last copy back or gone, the duty to recall is done [14e]. */
async function settleRecall(
  { rooms, caller }: Context,
  writer: CatalogueWriter,
  recording: Id,
): Promise<void> {
  for (const { id } of await writer.releases.ofRecording(recording)) {
    const items = await writer.releases.items(id);
    if (items.some((item) => item.recording === recording && isHeldOutside(item.state))) return;
  }
  for (const { id, queue, paragraph, settledAt } of await writer.obligations.ofRecording(recording)) {
    if (queue !== 'recall' || settledAt !== null) continue;
    await writer.obligations.settle(id, rooms.clock.now());
    await rooms.record(writer, {
      kind: 'obligation.settled',
      by: caller.user,
      about: [
        { noun: 'recording', id: recording },
        { noun: 'obligation', id },
      ],
      facts: { queue, paragraph },
    });
  }
}

async function settle(context: Context, input: Parsed<'release.settle'>): Promise<Output<'release.settle'>> {
  const { rooms, caller } = context;
  await rooms.catalogue.write(async (writer) => {
    const items = (await writer.releases.items(input.release)).filter(
      ({ recording }) => recording === input.recording,
    );
    if (items.length === 0) throw new CustosError('not-found', 'There is no such copy of this recording.');
    if (!items.every(({ state }) => mayBecome(state, input.state))) {
      throw new CustosError(
        'conflict',
        `This copy was entered as ${items[0]?.state} before, and cannot become ${input.state}.`,
      );
    }
    await writer.releases.setItem(input.release, input.recording, input.state);
    await rooms.record(writer, {
      kind: 'release.settled',
      by: caller.user,
      about: [
        { noun: 'release', id: input.release },
        { noun: 'recording', id: input.recording },
      ],
      facts: { state: input.state },
      ...(input.note === '' ? {} : { text: input.note }),
    });
    await settleRecall(context, writer, input.recording);
    await refreshRecordings(rooms, writer, [input.recording], caller.user);
  });
  rooms.emit({ kind: 'changed', nouns: ['release', 'queue', 'trail'] });
  return {};
}

export const releaseCopyOperations: Handlers = { 'release.list': list, 'release.settle': settle };
