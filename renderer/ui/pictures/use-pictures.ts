import { type HTMLAttributes, type KeyboardEvent, type MouseEvent, useEffect, useRef, useState } from 'react';
import { useStore } from '../store.ts';
import { type GridMove, indexesBetween, target } from './moving.ts';
import { pace } from './rush.ts';
import { useInnerSize } from './use-inner-size.ts';
import { mostAhead, useTallRows } from './use-tall-rows.ts';

export interface PicturesProps<Item> {
  readonly label: string;
  readonly total: number;
  readonly active: number;
  /** A place to begin at, each time another object is handed in. */
  readonly jump?: { readonly index: number } | null;
  /** Null while it is on its way. */
  readonly itemAt: (index: number) => Item | null;
  readonly isChosen: (item: Item) => boolean;
  /** A plain click adds to what is chosen, or takes out of it: for a finger, which holds no key. */
  readonly addsByClick: boolean;
  readonly onRange: (first: number, last: number) => void;
  readonly onMove: (move: GridMove) => void;
  readonly onOpen: (index: number) => void;
  readonly onLook: (index: number) => void;
  readonly onAll: () => void;
  /** Somebody tried to drag a picture out of the window. */
  readonly onDragOut: () => void;
}

interface Laying {
  readonly columnsIn: (width: number) => number;
  readonly rowHeight: number;
  /** What stands fixed at the head of the scroller, in CSS pixels. */
  readonly head: number;
}

/** A row that is in sight or nearly so, by the elements it is shown in, with the pictures on it. */
interface Line {
  readonly key: number;
  /** In CSS pixels from the top of the space. */
  readonly top: number;
  readonly indexes: readonly number[];
}

export const optionId = (index: number): string => `picture-${index}`;

/** The index of the picture that an event fell on. */
function indexUnder(event: MouseEvent): number | null {
  const found = event.target instanceof Element ? event.target.closest('[data-index]') : null;
  return found instanceof HTMLElement ? Number(found.dataset.index) : null;
}

const nothing = () => null;

/** So long after a leap came to rest the rows beyond those in sight are made: all at once would hold up a frame. */
const beyondMs = 50;

/** The rows in sight, and those beyond them as soon as these are there. `isThere` tells of a picture that it came. */
function useSettledRows(
  options: Omit<Parameters<typeof useTallRows>[0], 'ahead'>,
  isThere: (index: number) => boolean,
): ReturnType<typeof useTallRows> {
  const [ahead, setAhead] = useState(0);
  const rows = useTallRows({ ...options, ahead });
  const settled = isThere(rows.top * options.columns);
  useEffect(() => {
    if (!settled) return setAhead(0);
    const timer = setTimeout(() => setAhead(mostAhead), beyondMs);
    return () => clearTimeout(timer);
  }, [settled]);
  return rows;
}

/** What every view of pictures has alike: one stop for Tab, the same keys, and only what is in sight exists. */
export function usePictures<Item>(props: PicturesProps<Item>, laying: Laying) {
  const { total, active, onRange, onMove } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const { width, height } = useInnerSize(scroller);
  const columns = laying.columnsIn(width);
  const inSight = Math.max(0, height - laying.head);
  const leaping = useStore(pace) === 'leaping';
  const itemAt = leaping ? nothing : props.itemAt;
  const rows = useSettledRows(
    { scroller, total, columns, rowHeight: laying.rowHeight, inSight },
    (index) => itemAt(index) !== null,
  );
  const { showRow } = rows;
  const laidIn = useRef(columns);
  laidIn.current = columns;
  const ready = width > 0 && height > 0;

  // The outline is followed when it moves; a place that somebody scrolled to is left alone when the window changes.
  useEffect(() => {
    if (ready) showRow(Math.floor(active / laidIn.current));
  }, [ready, active, showRow]);
  const { jump = null } = props;
  useEffect(() => {
    if (ready && jump) showRow(Math.floor(jump.index / laidIn.current), 'top');
  }, [ready, jump, showRow]);
  // Whoever arrives (or comes back) finds the focus here, unless it is wanted elsewhere.
  useEffect(() => {
    const focused = document.activeElement;
    if (ready && (focused === document.body || focused instanceof HTMLHeadingElement))
      scroller.current?.focus({ preventScroll: true });
  }, [ready]);

  const first = rows.first * columns;
  const last = Math.min(total - 1, (rows.last + 1) * columns - 1);
  useEffect(() => {
    if (last >= first) onRange(first, last);
  }, [first, last, onRange]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.target !== event.currentTarget) return;
    const held = event.ctrlKey || event.metaKey;
    const rowsInSight = Math.max(1, Math.floor(inSight / laying.rowHeight));
    const next = target(event.key, active, { total, columns, rowsInSight });
    const letter = event.key.toLowerCase();
    if (next !== null) onMove({ index: next, range: event.shiftKey, toggle: false, outlineOnly: held });
    else if (event.key === 'Enter') props.onOpen(active);
    else if (event.key === ' ' && !held) props.onLook(active);
    else if ((letter === 'x' && !held) || event.key === ' ')
      onMove({ index: active, range: false, toggle: true, outlineOnly: false });
    else if (letter === 'a' && held) props.onAll();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onClick = (event: MouseEvent): void => {
    const index = indexUnder(event);
    if (index === null) return;
    const toggle = event.ctrlKey || event.metaKey || props.addsByClick;
    onMove({ index, range: event.shiftKey, toggle, outlineOnly: false });
  };
  const onDoubleClick = (event: MouseEvent): void => {
    const index = indexUnder(event);
    if (index !== null) props.onOpen(index);
  };

  const scrollerProps = {
    ref: scroller,
    'aria-label': props.label,
    'aria-multiselectable': true,
    tabIndex: 0,
    'data-landing': true,
    onKeyDown,
    onClick,
    onDoubleClick,
    onScroll: rows.onScroll,
    onDragStart: (event) => {
      event.preventDefault();
      props.onDragOut();
    },
    ...(active >= first && active <= last ? { 'aria-activedescendant': optionId(active) } : {}),
  } satisfies HTMLAttributes<HTMLDivElement> & Record<`data-${string}` | 'ref', unknown>;
  const lines: Line[] = indexesBetween(rows.first, rows.last).map((row) => ({
    key: row % rows.ring,
    top: row * laying.rowHeight + rows.shift,
    indexes: indexesBetween(row * columns, Math.min(total, (row + 1) * columns) - 1),
  }));
  return {
    scrollerProps,
    columns,
    lines,
    width,
    height: rows.height,
    itemAt,
    /** Where one is while the pictures leap, in words; null at any other time. */
    where: leaping ? `${(first + 1).toLocaleString('en-GB')} of ${total.toLocaleString('en-GB')}` : null,
  };
}
