import type { Id } from '../../kernel/id.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Made } from './made.ts';
import { visitsOf } from './visits.ts';

/** What tells whether pictures are of one series. */
export interface InSeries {
  readonly id: Id;
  readonly width: number | null;
  readonly height: number | null;
  readonly made: Pick<Made, 'local' | 'source'>;
  readonly addedAt: Instant;
}

/** An examination rests longer than a photographer does between two pictures. */
const gapMinutes = 60;

/** The device's clock where it has one; else when it was taken in, so that what came together stays together. */
const clockOf = ({ made, addedAt }: InSeries): string =>
  (made.source === 'camera' || made.source === 'container') && made.local ? made.local : addedAt.slice(0, 19);

const hasClock = ({ made }: InSeries): boolean => made.source === 'camera' || made.source === 'container';

/** The pictures of one subject that were made in the same visit with the same frame size, in the order of their making. */
export function seriesOf<Item extends InSeries>(item: Item, ofSubject: readonly Item[]): readonly Item[] {
  const alike = ofSubject.filter(
    (other) =>
      other.width === item.width && other.height === item.height && hasClock(other) === hasClock(item),
  );
  const visit = visitsOf(alike, clockOf, gapMinutes).find(({ items }) =>
    items.some(({ id }) => id === item.id),
  );
  return visit?.items ?? [item];
}
