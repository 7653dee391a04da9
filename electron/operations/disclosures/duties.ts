import { disclosureTable, dutyParagraph } from '../../../shared/domain/disclosure/kinds.ts';
import type { Obligation } from '../../../shared/domain/obligation/obligation.ts';
import { addDays, type Day } from '../../../shared/kernel/day.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import type { CatalogueWriter } from '../../catalogue/catalogue.ts';
import type { DisclosureRow } from '../../catalogue/disclosures.ts';
import type { Context } from '../context.ts';
import { disclosureNumber } from '../names.ts';

/**
 * The duties of a disclosure: a second person is to confirm it, and governance is to look back at it. They hang on its
 * first recording, outlive that recording, and end with the act itself and by nobody's word.
 */

type Duty = Pick<Obligation, 'reason' | 'due' | 'action'>;
type Owing = Pick<DisclosureRow, 'id' | 'number' | 'kind' | 'duty'>;

async function raise(
  { rooms, caller }: Context,
  writer: CatalogueWriter,
  { id: disclosure, kind }: Owing,
  recording: Id,
  duty: Duty,
): Promise<Id> {
  const id = rooms.clock.newId();
  const paragraph = dutyParagraph(kind);
  await writer.obligations.add({
    ...duty,
    ...{ id, recording, paragraph, queue: 'review', source: 'system' },
    ...{ raisedAt: rooms.clock.now(), snoozedUntil: null, settledAt: null },
  });
  await rooms.record(writer, {
    kind: 'obligation.raised',
    by: caller.user,
    about: [
      { noun: 'recording', id: recording },
      { noun: 'obligation', id },
      { noun: 'disclosure', id: disclosure },
    ],
    facts: { queue: 'review', paragraph },
  });
  return id;
}

const daysToConfirm = 2;

/** What is to be confirmed to prevent harm is to be looked at today. */
export const oweConfirming = (
  context: Context,
  writer: CatalogueWriter,
  row: Owing,
  recording: Id,
): Promise<Id> => {
  const today = context.rooms.clock.today();
  return raise(context, writer, row, recording, {
    reason: `A disclosure (${disclosureNumber(row.number)}) waits for a second person. Nothing is shown or given until then.`,
    due: row.kind === 'preventHarm' ? today : addDays(today, daysToConfirm),
    action: 'confirmDisclosure',
  });
};

export const oweReview = (
  context: Context,
  writer: CatalogueWriter,
  row: Owing,
  recording: Id,
  lastDay: Day,
): Promise<Id> =>
  raise(context, writer, row, recording, {
    reason: `A disclosure (${disclosureNumber(row.number)}) was confirmed. Governance is to look back at it when it is over: what was shown or given, to whom, and whether it was right.`,
    due: addDays(lastDay, disclosureTable[row.kind].reviewDays),
    action: 'reviewDisclosure',
  });

/** Ends the duty that is open for a disclosure, because what it asked for has been done. */
export async function settleDuty(
  { rooms, caller }: Context,
  writer: CatalogueWriter,
  { id: disclosure, duty }: Owing,
): Promise<void> {
  const owed = duty && (await writer.obligations.get(duty));
  if (!owed || owed.settledAt) return;
  await writer.obligations.settle(owed.id, rooms.clock.now());
  await rooms.record(writer, {
    kind: 'obligation.settled',
    by: caller.user,
    about: [
      { noun: 'recording', id: owed.recording },
      { noun: 'obligation', id: owed.id },
      { noun: 'disclosure', id: disclosure },
    ],
    facts: { queue: owed.queue, paragraph: owed.paragraph },
  });
}
