import type { Context, Handlers, Output, Parsed } from './context.ts';
import { recomputeAll, unsettleDay } from './turn-of-day.ts';

const schedule = async ({ rooms }: Context): Promise<Output<'retention.schedule'>> => ({
  rules: rooms.settings.schedule.map((rule) => ({ ...rule })),
});

/** What is owed on every recording is worked out anew; nobody finds more or less by a schedule. */
async function setSchedule(
  { rooms, caller }: Context,
  { rules, reason }: Parsed<'retention.setSchedule'>,
): Promise<Output<'retention.setSchedule'>> {
  await rooms.catalogue.write(async (writer) => {
    await writer.settings.set('retention', JSON.stringify(rules));
    await recomputeAll(writer, false);
    await rooms.record(writer, {
      kind: 'library.scheduleSet',
      by: caller.user,
      about: [{ noun: 'library', id: rooms.settings.id }],
      facts: { rules: rules.map(({ name, years, from }) => ({ name, years, from })) },
      text: reason,
    });
  });
  rooms.settings = { ...rooms.settings, schedule: rules };
  unsettleDay(rooms);
  rooms.emit({ kind: 'changed', nouns: ['recording', 'queue', 'trail'] });
  return {};
}

export const retentionOperations: Handlers = {
  'retention.schedule': schedule,
  'retention.setSchedule': setSchedule,
};
