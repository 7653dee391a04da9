import { Button, Text } from '@mantine/core';
import { IconFilter, IconLayoutSidebarRight, IconUpload } from '@tabler/icons-react';
import { useEffect, useMemo } from 'react';
import { useAsk } from '../../client/queries.ts';
import { beginAct } from '../../parts/acts.ts';
import { useKeyProps } from '../../parts/commands/key-hint.tsx';
import { useCommands } from '../../parts/commands/use-commands.ts';
import { type LibraryQuery, libraryQuery } from '../../parts/library-query.ts';
import { places } from '../../parts/places.ts';
import { useChosenKept } from '../../parts/selection.ts';
import { useMay } from '../../parts/session.ts';
import { counted } from '../../ui/amounts.ts';
import { Page } from '../../ui/page.tsx';
import { useStore } from '../../ui/store.ts';
import { panels as panelCommands } from './commands.ts';
import { Filters } from './filters.tsx';
import { Found } from './found.tsx';
import { Inspector } from './inspector.tsx';
import classes from './library.module.css';
import { ChooseSeveral, OutOfSight, SelectionBar } from './selection-bar.tsx';
import { outlined } from './use-choosing.ts';
import { firstTiles } from './use-tiles.ts';
import { usePanels, viewChoice } from './view-choice.ts';
import { ViewSwitch } from './view-switch.tsx';

function Total({ query }: { readonly query: LibraryQuery }) {
  const found = useAsk('recording.window', firstTiles(query), { keep: true }).data;
  return found ? <Text c="dimmed">{counted(found.total, 'recording')}</Text> : null;
}

function Actions({ panels }: { readonly panels: ReturnType<typeof usePanels> }) {
  const may = useMay();
  const { filters, details, toggle } = panels;
  const filtersProps = useKeyProps(panelCommands.filters);
  const detailsProps = useKeyProps(panelCommands.details);
  return (
    <>
      <ViewSwitch />
      <Button
        variant={filters ? 'light' : 'default'}
        {...filtersProps}
        aria-pressed={filters}
        leftSection={<IconFilter size={16} aria-hidden />}
        onClick={() => toggle('filters')}
      >
        Filters
      </Button>
      <Button
        variant={details ? 'light' : 'default'}
        {...detailsProps}
        aria-pressed={details}
        leftSection={<IconLayoutSidebarRight size={16} aria-hidden />}
        onClick={() => toggle('details')}
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
}

/** The library: everything the person may know of, as pictures. */
export function LibraryPage() {
  const asked = useStore(libraryQuery);
  const { view } = useStore(viewChoice);
  const panels = usePanels();
  useChosenKept(places.library);
  // Along the time nothing else can be the order.
  const query = useMemo(
    () => (view === 'timeline' ? { ...asked, sort: 'made' as const } : asked),
    [asked, view],
  );
  useCommands(panelCommands, {
    filters: () => panels.toggle('filters'),
    details: () => panels.toggle('details'),
  });
  // What is found anew is looked at from its beginning; coming back to the same finds the outline where it was.
  useEffect(() => libraryQuery.subscribe(outlined.reset), []);
  return (
    <Page
      title="Library"
      filled
      mark={
        <>
          <Total query={query} />
          <ChooseSeveral />
          <OutOfSight />
        </>
      }
      actions={<Actions panels={panels} />}
      aside={panels.details && <Inspector onClose={() => panels.toggle('details')} />}
      asideLabel="Details of what is chosen"
    >
      <SelectionBar />
      <div className={classes.layout}>
        {panels.filters && <Filters query={query} />}
        <Found key={JSON.stringify(query)} query={query} />
      </div>
    </Page>
  );
}
