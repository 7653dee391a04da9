import { recordingQuery } from '../../shared/contract/recording.ts';
import { sayEntry } from '../../shared/domain/trail/say.ts';
import type { Day } from '../../shared/kernel/day.ts';
import { CustosError } from '../../shared/kernel/error.ts';
import type { ReasonCount } from '../catalogue/owing.ts';
import type { Context, Handlers, Output, Parsed } from './context.ts';
import { personOf } from './names.ts';
import { isBehind, narrowedTo } from './queue-narrowed.ts';

/** What one duty of a kind says of itself alone (which release, which line of a schedule) is not said of all of them. */
const generally = ({ action, reason }: ReasonCount): string =>
  action === 'recallCopies'
    ? 'Copies are out that may no longer be used.'
    : action === 'makeBackup'
      ? 'A backup out of reach still holds something that was erased.'
      : reason.replace(/ \([^)]*\)/u, '');

/** Counted by what the caller finds and by what they are shown in the queues, so that no count tells of anything else. */
const overview = (context: Context): Promise<Output<'queue.overview'>> => {
  const { rooms, caller } = context;
  return rooms.catalogue.read(async (reader) => {
    const { recordings, obligations } = reader;
    const { standings } = await recordings.counts(caller, recordingQuery.parse({}));
    const owed = await obligations.reasons(narrowedTo(context, { mine: false }), rooms.clock.today());
    return {
      standings: { ...standings },
      owed: owed.map((one) => ({ ...one, reason: generally(one) })),
      behind: await isBehind(rooms, reader),
    };
  });
};

const calendar = (context: Context, input: Parsed<'queue.calendar'>): Promise<Output<'queue.calendar'>> =>
  context.rooms.catalogue.read(async ({ obligations }) => {
    const { from, to } = input;
    const { before, days } = await obligations.days({ ...narrowedTo(context, input), from, to });
    return { before, days: days.map((one) => ({ ...one })) };
  });

const dayIn = (value: unknown): Day | null => (typeof value === 'string' ? (value as Day) : null);

/** A recording has few entries; those of one duty are among them. */
const mostEntries = 500;

const history = (context: Context, { item }: Parsed<'queue.history'>): Promise<Output<'queue.history'>> =>
  context.rooms.catalogue.read(async (reader) => {
    const asked = narrowedTo(context, { mine: false });
    const { items } = await reader.obligations.list({ ...asked, ids: [item] }, 0, 1);
    if (items.length === 0)
      throw new CustosError('not-found', 'There is no such duty, or it has been settled already.');
    const { entries } = await reader.trail.window({ since: null, about: item }, 0, mostEntries);
    const said = [];
    for (const entry of entries.toReversed())
      said.push({
        at: entry.at,
        by: entry.by === null ? null : await personOf(reader, entry.by),
        kind: entry.kind,
        says: sayEntry(entry),
        until: dayIn(entry.facts.until),
        note: entry.text ?? '',
      });
    return { entries: said };
  });

export const queueOverviewOperations: Handlers = {
  'queue.overview': overview,
  'queue.calendar': calendar,
  'queue.history': history,
};
