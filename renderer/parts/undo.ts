import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { Id } from '../../shared/kernel/id.ts';
import { call } from '../client/bridge.ts';
import { invalidateAfter } from '../client/freshness.ts';
import { say } from '../ui/announce.tsx';
import { createStore } from '../ui/store.ts';

/** The last change that can still be taken back. */
const last = createStore<Id | null>(null);

/** Takes back a change; what it was built upon since is said by the engine. */
function useUndoing(): (change: Id) => void {
  const client = useQueryClient();
  return useCallback(
    (change: Id) => {
      if (last.get() === change) last.set(null);
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
      if (!change) return say(message);
      last.set(change);
      say(message, { label: 'Undo', act: () => undo(change) });
    },
    [undo],
  );
}

/** Takes back the last change, wherever it was made. */
export function useUndoLast(): () => void {
  const undo = useUndoing();
  return () => {
    const change = last.get();
    if (change) undo(change);
    else say('There is no change of yours to take back.');
  };
}
