import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { Id } from '../../../shared/kernel/id.ts';
import { call } from '../../client/bridge.ts';
import type { LibraryQuery } from '../../parts/library-query.ts';
import { selection } from '../../parts/selection.ts';
import { counted } from '../../ui/amounts.ts';
import { murmur, say } from '../../ui/announce.tsx';
import type { GridMove } from '../../ui/pictures/moving.ts';
import { createStore, useStore } from '../../ui/store.ts';
import type { Tile } from './use-tiles.ts';

/** Where the outline stands among what is found; it waits there while another place is open. */
export const outlined = createStore(0);

/** No act takes more recordings at a time. */
const mostAtOnce = 10_000;

interface Choosing {
  readonly active: number;
  readonly isChosen: (tile: Tile) => boolean;
  readonly onMove: (move: GridMove) => void;
  readonly chooseAll: () => void;
}

function tellAll(chosen: number, total: number | null): void {
  if (total !== null && total > chosen)
    say(
      `The first ${counted(chosen, 'recording')} of ${total.toLocaleString('en-GB')} are chosen: no act takes more at a time.`,
    );
  else murmur(`${counted(chosen, 'recording')} chosen`);
}

/** As many tiles as one question brings. */
const portion = 500;

async function idsBetween(query: LibraryQuery, first: number, count: number): Promise<Id[]> {
  const ids: Id[] = [];
  while (ids.length < count) {
    const limit = Math.min(portion, count - ids.length);
    const { tiles } = await call('recording.window', { query, offset: first + ids.length, limit });
    if (tiles.length === 0) break;
    ids.push(...tiles.map(({ id }) => id));
  }
  return ids;
}

/** Which recordings are chosen, by mouse and keys, as far as they reach beyond what is loaded. */
export function useChoosing(
  query: LibraryQuery,
  total: number | null,
  tileAt: (index: number) => Tile | null,
): Choosing {
  const chosenIds = useStore(selection);
  const chosen = useMemo(() => new Set(chosenIds), [chosenIds]);
  const active = useStore(outlined);
  const anchor = useRef(0);
  /** A tile that was stepped on before it came: it is chosen when it comes, if nothing else was done since. */
  const awaited = useRef<number | null>(null);

  const chooseRange = async (from: number, to: number): Promise<void> => {
    const first = Math.min(from, to);
    const count = Math.min(mostAtOnce, Math.abs(to - from) + 1);
    const loaded = Array.from({ length: count }, (_, step) => tileAt(first + step)?.id);
    selection.set(loaded.every((id) => id !== undefined) ? loaded : await idsBetween(query, first, count));
  };

  const onMove = ({ index, range, toggle, outlineOnly }: GridMove): void => {
    outlined.set(index);
    awaited.current = null;
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
    else awaited.current = index;
  };

  const came = awaited.current === null ? null : (tileAt(awaited.current)?.id ?? null);
  useEffect(() => {
    if (!came) return;
    awaited.current = null;
    selection.set([came]);
  }, [came]);

  const chooseAll = (): void => {
    call('recording.ids', { query, limit: mostAtOnce }).then(
      (ids) => {
        selection.set(ids);
        tellAll(ids.length, total);
      },
      (error: Error) => say(error.message),
    );
  };
  const isChosen = useCallback((tile: Tile) => chosen.has(tile.id), [chosen]);
  return { active, isChosen, onMove, chooseAll };
}

/** A click adds to what is chosen, as it does with Ctrl: for who has only a finger or a mouse. */
export const choosingSeveral = createStore(false);

export const chooseNone = (): void => selection.set([]);

/** Whether the recording under the outline is looked at quickly. */
export const looking = createStore(false);

/** The recordings whose tiles are in sight. */
export const inSight = createStore<ReadonlySet<Id>>(new Set());

/** The place in the middle of what is in sight, counted from the first that is found. */
export const seenMiddle = createStore(0);
