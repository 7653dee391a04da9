import { useLocation } from '@tanstack/react-router';
import { useEffect } from 'react';
import { type Id, isId } from '../../../shared/kernel/id.ts';
import { useAsk } from '../../client/queries.ts';
import { createStore } from '../../ui/store.ts';

interface Visited {
  readonly id: Id;
  readonly number: string;
}

const mostKept = 8;

/** The recordings whose pages were open last, the newest first. In memory only, and gone with the lock. */
export const recent = createStore<readonly Visited[]>([]);

/** Keeps what is visited. The page of a recording asks the same question, so nothing is asked twice. */
export function useRecent(): void {
  const { pathname } = useLocation();
  const at = /^\/recording\/([^/]+)/.exec(pathname)?.[1] ?? '';
  const id = isId(at) ? at : null;
  const number = useAsk('recording.show', { recording: id ?? ('' as Id) }, { enabled: id !== null }).data
    ?.number;
  useEffect(() => {
    if (!id || !number) return;
    recent.set([{ id, number }, ...recent.get().filter((one) => one.id !== id)].slice(0, mostKept));
  }, [id, number]);
}
