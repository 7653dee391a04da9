import { useCallback, useEffect, useState } from 'react';
import { useCommands } from '../../parts/commands/use-commands.ts';
import { useGo } from '../../parts/go.tsx';
import type { LibraryQuery } from '../../parts/library-query.ts';
import { places } from '../../parts/places.ts';
import { say } from '../../ui/announce.tsx';
import { Failure } from '../../ui/failure.tsx';
import { PictureGrid } from '../../ui/pictures/picture-grid.tsx';
import { PictureList } from '../../ui/pictures/picture-list.tsx';
import { useStore } from '../../ui/store.ts';
import { libraryCommands } from './commands.ts';
import { isFiltered } from './filtered.ts';
import classes from './library.module.css';
import { useListColumns } from './list-columns.tsx';
import { NothingHere } from './nothing-here.tsx';
import { QuickLook } from './quick-look.tsx';
import { renderTile } from './tile-view.tsx';
import { chooseNone, inSight, outlined, useChoosing } from './use-choosing.ts';
import { type Tile, useTiles } from './use-tiles.ts';
import { viewChoice } from './view-choice.ts';

const toRelease = 'Pictures leave the library only as a release. Choose them and press R.';

/** Tells the rest of the screen which recordings are in sight. */
function useTellSight(
  tileAt: (index: number) => Tile | null,
  [first, last]: readonly [number, number],
): void {
  useEffect(() => {
    const ids = Array.from({ length: last - first + 1 }, (_, step) => tileAt(first + step)?.id);
    inSight.set(new Set(ids.filter((id) => id !== undefined)));
  });
}

/** What the search and the filters bring, as pictures or lines. */
export function Found({ query }: { readonly query: LibraryQuery }) {
  const go = useGo();
  const { view, size } = useStore(viewChoice);
  const { total, tileAt, error, retry, onRange, range } = useTiles(query);
  const choosing = useChoosing(query, total, tileAt);
  const columns = useListColumns(query);
  const [looking, setLooking] = useState(false);
  useTellSight(tileAt, range);
  useCommands(libraryCommands, {
    move: true,
    range: true,
    all: choosing.chooseAll,
    toggle: true,
    look: true,
    open: true,
    none: chooseNone,
  });
  const dragged = useCallback(() => say(toRelease), []);

  const active = Math.min(choosing.active, Math.max(0, (total ?? 1) - 1));
  const outlinedTile = tileAt(active);
  const open = (index: number): void => {
    const tile = tileAt(index);
    if (tile) go(places.recording(tile.id));
  };
  const lookOn = (step: number): void => {
    const index = Math.max(0, Math.min((total ?? 1) - 1, outlined.get() + step));
    choosing.onMove({ index, range: false, toggle: false, outlineOnly: true });
  };
  const pictures = {
    label: 'Recordings',
    total: total ?? 0,
    active,
    itemAt: tileAt,
    isChosen: choosing.isChosen,
    onRange,
    onMove: choosing.onMove,
    onOpen: open,
    onLook: () => setLooking(true),
    onAll: choosing.chooseAll,
    onDragOut: dragged,
  };
  return (
    <section className={classes.found} aria-label="Recordings">
      <Failure error={error} onRetry={retry} />
      {total === 0 && <NothingHere filtered={isFiltered(query)} />}
      {total !== null && total > 0 && view === 'list' && <PictureList {...pictures} columns={columns} />}
      {total !== null && total > 0 && view !== 'list' && (
        <PictureGrid {...pictures} size={size} renderTile={renderTile} />
      )}
      {looking && outlinedTile && (
        <QuickLook
          tile={outlinedTile}
          onMove={lookOn}
          onOpen={() => open(active)}
          onClose={() => setLooking(false)}
        />
      )}
    </section>
  );
}
