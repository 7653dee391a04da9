import { CustosError } from '../../shared/kernel/error.ts';
import type { Context, Handlers, Output, Parsed } from './context.ts';
import { narrowedTo } from './queue-narrowed.ts';
import { eachOpenDuty } from './queue-owners.ts';

/** What is done to many duties in one act. */

/** As many as one act takes. */
const most = 10_000;

const whole = (context: Context, input: Parsed<'queue.whole'>): Promise<Output<'queue.whole'>> =>
  context.rooms.catalogue.read(async (reader) => {
    const { total, items } = await reader.obligations.list(narrowedTo(context, input), 0, most);
    return { total, duties: items.map(({ id, recording, action }) => ({ id, recording, action })) };
  });

/** To put off changes no fact, so nothing else is worked out anew; each stands in the trail by itself. */
async function putOff(context: Context, input: Parsed<'queue.putOff'>): Promise<Output<'queue.putOff'>> {
  const { rooms, caller } = context;
  const { until, reason } = input;
  if (until <= rooms.clock.today()) {
    throw new CustosError('invalid-input', 'Please give a day after today until which these are put off.', {
      field: 'until',
    });
  }
  const settled = await rooms.catalogue.write((writer) =>
    eachOpenDuty(context, writer, input.items, async (row) => {
      await writer.obligations.snooze(row.id, until);
      await rooms.record(writer, {
        kind: 'obligation.snoozed',
        by: caller.user,
        about: [
          { noun: 'recording', id: row.recording },
          { noun: 'obligation', id: row.id },
        ],
        facts: { queue: row.queue, paragraph: row.paragraph, outcome: 'snooze', until },
        text: reason,
      });
    }),
  );
  rooms.emit({ kind: 'changed', nouns: ['queue', 'trail'] });
  return { putOff: new Set(input.items).size - settled, settled };
}

export const queueBulkOperations: Handlers = { 'queue.whole': whole, 'queue.putOff': putOff };
