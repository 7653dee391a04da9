// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot hold a million rows
// biome-ignore-all lint/a11y/useFocusableInteractive: the table takes the focus and points at its active row
import { UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react';
import { memo, type ReactNode, useMemo } from 'react';
import { fittingColumns, tracksOf } from './fitting-columns.ts';
import { PictureRoom } from './picture-room.ts';
import classes from './pictures.module.css';
import { optionId, type PicturesProps, usePictures } from './use-pictures.ts';
import { Where } from './where.tsx';

export interface Column<Item> {
  readonly name: string;
  /** Room it needs in rem, its share of what is left over, and how dear it is: see `fittingColumns`. */
  readonly least: number;
  readonly grows?: number;
  readonly rank: number;
  readonly render: (item: Item) => ReactNode;
  /** The whole words where they may be cut. */
  readonly words?: (item: Item) => string;
  /** Absent where the list is not ordered by it. */
  readonly onSort?: () => void;
  readonly sorted?: 'ascending' | 'descending' | null;
}

const rowHeight = 34;
const headHeight = 34;
const room = { width: 2 * rowHeight, height: rowHeight };

/** Grows with the size of text that the person chose. */
const remInPixels = (): number => Number.parseFloat(getComputedStyle(document.documentElement).fontSize);

interface RowProps<Item> {
  readonly index: number;
  readonly top: number;
  readonly item: Item | null;
  readonly chosen: boolean;
  readonly active: boolean;
  readonly columns: readonly Column<Item>[];
  readonly tracks: string;
}

function PlainRow<Item>({ index, top, item, chosen, active, columns, tracks }: RowProps<Item>) {
  return (
    <div
      id={optionId(index)}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={chosen}
      className={classes.line}
      style={{ top, gridTemplateColumns: tracks, height: rowHeight }}
      data-index={index}
      data-active={active || undefined}
      draggable
    >
      {columns.map((column) => (
        <div
          key={column.name}
          role="gridcell"
          className={classes.cell}
          title={(item && column.words?.(item)) || undefined}
        >
          {item === null ? '' : column.render(item)}
        </div>
      ))}
    </div>
  );
}

const Row = memo(PlainRow) as typeof PlainRow;

function Heading<Item>({ column }: { readonly column: Column<Item> }) {
  const { name, onSort, sorted = null } = column;
  const Arrow = sorted === null ? IconArrowsSort : sorted === 'ascending' ? IconArrowUp : IconArrowDown;
  return (
    <div role="columnheader" className={classes.cell} {...(sorted ? { 'aria-sort': sorted } : {})}>
      {onSort ? (
        <UnstyledButton className={classes.sort} data-idle={sorted === null || undefined} onClick={onSort}>
          {name}
          <Arrow size={14} aria-hidden />
        </UnstyledButton>
      ) : (
        name
      )}
    </div>
  );
}

interface PictureListProps<Item> extends PicturesProps<Item> {
  /** The same list from one rendering to the next. */
  readonly columns: readonly Column<Item>[];
}

/** The same pictures as lines of a dense table, with the same keys. */
export function PictureList<Item>({ columns, ...props }: PictureListProps<Item>) {
  const { scrollerProps, lines, height, width, itemAt, where } = usePictures(props, {
    columnsIn: () => 1,
    rowHeight,
    head: headHeight,
  });
  const shown = useMemo(() => fittingColumns(columns, width / remInPixels()), [columns, width]);
  const tracks = tracksOf(shown);
  return (
    <PictureRoom value={room}>
      <div
        {...scrollerProps}
        className={classes.scroller}
        role="grid"
        aria-rowcount={props.total + 1}
        data-size="list"
      >
        <div role="rowgroup" className={classes.head} style={{ height: headHeight }}>
          <div role="row" aria-rowindex={1} className={classes.line} style={{ gridTemplateColumns: tracks }}>
            {shown.map((column) => (
              <Heading key={column.name} column={column} />
            ))}
          </div>
        </div>
        {where && <Where>{where}</Where>}
        <div role="rowgroup" className={classes.space} style={{ height }}>
          {lines.map(({ key, top, indexes: [index = 0] }) => {
            const item = itemAt(index);
            return (
              <Row
                key={key}
                index={index}
                top={top}
                item={item}
                chosen={item !== null && props.isChosen(item)}
                active={index === props.active}
                columns={shown}
                tracks={tracks}
              />
            );
          })}
        </div>
      </div>
    </PictureRoom>
  );
}
