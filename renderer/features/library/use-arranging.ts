import { useQueryClient } from '@tanstack/react-query';
import type { Output } from '../../../shared/contract/contract.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { call } from '../../client/bridge.ts';
import { invalidateAfter } from '../../client/freshness.ts';
import { selection } from '../../parts/selection.ts';
import { starWords } from '../../parts/stars.tsx';
import { useSayWithUndo } from '../../parts/undo.ts';
import { counted } from '../../ui/amounts.ts';
import { say } from '../../ui/announce.tsx';
import type { Tile } from './use-tiles.ts';

type Windowed = Output<'recording.window'>;

interface Arranging {
  readonly rate: (recordings: readonly Id[], stars: number | null) => void;
  readonly label: (recordings: readonly Id[], change: { add: string[]; remove: string[] }) => void;
  readonly collect: (recordings: readonly Id[], collection: { id: Id; name: string }) => void;
  /** The tiles of these recordings, as far as they are loaded. */
  readonly tilesOf: (recordings: readonly Id[]) => Tile[];
}

/** What sets recordings in order. A rating shows at once and is asked for again behind it. */
export function useArranging(): Arranging {
  const client = useQueryClient();
  const sayWithUndo = useSayWithUndo();
  const asked = { queryKey: ['recording.window'] };
  const change = (recordings: readonly Id[], part: (tile: Tile) => Partial<Tile>): void => {
    const these = new Set(recordings);
    client.setQueriesData<Windowed>(
      asked,
      (known) =>
        known && {
          ...known,
          tiles: known.tiles.map((tile) => (these.has(tile.id) ? { ...tile, ...part(tile) } : tile)),
        },
    );
  };
  return {
    rate: (recordings, stars) => {
      change(recordings, () => ({ rating: stars }));
      call('recording.rate', { recordings: [...recordings], rating: stars }).then(
        ({ changed, change: made }) => {
          invalidateAfter(client, 'recording.rate');
          sayWithUndo(`${counted(changed, 'recording')}: ${starWords(stars).toLowerCase()}.`, made);
        },
        (error: Error) => {
          invalidateAfter(client, 'recording.rate');
          say(error.message);
        },
      );
    },
    label: (recordings, { add, remove }) => {
      call('recording.label', { recordings: [...recordings], add, remove }).then(
        ({ changed, change: made }) => {
          invalidateAfter(client, 'recording.label');
          const what = [
            ...add.map((label) => `“${label}” set`),
            ...remove.map((label) => `“${label}” taken away`),
          ];
          sayWithUndo(`${counted(changed, 'recording')}: ${what.join(', ')}.`, made);
        },
        (error: Error) => say(error.message),
      );
    },
    collect: (recordings, { id, name }) => {
      call('collection.add', { collection: id, recordings: [...recordings] }).then(
        ({ changed, change: made }) => {
          invalidateAfter(client, 'collection.add');
          sayWithUndo(`${counted(changed, 'recording')} added to “${name}”.`, made);
        },
        (error: Error) => say(error.message),
      );
    },
    tilesOf: (recordings) => {
      const these = new Set(recordings);
      const found = new Map<Id, Tile>();
      for (const [, window] of client.getQueriesData<Windowed>(asked))
        for (const tile of window?.tiles ?? []) if (these.has(tile.id)) found.set(tile.id, tile);
      return [...found.values()];
    },
  };
}

/** What is chosen, or else the one under the outline. */
export const meant = (outlined: Tile | null): readonly Id[] =>
  selection.get().length > 0 ? selection.get() : outlined ? [outlined.id] : [];
