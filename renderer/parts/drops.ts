import { useEffect, useRef } from 'react';
import type { Brought } from '../client/files.ts';
import { createStore } from '../ui/store.ts';

/** What the screen in sight does with files that are dropped on the window, and what it says while they are held. */
interface DropTaker {
  readonly says: string;
  readonly take: (files: Brought) => void;
}

/** Null where dropped files are taken into the library, as on most screens. */
export const dropTaker = createStore<DropTaker | null>(null);

/** Has files that are dropped anywhere go to this screen while it is there. */
export function useDropTaker(says: string, take: DropTaker['take']): void {
  const latest = useRef(take);
  latest.current = take;
  useEffect(() => {
    dropTaker.set({ says, take: (files) => latest.current(files) });
    return () => dropTaker.set(null);
  }, [says]);
}
