import { createStore } from '../ui/store.ts';

/** How far the demonstration library is that is being made in this window; null where none is. */
export const demonstrationProgress = createStore<{ readonly share: number; readonly doing: string } | null>(
  null,
);
