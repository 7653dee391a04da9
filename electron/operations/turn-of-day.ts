import type { Rooms } from './context.ts';
import { refreshRecordings } from './derive.ts';

const recordingsAtOnce = 200;

/**
 * Works out anew what the passing of time alone has changed: a care team that ended, an agreement past its day.
 * Small transactions, so that nobody waits for it; answers how many recordings were looked at.
 */
export async function turnOfDay(rooms: Rooms): Promise<number> {
  let turned = 0;
  for (;;) {
    const due = await rooms.catalogue.read((reader) =>
      reader.recordings.dueForRefresh(rooms.clock.today(), recordingsAtOnce),
    );
    if (due.length === 0) break;
    await rooms.catalogue.write((writer) => refreshRecordings(rooms, writer, due, null));
    turned += due.length;
  }
  if (turned > 0) rooms.emit({ kind: 'changed', nouns: ['recording', 'queue'] });
  return turned;
}
