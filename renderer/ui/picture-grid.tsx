import { useElementSize } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useRef } from 'react';
import classes from './picture-grid.module.css';

export interface GridMove {
  readonly index: number;
  /** Choose everything from where the choosing began to here. */
  readonly range: boolean;
  /** Add this one to what is chosen, or take it out. */
  readonly toggle: boolean;
  /** Only the outline moves; what is chosen stays. */
  readonly outlineOnly: boolean;
}

interface PictureGridProps {
  readonly label: string;
  readonly total: number;
  readonly active: number;
  readonly isChosen: (index: number) => boolean;
  readonly renderTile: (index: number) => ReactNode;
  readonly onRange: (first: number, last: number) => void;
  readonly onMove: (move: GridMove) => void;
  readonly onOpen: (index: number) => void;
  readonly onLook: (index: number) => void;
  readonly onAll: () => void;
}

const tileWidth = 176;
const tileHeight = 196;
const gap = 8;

const clamp = (index: number, total: number): number => Math.max(0, Math.min(total - 1, index));

/** Where a key leads from the active tile; null where the key does not move. */
function target(key: string, active: number, columns: number, rows: number, total: number): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: 1,
    ArrowLeft: -1,
    ArrowDown: columns,
    ArrowUp: -columns,
    PageDown: columns * rows,
    PageUp: -columns * rows,
  };
  if (key === 'Home') return 0;
  if (key === 'End') return total - 1;
  const step = steps[key];
  if (step === undefined) return null;
  const next = active + step;
  // A vertical step that would leave the grid stays where it is, but for the short last row.
  if (next < 0 && key === 'ArrowUp') return active;
  return clamp(next, total);
}

interface TilesProps extends PictureGridProps {
  /** Index of the row's first tile. */
  readonly from: number;
  readonly columns: number;
  readonly onClick: (index: number) => (event: MouseEvent) => void;
}

/** The tiles of one row. */
function Tiles({ total, active, from, columns, isChosen, onClick, onOpen, renderTile }: TilesProps) {
  return Array.from({ length: Math.min(columns, total - from) }, (_, column) => {
    const index = from + column;
    return (
      // biome-ignore lint/a11y/useKeyWithClickEvents: the list itself hears the keys
      // biome-ignore lint/a11y/useFocusableInteractive: the list points at its active tile
      <div
        key={index}
        id={`tile-${index}`}
        role="option"
        aria-selected={isChosen(index)}
        aria-setsize={total}
        aria-posinset={index + 1}
        className={classes.tile}
        data-active={index === active || undefined}
        onClick={onClick(index)}
        onDoubleClick={() => onOpen(index)}
      >
        {renderTile(index)}
      </div>
    );
  });
}

/**
 * The one grid of pictures: only the rows in sight exist. It is one stop for Tab; arrows move inside it.
 */
export function PictureGrid(props: PictureGridProps) {
  const { total, active, onRange, onMove } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const { ref: sized, width, height } = useElementSize();
  const columns = Math.max(1, Math.floor((width + gap) / (tileWidth + gap)));
  const rowCount = Math.ceil(total / columns);
  const rows = useVirtualizer({
    count: rowCount,
    getScrollElement: () => scroller.current,
    estimateSize: () => tileHeight + gap,
    overscan: 2,
  });
  // Whoever arrives (or comes back) finds the outline where it was, unless the focus is wanted elsewhere.
  const landed = useRef(false);
  useEffect(() => {
    if (landed.current || width === 0) return;
    landed.current = true;
    rows.scrollToIndex(Math.floor(active / columns));
    const focused = document.activeElement;
    if (focused === document.body || focused instanceof HTMLHeadingElement)
      scroller.current?.focus({ preventScroll: true });
  }, [width, rows, active, columns]);
  const visible = rows.getVirtualItems();
  const first = (visible[0]?.index ?? 0) * columns;
  const last = Math.min(total - 1, ((visible.at(-1)?.index ?? -1) + 1) * columns - 1);

  useEffect(() => {
    if (last >= first) onRange(first, last);
  }, [first, last, onRange]);

  const move = (index: number, event: KeyboardEvent | MouseEvent, outlineOnly = false): void => {
    onMove({ index, range: event.shiftKey, toggle: false, outlineOnly });
    rows.scrollToIndex(Math.floor(index / columns));
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const rowsInSight = Math.max(1, Math.floor(height / (tileHeight + gap)));
    const next = target(event.key, active, columns, rowsInSight, total);
    if (next !== null) move(next, event, event.ctrlKey || event.metaKey);
    else if (event.key === 'Enter') props.onOpen(active);
    else if (event.key === ' ' && !event.ctrlKey) props.onLook(active);
    else if (event.key.toLowerCase() === 'x' || event.key === ' ')
      onMove({ index: active, range: false, toggle: true, outlineOnly: false });
    else if (event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey)) props.onAll();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const onClick = (index: number) => (event: MouseEvent) =>
    onMove({
      index,
      range: event.shiftKey,
      toggle: event.ctrlKey || event.metaKey,
      outlineOnly: false,
    });

  return (
    <div
      ref={(element) => {
        scroller.current = element;
        sized(element);
      }}
      className={classes.scroller}
      role="listbox"
      aria-label={props.label}
      aria-multiselectable
      tabIndex={0}
      data-landing
      onKeyDown={onKeyDown}
      {...(active >= first && active <= last ? { 'aria-activedescendant': `tile-${active}` } : {})}
    >
      <div role="presentation" className={classes.space} style={{ height: rows.getTotalSize() }}>
        {visible.map((row) => (
          <div
            key={row.key}
            role="presentation"
            className={classes.row}
            style={{
              transform: `translateY(${row.start}px)`,
              gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
            }}
          >
            <Tiles {...props} from={row.index * columns} columns={columns} onClick={onClick} />
          </div>
        ))}
      </div>
    </div>
  );
}
