import type { RecordingQuery, TimelineMonth, Viewer } from '../catalogue.ts';
import { monthOfDay } from './cell.ts';
import { daysFound } from './discovery.ts';
import type { Ground } from './ground.ts';

/** Twelve times the year and the place of the month in it, from 1; 0 for what has no date. */
const toMonth = (key: number): Pick<TimelineMonth, 'year' | 'month'> =>
  key === 0 ? { year: null, month: null } : { year: Math.floor((key - 1) / 12), month: ((key - 1) % 12) + 1 };

/** The months of all that this viewer finds, in the order in which a sort by the day made shows them. */
export function timelineOf(ground: Ground, viewer: Viewer, query: RecordingQuery): TimelineMonth[] {
  const counts = new Map<number, number>();
  daysFound(ground, viewer, query).forEach((count, day) => {
    const key = monthOfDay(day);
    if (count > 0) counts.set(key, (counts.get(key) ?? 0) + count);
  });
  const months = [...counts];
  if (query.descending) months.reverse();
  let offset = 0;
  return months.map(([key, count]) => {
    const month = { ...toMonth(key), count, offset };
    offset += count;
    return month;
  });
}
