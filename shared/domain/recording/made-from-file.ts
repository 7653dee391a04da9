import { addDays, type Day, isDay } from '../../kernel/day.ts';
import { type Made, type MadeSource, madeUnknown } from './made.ts';

/** When a file says it was made, as it was read: its local time, the offset where there is one, and who says so. */
export interface StatedMade {
  readonly local: string | null;
  readonly offset: string | null;
  readonly source: Exclude<MadeSource, 'person'>;
}

/**
 * The day made as far as a file can tell. A camera's or container's own day is the day made; the file system only
 * says that the file was there by then, which is no date of making: the recording cannot be younger than the day
 * it was added, and nothing more is known. A day beyond tomorrow is a clock that was set wrongly and is dropped.
 */
export function madeFromFile({ local, offset, source }: StatedMade, added: Day): Made {
  const day = local?.slice(0, 10) ?? '';
  if (local === null || !isDay(day) || day > addDays(added, 1)) return madeUnknown;
  if (source === 'camera' || source === 'container')
    return { earliest: day, latest: day, local, offset, source };
  if (source === 'fileSystem') return { earliest: null, latest: added, local, offset, source };
  return madeUnknown;
}
