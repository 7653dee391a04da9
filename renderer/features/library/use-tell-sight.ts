import { useCallback, useEffect, useRef } from 'react';
import { inSight, seenMiddle } from './use-choosing.ts';
import type { Tile, Tiles } from './use-tiles.ts';

/** The rest of the screen follows a scroll so often, in milliseconds: nobody reads it while it goes by. */
const pace = 100;

const same = <Member>(one: ReadonlySet<Member>, other: ReadonlySet<Member>): boolean =>
  one.size === other.size && one.isSubsetOf(other);

/** Tells the rest of the screen which recordings are in sight, as they change; answers what to tell of the range. */
export function useTellSight(
  tileAt: (index: number) => Tile | null,
  { range, onRange }: Pick<Tiles, 'range' | 'onRange'>,
): Tiles['onRange'] {
  const tiles = useRef(tileAt);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const tellSoon = useCallback((): void => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      const [first, last] = range();
      const ids = Array.from({ length: last - first + 1 }, (_, step) => tiles.current(first + step)?.id);
      const seen = new Set(ids.filter((id) => id !== undefined));
      if (!same(seen, inSight.get())) inSight.set(seen);
      seenMiddle.set(Math.floor((first + last) / 2));
    }, pace);
  }, [range]);
  // Tiles that came while the range stayed are in sight as well.
  useEffect(() => {
    tiles.current = tileAt;
    tellSoon();
  });
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );
  return useCallback(
    (first, last) => {
      onRange(first, last);
      tellSoon();
    },
    [onRange, tellSoon],
  );
}
