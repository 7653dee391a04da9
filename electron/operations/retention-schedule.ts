import type { Context, Handlers, Output, Parsed } from './context.ts';
import { unsettleDay } from './turn-of-day.ts';

const schedule = async ({ rooms }: Context): Promise<Output<'retention.schedule'>> => ({
  rules: rooms.settings.schedule.map((rule) => ({ ...rule })),
});

/** Every recording is worked out anew before the next answer, as its day may be another. */
async function setSchedule(
  { rooms, caller }: Context,
  { rules, reason }: Parsed<'retention.setSchedule'>,
): Promise<Output<'retention.setSchedule'>> {
  await rooms.catalogue.write(async (writer) => {
    await writer.settings.set('retention', JSON.stringify(rules));
    await writer.recordings.refreshAllOn(rooms.clock.today());
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
