import { Button, Group } from '@mantine/core';
import { beginAct } from '../../parts/acts.ts';
import { useGo } from '../../parts/go.tsx';
import { emptyQuery, libraryQuery } from '../../parts/library-query.ts';
import { mayRelease } from '../../parts/opening.ts';
import { places } from '../../parts/places.ts';
import { useMay, useSession } from '../../parts/session.ts';
import { Empty } from '../../ui/empty.tsx';

/** Why there is no picture to show, and what to try. */
export function NothingHere({ filtered }: { readonly filtered: boolean }) {
  const may = useMay();
  const go = useGo();
  const { role } = useSession().user;
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
        No recording that you may know of fits the search and the filters. Try fewer words, the beginning of a
        word, or take a filter away.
      </Empty>
    );
  }
  if (!may('import.start')) {
    return (
      <Empty title="No recording is open to you">
        {mayRelease(role)
          ? 'Recordings appear here once patients have agreed to what your role uses them for.'
          : 'Your role looks after the library and its people, and sees no recording.'}
      </Empty>
    );
  }
  return (
    <Empty
      title="The library is empty"
      action={
        <Group gap="sm">
          <Button onClick={() => beginAct({ kind: 'import', brought: null })}>Take files in</Button>
          <Button variant="default" onClick={() => go(places.survey)}>
            Survey a folder first
          </Button>
        </Group>
      }
    >
      Drop photographs, films or sound recordings anywhere on this window.
    </Empty>
  );
}
