import { hoursAfter, mayBeReviewed, standingOf } from '../../../shared/domain/disclosure/standing.ts';
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts';
import { CustosError } from '../../../shared/kernel/error.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import type { CatalogueWriter } from '../../catalogue/catalogue.ts';
import type { DisclosureItemRow, DisclosureRow, DisclosureWords } from '../../catalogue/disclosures.ts';
import type { Context, Output, Parsed } from '../context.ts';
import { disclosureNumber, releaseNumber } from '../names.ts';
import { oweRecall } from '../recall.ts';
import { secondPerson } from '../second-person.ts';
import { confirmFault } from './confirm-fault.ts';
import { allDisclosed, assertNoFault, findDisclosure, presentMoment, recordDisclosure } from './disclosed.ts';
import { oweReview, settleDuty } from './duties.ts';
import { sayDisclosure } from './say.ts';

/** What the signature of whoever confirms covers: the very contents, their time, and the trail until then. */
export const confirmationText = (confirmation: {
  readonly disclosure: Id;
  readonly contents: readonly string[];
  readonly trailHead: string;
  readonly confirmedAt: Instant;
  readonly endsAt: Instant;
}): string => canonicalJson(confirmation);

const recordingsOf = (items: readonly DisclosureItemRow[]): readonly Id[] =>
  items.map(({ recording }) => recording);

/** Puts words beside those that are there; where they went with an erased recording, these go as well. */
const withWords = (row: DisclosureRow, words: Partial<DisclosureWords>): DisclosureWords | null =>
  row.words && { ...row.words, ...words };

const changed = ({ rooms }: Context): void =>
  rooms.emit({ kind: 'changed', nouns: ['disclosure', 'queue', 'trail'] });

/** Confirms one on the facts of the moment. From here it is in force for its hours, and governance owes a review. */
async function confirmOne(
  context: Context,
  writer: CatalogueWriter,
  row: DisclosureRow,
): Promise<DisclosureRow> {
  const { rooms, caller } = context;
  const now = await presentMoment(context, writer);
  if (standingOf(row, now) !== 'waiting')
    throw new CustosError('conflict', 'This disclosure does not wait for a second person any more.');
  const { fault, missing } = await confirmFault(context, writer, row);
  if (fault) throw new CustosError('needs-second-person', fault);
  const disclosed = await allDisclosed(writer, row);
  assertNoFault(disclosed);
  const items = disclosed.map(({ item }) => item);
  const endsAt = hoursAfter(now, row.hours);
  await settleDuty(context, writer, row);
  const duty = await oweReview(context, writer, row, recordingsOf(items)[0] as Id, rooms.clock.dayOf(endsAt));
  // What is signed names the entry of the trail that stands right before this act's own.
  const trailHead = (await writer.trail.last())?.hash ?? '';
  const contents = items.map(({ mark }) => mark);
  const signature = caller.sign(
    confirmationText({ disclosure: row.id, contents, trailHead, confirmedAt: now, endsAt }),
  );
  const change = {
    ...({ state: 'confirmed', decidedBy: caller.user, decidedAt: now, secondMissing: missing } as const),
    ...{ signature, endsAt, duty },
  };
  await writer.disclosures.change(row.id, change);
  await recordDisclosure(context, writer, 'disclosure.confirmed', row, recordingsOf(items), {
    facts: { signature, endsAt, secondPersonMissing: missing },
  });
  return { ...row, ...change };
}

export async function confirm(
  context: Context,
  input: Parsed<'disclosure.confirm'>,
): Promise<Output<'disclosure.confirm'>> {
  const said = await context.rooms.catalogue.write(async (writer) => {
    const row = await findDisclosure(context, writer, input.disclosure);
    return sayDisclosure(context, writer, await confirmOne(context, writer, row));
  });
  changed(context);
  return said;
}

type Ending = 'withdrawn' | 'refused' | 'revoked';

/** What ending a disclosure comes to for this person; the duty to look back stays where it was confirmed. */
function endingOf({ rooms, caller }: Context, row: DisclosureRow): Ending {
  const mine = row.proposedBy === caller.user;
  if (!mine && caller.role !== 'governance' && caller.role !== 'custodian')
    throw new CustosError('not-found', 'There is no such disclosure, or it is not open to you.');
  if (row.state === 'proposed') return mine ? 'withdrawn' : 'refused';
  if (standingOf(row, rooms.clock.now()) === 'inForce') return 'revoked';
  throw new CustosError('conflict', 'This disclosure is over. There is nothing left to end.');
}

export async function end(
  context: Context,
  input: Parsed<'disclosure.end'>,
): Promise<Output<'disclosure.end'>> {
  const { rooms, caller } = context;
  const recordings = await rooms.catalogue.write(async (writer) => {
    const row = await findDisclosure(context, writer, input.disclosure);
    const state = endingOf(context, row);
    const items = recordingsOf(await writer.disclosures.items(row.id));
    if (state !== 'revoked') await settleDuty(context, writer, row);
    await writer.disclosures.change(row.id, {
      ...{ state, endedBy: caller.user, endedAt: rooms.clock.now() },
      words: withWords(row, { ending: input.reason }),
    });
    await recordDisclosure(context, writer, `disclosure.${state}`, row, items, { text: input.reason });
    // Addresses that were handed out under it are good no longer, from this transaction on.
    if (state === 'revoked') rooms.tokens.revokeRecordings(items);
    return items;
  });
  rooms.tokens.revokeRecordings(recordings);
  changed(context);
  return {};
}

/** Copies that should not have gone are called back. */
async function recallWrongly(context: Context, writer: CatalogueWriter, row: DisclosureRow): Promise<void> {
  const release = await writer.releases.ofDisclosure(row.id);
  if (!release) return;
  for (const { recording, state } of await writer.releases.items(release.id)) {
    if (state !== 'out') continue;
    const reason = `A copy is out with release ${releaseNumber(release.number)}, given under disclosure ${disclosureNumber(row.number)}, which was found not to be in order.`;
    await oweRecall(context, writer, recording, reason, release.id);
  }
}

/** Governance looks back at what was shown or given; whoever proposed it does not judge it, where there is another. */
export async function review(
  context: Context,
  input: Parsed<'disclosure.review'>,
): Promise<Output<'disclosure.review'>> {
  const { rooms, caller } = context;
  await rooms.catalogue.write(async (writer) => {
    const row = await findDisclosure(context, writer, input.disclosure);
    if (row.review !== null || !mayBeReviewed(standingOf(row, rooms.clock.now())))
      throw new CustosError(
        'conflict',
        'A disclosure is looked back at once, when it is over. End it early where nothing more is to be shown or given.',
      );
    const at = rooms.clock.now();
    const { fault } = await secondPerson(writer, row.proposedBy, caller.user, at, ['governance']);
    if (fault) throw new CustosError('needs-second-person', fault);
    await settleDuty(context, writer, row);
    await writer.disclosures.change(row.id, {
      ...{ review: input.outcome, reviewedBy: caller.user, reviewedAt: at },
      words: withWords(row, { review: input.note }),
    });
    const items = recordingsOf(await writer.disclosures.items(row.id));
    await recordDisclosure(context, writer, 'disclosure.reviewed', row, items, {
      facts: { outcome: input.outcome },
      text: input.note,
    });
    if (input.outcome === 'notInOrder') await recallWrongly(context, writer, row);
  });
  changed(context);
  return {};
}
