import { Button, Text } from '@mantine/core';
import { IconFilter, IconLayoutSidebarRight, IconUpload } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { beginAct } from '../../parts/acts.ts';
import { useCommands } from '../../parts/commands/use-commands.ts';
import { useGo } from '../../parts/go.tsx';
import { emptyQuery, libraryQuery } from '../../parts/library-query.ts';
import { places } from '../../parts/places.ts';
import { useMay } from '../../parts/session.ts';
import { counted } from '../../ui/amounts.ts';
import { Empty } from '../../ui/empty.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Page } from '../../ui/page.tsx';
import { PictureGrid } from '../../ui/picture-grid.tsx';
import { useStore } from '../../ui/store.ts';
import { libraryCommands } from './commands.ts';
import { Filters, isFiltered } from './filters.tsx';
import { Inspector } from './inspector.tsx';
import classes from './library.module.css';
import { QuickLook } from './quick-look.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { TileView } from './tile-view.tsx';
import { useChoosing } from './use-choosing.ts';
import { type Tile, useTiles } from './use-tiles.ts';

function NothingHere({ filtered }: { readonly filtered: boolean }) {
  const may = useMay();
  if (filtered) {
    return (
      <Empty
        title="Nothing is found"
        action={
          <Button variant="default" onClick={() => libraryQuery.set(emptyQuery)}>
            Clear search and filters
          </Button>
        }
      >
        No recording that you may know of fits the search and the filters.
      </Empty>
    );
  }
  return (
    <Empty
      title="The library is empty"
      action={
        may('import.start') && (
          <Button onClick={() => beginAct({ kind: 'import', brought: null })}>Take files in</Button>
        )
      }
    >
      Drop photographs, films or sound recordings anywhere on this window.
    </Empty>
  );
}

/** The library: everything the person may know of, as pictures. */
export function LibraryPage() {
  const query = useStore(libraryQuery);
  const go = useGo();
  const may = useMay();
  const { total, tileAt, error, retry, onRange } = useTiles(query);
  const choosing = useChoosing(query, tileAt);
  const [look, setLook] = useState<Tile | null>(null);
  const [filters, setFilters] = useState(true);
  const [inspector, setInspector] = useState(true);
  useCommands(libraryCommands, {
    move: true,
    range: true,
    all: choosing.chooseAll,
    toggle: true,
    look: true,
    open: true,
    none: choosing.chooseNone,
    filters: () => setFilters(!filters),
    details: () => setInspector(!inspector),
  });

  const open = useCallback(
    (index: number) => {
      const tile = tileAt(index);
      if (tile) go(places.recording(tile.id));
    },
    [tileAt, go],
  );
  const lookMove = (step: number): void => {
    const index = Math.max(0, Math.min((total ?? 1) - 1, choosing.active + step));
    choosing.onMove({ index, range: false, toggle: false, outlineOnly: false });
    setLook(tileAt(index));
  };
  const actions = (
    <>
      <Button
        variant="default"
        aria-pressed={filters}
        leftSection={<IconFilter size={16} aria-hidden />}
        onClick={() => setFilters(!filters)}
      >
        Filters
      </Button>
      <Button
        variant="default"
        aria-pressed={inspector}
        leftSection={<IconLayoutSidebarRight size={16} aria-hidden />}
        onClick={() => setInspector(!inspector)}
      >
        Details
      </Button>
      {may('import.start') && (
        <Button
          leftSection={<IconUpload size={16} aria-hidden />}
          onClick={() => beginAct({ kind: 'import', brought: null })}
        >
          Take files in
        </Button>
      )}
    </>
  );
  return (
    <Page
      title="Library"
      filled
      mark={total !== null && <Text c="dimmed">{counted(total, 'recording')}</Text>}
      actions={actions}
      aside={inspector && <Inspector chosen={choosing.chosen} onClose={() => setInspector(false)} />}
      asideLabel="Details of what is chosen"
    >
      <SelectionBar chosen={choosing.chosen} onNone={choosing.chooseNone} />
      <div className={classes.layout}>
        {filters && <Filters query={query} />}
        <section className={classes.found} aria-label="Recordings">
          <Failure error={error} onRetry={retry} />
          {total === 0 && <NothingHere filtered={isFiltered(query)} />}
          {total !== null && total > 0 && (
            <PictureGrid
              label="Recordings"
              total={total}
              active={Math.min(choosing.active, total - 1)}
              isChosen={(index) => choosing.chosen.has(tileAt(index)?.id ?? ('' as Tile['id']))}
              renderTile={(index) => <TileView tile={tileAt(index)} />}
              onRange={onRange}
              onMove={choosing.onMove}
              onOpen={open}
              onLook={(index) => setLook(tileAt(index))}
              onAll={choosing.chooseAll}
            />
          )}
        </section>
      </div>
      {look && (
        <QuickLook
          tile={look}
          onMove={lookMove}
          onOpen={() => go(places.recording(look.id))}
          onClose={() => setLook(null)}
        />
      )}
    </Page>
  );
}
