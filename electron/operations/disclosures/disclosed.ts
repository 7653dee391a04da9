import { scopeFault } from '../../../shared/domain/disclosure/may-disclose.ts';
import { CustosError } from '../../../shared/kernel/error.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import type { CatalogueReader, CatalogueWriter } from '../../catalogue/catalogue.ts';
import type { DisclosureItemRow, DisclosureRow } from '../../catalogue/disclosures.ts';
import type { RenditionRow } from '../../catalogue/rows.ts';
import type { TrailDraft } from '../../trail/append.ts';
import type { Context } from '../context.ts';
import { gatherFacts, type RecordingFacts } from '../gather.ts';

/** One recording of a disclosure as its facts are now. */
export interface Disclosed {
  readonly item: DisclosureItemRow;
  /** Null where the recording has been erased. */
  readonly facts: RecordingFacts | null;
  readonly rendition: RenditionRow | null;
  /** Why nothing of it may be shown or given, as a sentence; null where it may. */
  readonly fault: string | null;
}

const renditionOf = (facts: RecordingFacts, { rendition, mark }: DisclosureItemRow) =>
  facts.renditions.find(({ row }) => row.id === rendition && row.mark === mark) ?? null;

const noneLeft = 'This recording has been erased. Nothing of it is left.';

/** Judges an item by the table on the facts of the moment: what was proposed may have changed since. */
export async function disclosedOf(
  reader: CatalogueReader,
  { kind, about }: Pick<DisclosureRow, 'kind' | 'about'>,
  item: DisclosureItemRow,
): Promise<Disclosed> {
  const facts = await gatherFacts(reader, item.recording);
  if (!facts) return { item, facts, rendition: null, fault: noneLeft };
  const found = renditionOf(facts, item);
  const { state, hold, madeFor } = facts.recording;
  const fault = scopeFault(
    kind,
    about,
    {
      state,
      onHold: hold !== null,
      madeFor,
      subjects: facts.subjects.map(({ row }) => row.id),
      rendition: found && { kind: found.row.kind, signedOff: found.signOff !== null },
    },
    item.checks,
  );
  return { item, facts, rendition: found?.row ?? null, fault };
}

export async function allDisclosed(
  reader: CatalogueReader,
  row: DisclosureRow,
): Promise<readonly Disclosed[]> {
  const all: Disclosed[] = [];
  for (const item of await reader.disclosures.items(row.id)) all.push(await disclosedOf(reader, row, item));
  return all;
}

/** @throws CustosError `refused` with the first sentence that stands in the way */
export function assertNoFault(disclosed: readonly Disclosed[]): void {
  const faulty = disclosed.find(({ fault }) => fault !== null);
  if (faulty?.fault) throw new CustosError('refused', faulty.fault, { recording: faulty.item.recording });
}

/** The moment by which a disclosure ends: a clock that was set back opens nothing anew. */
export async function presentMoment({ rooms }: Context, reader: CatalogueReader): Promise<Instant> {
  const now = rooms.clock.now();
  const last = (await reader.trail.last())?.at ?? now;
  return last > now ? last : now;
}

export const keeps = ({ caller }: Context): boolean =>
  caller.role === 'governance' || caller.role === 'custodian';

/** A recording of it is sealed from this person [11], so that they may not know of the disclosure either. */
async function isClosed(reader: CatalogueReader, row: DisclosureRow, user: Id): Promise<boolean> {
  const closed = await reader.seals.closedTo(user);
  if (closed.size === 0) return false;
  return (await reader.disclosures.items(row.id)).some(({ recording }) => closed.has(recording));
}

/**
 * A disclosure that the caller may know of: the keepers of all, others of those they proposed or may look under.
 * @throws CustosError `not-found`
 */
export async function findDisclosure(
  context: Context,
  reader: CatalogueReader,
  id: Id,
): Promise<DisclosureRow> {
  const row = await reader.disclosures.get(id);
  const { user } = context.caller;
  if (row && (row.proposedBy === user || row.viewer === user || row.decidedBy === user)) return row;
  if (row && keeps(context) && !(await isClosed(reader, row, user))) return row;
  throw new CustosError('not-found', 'There is no such disclosure, or it is not open to you.');
}

/** Writes an entry about a disclosure and the recordings that are named. */
export const recordDisclosure = (
  { rooms, caller }: Context,
  writer: CatalogueWriter,
  kind: TrailDraft['kind'],
  row: DisclosureRow,
  recordings: readonly Id[],
  more: {
    readonly facts?: TrailDraft['facts'];
    readonly text?: string;
    readonly renditions?: readonly Id[];
  } = {},
): Promise<void> =>
  rooms.record(writer, {
    kind,
    by: caller.user,
    about: [
      { noun: 'disclosure', id: row.id },
      ...recordings.map((id) => ({ noun: 'recording' as const, id })),
      ...(more.renditions ?? []).map((id) => ({ noun: 'rendition' as const, id })),
    ],
    facts: { number: row.number, kind: row.kind, means: row.means, ...more.facts },
    ...(more.text ? { text: more.text } : {}),
  });
