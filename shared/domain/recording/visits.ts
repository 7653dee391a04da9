/** Recordings of one patient's visit follow one another; where the camera rests longer than this, another begins. */
export const usualGapMinutes = 10;
/** A clinic with many patients needs a shorter one, theatre a longer. */
export const gapChoices = [3, 10, 30, 120] as const;

export interface Visit<Item> {
  /** The device's own clock at the first and last recording; null for the group without a clock. */
  readonly from: string | null;
  readonly to: string | null;
  readonly items: readonly Item[];
}

// The device's clock has no zone of its own, and only the distance between two of its times is asked for.
const minutes = (local: string): number =>
  Date.parse(`${local.length > 10 ? local : `${local}T00:00:00`}Z`) / 60_000;

/**
 * Groups recordings that came in together by the gaps in time between them, in the order of the device's clock.
 * What states no time of its own is one group at the end, in the order given.
 */
export function visitsOf<Item>(
  items: readonly Item[],
  clockOf: (item: Item) => string | null,
  gapMinutes: number = usualGapMinutes,
): readonly Visit<Item>[] {
  const visits: { from: string; to: string; items: Item[] }[] = [];
  const clocked = items.flatMap((item) => {
    const local = clockOf(item);
    return local === null ? [] : [{ item, local }];
  });
  // A stable sort: what has the same second stays in the order of the card.
  for (const { item, local } of clocked.sort((a, b) => minutes(a.local) - minutes(b.local))) {
    const last = visits.at(-1);
    if (last && minutes(local) - minutes(last.to) <= gapMinutes) {
      last.items.push(item);
      last.to = local;
    } else visits.push({ from: local, to: local, items: [item] });
  }
  const unclocked = items.filter((item) => clockOf(item) === null);
  return unclocked.length > 0 ? [...visits, { from: null, to: null, items: unclocked }] : visits;
}
