import { Button, Group, Pill } from '@mantine/core';
import { useAsk } from '../../client/queries.ts';
import { type LibraryQuery, libraryQuery } from '../../parts/library-query.ts';
import { Notice } from '../../ui/failure.tsx';
import { CollectionActs } from './collection-acts.tsx';
import { chipsOf, unfiltered } from './filtered.ts';
import { firstTiles } from './use-tiles.ts';

/** What narrows the view, each to be taken away, and what the search has to say about itself. */
export function Chips({ query }: { readonly query: LibraryQuery }) {
  const filtered = query.collections ?? [];
  const collections = useAsk('collection.list', {}, { enabled: filtered.length > 0 }).data ?? [];
  const notes = useAsk('recording.window', firstTiles(query), { keep: true }).data?.notes ?? [];
  // What can be done with a collection is offered where it alone is shown.
  const collection = filtered.length === 1 ? collections.find(({ id }) => id === filtered[0]) : undefined;
  const chips = chipsOf(query, new Map(collections.map(({ id, name }) => [id, name])));
  return (
    <>
      {notes.length > 0 && (
        <Notice>
          {notes.map((note) => (
            <div key={note}>{note}</div>
          ))}
        </Notice>
      )}
      {chips.length > 0 && (
        <Group gap="xs" role="group" aria-label="What is filtered">
          {chips.map(({ words, without }) => (
            <Pill
              key={JSON.stringify(without)}
              withRemoveButton
              removeButtonProps={{ 'aria-label': `Take away: ${words}`, 'aria-hidden': false, tabIndex: 0 }}
              onRemove={() => libraryQuery.set(without)}
            >
              {words}
            </Pill>
          ))}
          <Button variant="subtle" size="compact-sm" onClick={() => libraryQuery.set(unfiltered(query))}>
            Clear all
          </Button>
          {collection?.mine && <CollectionActs collection={collection} />}
        </Group>
      )}
    </>
  );
}
