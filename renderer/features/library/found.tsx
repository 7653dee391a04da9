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
import { Chips } from './chips.tsx';
import { CollectionDialog } from './collection-dialog.tsx';
import { libraryCommands } from './commands.ts';
import { isFiltered } from './filtered.ts';
import { LabelDialog } from './label-dialog.tsx';
import classes from './library.module.css';
import { useListColumns } from './list-columns.tsx';
import { NothingHere } from './nothing-here.tsx';
import { QuickLook } from './quick-look.tsx';
import { renderTile } from './tile-view.tsx';
import { Timeline } from './timeline.tsx';
import { arranging, useArrangeKeys } from './use-arrange-keys.ts';
import { chooseNone, choosingSeveral, looking, outlined, useChoosing } from './use-choosing.ts';
import { useTellSight } from './use-tell-sight.ts';
import { useTiles } from './use-tiles.ts';
import { viewChoice } from './view-choice.ts';

const toRelease = 'Pictures leave the library only as a release. Choose them and press R.';

function ArrangeDialog() {
  const open = useStore(arranging);
  if (!open) return null;
  const AskFor = open.what === 'label' ? LabelDialog : CollectionDialog;
  return <AskFor recordings={open.recordings} onClose={arranging.reset} />;
}

/** What the search and the filters bring, as pictures or lines. */
export function Found({ query }: { readonly query: LibraryQuery }) {
  const go = useGo();
  const { view, size } = useStore(viewChoice);
  const [jump, setJump] = useState<{ index: number } | null>(null);
  const { total, tileAt, error, retry, ...tiles } = useTiles(query);
  const onRange = useTellSight(tileAt, tiles);
  const choosing = useChoosing(query, total, tileAt);
  const columns = useListColumns(query);
  const addsByClick = useStore(choosingSeveral);
  const looks = useStore(looking);
  useEffect(() => looking.reset, []);
  useCommands(libraryCommands, {
    move: true,
    outline: true,
    far: true,
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
  const stepTo = (index: number): void =>
    choosing.onMove({ index, range: false, toggle: false, outlineOnly: false });
  useArrangeKeys({
    outlined: outlinedTile,
    onNext: () => stepTo(Math.min((total ?? 1) - 1, active + 1)),
  });
  const pictures = {
    label: 'Recordings',
    total: total ?? 0,
    active,
    jump,
    itemAt: tileAt,
    isChosen: choosing.isChosen,
    addsByClick,
    onRange,
    onMove: choosing.onMove,
    onOpen: open,
    onLook: () => looking.set(true),
    onAll: choosing.chooseAll,
    onDragOut: dragged,
  };
  return (
    <section className={classes.found} aria-label="Recordings">
      <Chips query={query} />
      <Failure error={error} onRetry={retry} />
      {total === 0 && <NothingHere filtered={isFiltered(query)} />}
      {total !== null && total > 0 && view === 'list' && <PictureList {...pictures} columns={columns} />}
      {total !== null && total > 0 && view !== 'list' && (
        <div className={classes.timed}>
          {view === 'timeline' && (
            <Timeline
              query={query}
              onJump={(index) => {
                outlined.set(index);
                setJump({ index });
              }}
            />
          )}
          <PictureGrid {...pictures} size={size} renderTile={renderTile} />
        </div>
      )}
      <ArrangeDialog />
      {looks && outlinedTile && (
        <QuickLook tile={outlinedTile} onMove={lookOn} onOpen={() => open(active)} onClose={looking.reset} />
      )}
    </section>
  );
}
