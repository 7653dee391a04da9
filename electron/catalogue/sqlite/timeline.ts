import type { RecordingQuery, TimelineMonth, Viewer } from '../catalogue.ts';
import { monthOfDay } from './cell.ts';
import { foundBy } from './discovery.ts';
import { dayMade } from './find.ts';
import type { Ground } from './ground.ts';

/** The months of all that this viewer finds, in the order in which a sort by the day made shows them. */
export function timelineOf(ground: Ground, viewer: Viewer, query: RecordingQuery): TimelineMonth[] {
  const { numbers } = foundBy(ground, viewer, { ...query, sort: 'made' });
  const grid = ground.grid();
  const months: TimelineMonth[] = [];
  let offset = 0;
  let key = -1;
  let count = 0;
  const close = (): void => {
    if (count === 0) return;
    const dated = key > 0;
    const [year, month] = [Math.floor((key - 1) / 12), ((key - 1) % 12) + 1];
    months.push({ year: dated ? year : null, month: dated ? month : null, count, offset });
    offset += count;
    count = 0;
  };
  for (let step = 0; step < numbers.length; step += 1) {
    const place = query.descending ? numbers.length - 1 - step : step;
    const next = monthOfDay(dayMade(grid, numbers[place] as number));
    if (next !== key) close();
    key = next;
    count += 1;
  }
  close();
  return months;
}
