import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { tellMoved } from './rush.ts';
import { drawnHeight, follow, type Place, placeFor, type Tall, toShow } from './tall-scroll.ts';

/** Rows that are made before they come into sight, at most. */
export const mostAhead = 2;

interface RowsInSight {
  readonly first: number;
  readonly last: number;
  /** The first of which something is in sight. */
  readonly top: number;
  /** Height of the space inside the scroller, in CSS pixels. */
  readonly height: number;
  /** How far below its place in the whole each row lies in that space. */
  readonly shift: number;
  /**
   * How many rows there are at most: a row that leaves above comes in again below as the same elements, which costs a
   * fraction of making them anew.
   */
  readonly ring: number;
}

interface TallRows extends RowsInSight {
  readonly onScroll: () => void;
  /** Brings a row into sight; `top` puts it at the upper edge. */
  readonly showRow: (row: number, where?: 'nearest' | 'top') => void;
}

interface Options {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly total: number;
  readonly columns: number;
  readonly rowHeight: number;
  /** Height of the scroller without what stands fixed at its head. */
  readonly inSight: number;
  /** Rows to be made before they come into sight, above and below. */
  readonly ahead: number;
}

/** Which of very many rows of one height are in sight, and where they lie. */
export function useTallRows({ scroller, total, columns, rowHeight, inSight, ahead }: Options): TallRows {
  const rowCount = Math.ceil(total / columns);
  const tall: Tall = { whole: rowCount * rowHeight, inSight };
  const now = useRef({ tall, rowHeight });
  now.current = { tall, rowHeight };
  const place = useRef<Place>({ scrollTop: 0, top: 0 });
  const [seen, setSeen] = useState({ row: 0, shift: 0 });

  const note = useCallback((next: Place): void => {
    place.current = next;
    const row = Math.floor(next.top / now.current.rowHeight);
    const shift = next.scrollTop - next.top;
    setSeen((known) => (known.row === row && known.shift === shift ? known : { row, shift }));
  }, []);

  const goTo = useCallback(
    (next: Place): void => {
      const element = scroller.current;
      if (!element || next === place.current) return;
      element.scrollTop = next.scrollTop;
      // The browser rounds, and ends where the space ends.
      note({ top: next.top, scrollTop: element.scrollTop });
    },
    [scroller, note],
  );

  const onScroll = useCallback((): void => {
    const element = scroller.current;
    if (!element || element.scrollTop === place.current.scrollTop) return;
    note(follow(now.current.tall, place.current, element.scrollTop));
    tellMoved(place.current.top, now.current.tall.inSight);
  }, [scroller, note]);

  const showRow = useCallback(
    (row: number, where: 'nearest' | 'top' = 'nearest'): void => {
      const { tall: whole, rowHeight: high } = now.current;
      goTo(where === 'top' ? placeFor(whole, row * high) : toShow(whole, place.current, row, high));
    },
    [goTo],
  );

  useEffect(() => {
    const element = scroller.current;
    // At rest the bar goes back to the share of the way that is in sight, so that small steps never use it up.
    const settle = (): void => goTo(placeFor(now.current.tall, place.current.top));
    element?.addEventListener('scrollend', settle);
    return () => element?.removeEventListener('scrollend', settle);
  }, [scroller, goTo]);

  // Laid anew (a wider window, another size of tile): what lay at the upper edge stays there.
  const laid = useRef({ columns, rowHeight });
  useLayoutEffect(() => {
    const before = laid.current;
    if (before.columns === columns && before.rowHeight === rowHeight) return;
    laid.current = { columns, rowHeight };
    const item = Math.floor(place.current.top / before.rowHeight) * before.columns;
    goTo(placeFor(now.current.tall, Math.floor(item / columns) * rowHeight));
  }, [columns, rowHeight, goTo]);

  const top = Math.max(0, Math.min(seen.row, rowCount - 1));
  const first = Math.max(0, top - ahead);
  const rowsInSight = Math.ceil(inSight / rowHeight);
  const last = Math.min(rowCount - 1, seen.row + rowsInSight + ahead);
  return {
    first,
    last,
    top,
    height: drawnHeight(tall),
    shift: seen.shift,
    ring: rowsInSight + 2 * mostAhead + 1,
    onScroll,
    showRow,
  };
}
