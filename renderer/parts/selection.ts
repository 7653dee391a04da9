import { useEffect } from 'react';
import type { Id } from '../../shared/kernel/id.ts';
import { createStore } from '../ui/store.ts';

/** The recordings that are chosen, in the order of choosing; it outlasts scrolling and going to another place. */
export const selection = createStore<readonly Id[]>([]);

/** What `meanOne` chose, as long as nobody has chosen anything since. */
const meant = createStore<readonly Id[] | null>(null);
/** What was chosen at each place when it was left. */
const left = createStore<Readonly<Record<string, readonly Id[]>>>({});

/** Only this one is meant, while it is looked at on a page of its own. */
export function meanOne(id: Id): void {
  const one = [id];
  meant.set(one);
  selection.set(one);
}

/** What is chosen at this place: after a look at one recording all that was chosen before. */
export const chosenAt = (place: string): readonly Id[] =>
  (selection.get() === meant.get() ? left.get()[place] : null) ?? selection.get();

/** Keeps what is chosen at this place while recordings are looked at elsewhere. */
export function useChosenKept(place: string): void {
  useEffect(() => {
    const chosen = chosenAt(place);
    if (chosen !== selection.get()) selection.set(chosen);
    return () => left.set({ ...left.get(), [place]: selection.get() });
  }, [place]);
}
