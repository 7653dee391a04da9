import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import type { Id } from '../../shared/kernel/id.ts';
import { call } from '../client/bridge.ts';
import { onChange } from '../client/changes.ts';
import { invalidateAfter } from '../client/freshness.ts';
import { say } from '../ui/announce.tsx';
import { createStore, useStore } from '../ui/store.ts';

/** The changes of this session that may still be taken back, the newest last. */
const changes = createStore<readonly Id[]>([]);
const mostKept = 50;

/** Keeps what can be taken back, from whichever screen it was done. Once in the window. */
export function useChangesKept(): void {
  useEffect(() => onChange((change) => changes.set([...changes.get(), change].slice(-mostKept))), []);
}

/** Takes back a change; what it was built upon since is said by the engine. */
function useUndoing(): (change: Id) => void {
  const client = useQueryClient();
  return useCallback(
    (change: Id) => {
      // Tried once: a change that something later rests on cannot be taken back by trying again.
      changes.set(changes.get().filter((id) => id !== change));
      call('change.undo', { change }).then(
        () => {
          invalidateAfter(client, 'change.undo');
          say('The change was taken back.');
        },
        (error: Error) => say(error.message),
      );
    },
    [client],
  );
}

/** Says what was done and offers to take it back; a change of null changed nothing. */
export function useSayWithUndo(): (message: string, change: Id | null) => void {
  const undo = useUndoing();
  return useCallback(
    (message, change) => {
      if (change) say(message, { label: 'Undo', act: () => undo(change) });
      else say(message);
    },
    [undo],
  );
}

/** Takes back the newest change, wherever it was made; a sentence where there is none. */
export function useUndoLast(): (() => void) | string {
  const undo = useUndoing();
  const newest = useStore(changes).at(-1);
  return newest
    ? () => undo(newest)
    : 'There is no change of yours to take back. What was released, signed off or erased stays so.';
}
