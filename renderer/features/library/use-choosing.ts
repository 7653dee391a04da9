import { useCallback, useRef } from 'react';
import type { Id } from '../../../shared/kernel/id.ts';
import { call } from '../../client/bridge.ts';
import type { LibraryQuery } from '../../parts/library-query.ts';
import { selection } from '../../parts/selection.ts';
import { counted } from '../../ui/amounts.ts';
import { murmur, say } from '../../ui/announce.tsx';
import type { GridMove } from '../../ui/picture-grid.tsx';
import { createStore, useStore } from '../../ui/store.ts';
import type { Tile } from './use-tiles.ts';

/** Where the outline stands in the grid; it waits there while another place is open. */
const outlined = createStore(0);

/** No act takes more recordings at a time. */
const mostAtOnce = 10_000;

interface Choosing {
  readonly active: number;
  readonly chosen: ReadonlySet<Id>;
  readonly onMove: (move: GridMove) => void;
  readonly chooseAll: () => void;
  readonly chooseNone: () => void;
}

/** Which recordings are chosen, by mouse and keys, as far as they reach beyond what is loaded. */
export function useChoosing(query: LibraryQuery, tileAt: (index: number) => Tile | null): Choosing {
  const chosenIds = useStore(selection);
  const active = useStore(outlined);
  const setActive = outlined.set;
  const anchor = useRef(0);

  const chooseRange = useCallback(
    async (from: number, to: number): Promise<void> => {
      const [first, last] = from < to ? [from, to] : [to, from];
      const loaded = Array.from({ length: last - first + 1 }, (_, step) => tileAt(first + step)?.id);
      if (loaded.every((id) => id !== undefined)) return selection.set(loaded);
      const ids = await call('recording.ids', { query, limit: Math.min(last + 1, mostAtOnce) });
      selection.set(ids.slice(first, last + 1));
    },
    [query, tileAt],
  );

  const onMove = ({ index, range, toggle, outlineOnly }: GridMove): void => {
    setActive(index);
    const id = tileAt(index)?.id;
    if (range) {
      chooseRange(anchor.current, index).catch((error: Error) => say(error.message));
      return;
    }
    if (outlineOnly) return;
    anchor.current = index;
    if (toggle && id) {
      const kept = chosenIds.filter((other) => other !== id);
      selection.set(kept.length === chosenIds.length ? [...chosenIds, id] : kept);
    } else if (id) selection.set([id]);
  };

  const chooseAll = (): void => {
    call('recording.ids', { query, limit: mostAtOnce }).then(
      (ids) => {
        selection.set(ids);
        murmur(`${counted(ids.length, 'recording')} chosen`);
      },
      (error: Error) => say(error.message),
    );
  };
  return {
    active,
    chosen: new Set(chosenIds),
    onMove,
    chooseAll,
    chooseNone: () => selection.set([]),
  };
}
