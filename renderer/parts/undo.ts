import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import type { Id } from '../../shared/kernel/id.ts';
import { call } from '../client/bridge.ts';
import { onChange } from '../client/changes.ts';
import { invalidateAfter } from '../client/freshness.ts';
import { say } from '../ui/announce.tsx';
import { createStore, useStore } from '../ui/store.ts';

/** Takes one thing back, and says what then is; throws a sentence where it cannot. */
type TakeBack = (client: QueryClient) => Promise<string>;

interface Done {
  /** That of the engine's change, or of an act that another act takes back. */
  readonly key: Id | symbol;
  readonly back: TakeBack;
}

/** What was done in this session and may still be taken back, the newest last. */
const done = createStore<readonly Done[]>([]);
const mostKept = 50;
const keep = (one: Done): void => done.set([...done.get(), one].slice(-mostKept));

/** What the change was built upon since is said by the engine. */
const undoChange =
  (change: Id): TakeBack =>
  async (client) => {
    await call('change.undo', { change });
    invalidateAfter(client, 'change.undo');
    return 'The change was taken back.';
  };

/** Keeps what can be taken back, from whichever screen it was done. Once in the window. */
export function useChangesKept(): void {
  useEffect(() => onChange((change) => keep({ key: change, back: undoChange(change) })), []);
}

function useUndoing(): (one: Done) => void {
  const client = useQueryClient();
  return useCallback(
    ({ key, back }) => {
      // Tried once: a change that something later rests on cannot be taken back by trying again.
      done.set(done.get().filter((other) => other.key !== key));
      back(client).then(say, (error: Error) => say(error.message));
    },
    [client],
  );
}

/** Says what was done and offers to take it back; a change of null changed nothing. */
export function useSayWithUndo(): (message: string, change: Id | null) => void {
  const undo = useUndoing();
  return useCallback(
    (message, change) => {
      if (change) say(message, { label: 'Undo', act: () => undo({ key: change, back: undoChange(change) }) });
      else say(message);
    },
    [undo],
  );
}

/**
 * The same for an act that another act takes back: both stay in the trail. `back` has to see for itself that what it
 * takes back still stands.
 */
export function useSayWithWayBack(): (message: string, back: TakeBack) => void {
  const undo = useUndoing();
  return useCallback(
    (message, back) => {
      const one = { key: Symbol(message), back };
      keep(one);
      say(message, { label: 'Undo', act: () => undo(one) });
    },
    [undo],
  );
}

/** Takes back the newest change, wherever it was made; a sentence where there is none. */
export function useUndoLast(): (() => void) | string {
  const undo = useUndoing();
  const newest = useStore(done).at(-1);
  return newest
    ? () => undo(newest)
    : 'There is no change of yours to take back. What was released, signed off or erased stays so, and so does what became of an agreement.';
}
