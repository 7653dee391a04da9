import { memo, type ReactNode, useMemo } from 'react';
import { PictureRoom } from './picture-room.ts';
import classes from './pictures.module.css';
import { optionId, type PicturesProps, usePictures } from './use-pictures.ts';
import { Where } from './where.tsx';

export type TileSize = 'small' | 'medium' | 'large';

/** In CSS pixels: how wide a tile is at least, and how high it is. */
const measures: Readonly<Record<TileSize, { width: number; height: number }>> = {
  small: { width: 136, height: 136 },
  medium: { width: 176, height: 196 },
  large: { width: 288, height: 276 },
};
const gap = 8;
/** What a tile says in words, and its border. */
const words = 54;
/** Of the grid and of a tile. */
const edges = 8;

interface OptionProps<Item> {
  readonly index: number;
  readonly total: number;
  readonly item: Item | null;
  readonly chosen: boolean;
  readonly active: boolean;
  readonly renderTile: (item: Item | null) => ReactNode;
}

function PlainOption<Item>({ index, total, item, chosen, active, renderTile }: OptionProps<Item>) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the list points at its active tile
    <div
      id={optionId(index)}
      role="option"
      aria-selected={chosen}
      aria-setsize={total}
      aria-posinset={index + 1}
      className={classes.tile}
      data-index={index}
      data-active={active || undefined}
      // A drag is begun, so that it can be answered; nothing is ever handed over.
      draggable
    >
      {renderTile(item)}
    </div>
  );
}

/** A tile that did not change is not made again while its neighbours scroll. */
const Option = memo(PlainOption) as typeof PlainOption;

interface PictureGridProps<Item> extends PicturesProps<Item> {
  readonly size: TileSize;
  /** The same function from one rendering to the next. */
  readonly renderTile: (item: Item | null) => ReactNode;
}

/** The one grid of pictures: only the rows in sight exist. It is one stop for Tab; arrows move inside it. */
export function PictureGrid<Item>({ size, renderTile, ...props }: PictureGridProps<Item>) {
  const { width, height } = measures[size];
  const {
    scrollerProps,
    columns,
    lines,
    itemAt,
    where,
    width: whole,
    ...space
  } = usePictures(props, {
    columnsIn: (whole) => Math.max(1, Math.floor((whole + gap) / (width + gap))),
    rowHeight: height + gap,
    head: 0,
  });
  const gridTemplateColumns = `repeat(${columns}, minmax(0, 1fr))`;
  const room = useMemo(
    () => ({ width: Math.ceil((whole - edges + gap) / columns) - gap, height: height - words }),
    [whole, columns, height],
  );
  return (
    <PictureRoom value={room}>
      <div {...scrollerProps} className={classes.scroller} role="listbox" data-size={size}>
        {where && <Where>{where}</Where>}
        <div role="presentation" className={classes.space} style={{ height: space.height }}>
          {lines.map(({ key, top, indexes }) => (
            <div
              key={key}
              role="presentation"
              className={classes.tiles}
              style={{ top, height: height + gap, gridTemplateColumns, gridAutoRows: height }}
            >
              {indexes.map((index, column) => {
                const item = itemAt(index);
                return (
                  <Option
                    // biome-ignore lint/suspicious/noArrayIndexKey: the elements of a place show whatever comes to it
                    key={column}
                    index={index}
                    total={props.total}
                    item={item}
                    chosen={item !== null && props.isChosen(item)}
                    active={index === props.active}
                    renderTile={renderTile}
                  />
                );
              })}
            </div>
          ))}
        </div>
      </div>
    </PictureRoom>
  );
}
