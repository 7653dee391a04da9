import type { Day } from '../../shared/kernel/day.ts';
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

/** For each open library the day to which everything is worked out, or the work on it. */
const settled = new WeakMap<Rooms, { readonly day: Day; readonly work: Promise<void> }>();

/** Something changed that every answer rests on: the next call waits until what is due is worked out anew. */
export const unsettleDay = (rooms: Rooms): void => void settled.delete(rooms);

/**
 * Comes before every call: with the first one of a day, what yesterday allowed is worked out anew, so that nobody
 * finds this morning what they might find last night. A fault in one recording's facts is told, and locks nobody out.
 */
export function settleDay(rooms: Rooms): Promise<void> {
  const day = rooms.clock.today();
  const known = settled.get(rooms);
  if (known?.day === day) return known.work;
  const work = turnOfDay(rooms).then(
    () => undefined,
    (error: unknown) => {
      process.stderr.write(`custos: the turn of the day could not be worked out: ${String(error)}\n`);
    },
  );
  settled.set(rooms, { day, work });
  return work;
}
