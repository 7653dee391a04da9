import { useSyncExternalStore } from 'react';

/** A value that several places of the window share. It lives in memory only. */
export interface Store<Value> {
  get(): Value;
  set(next: Value): void;
  subscribe(listener: () => void): () => void;
  reset(): void;
}

const stores = new Set<Store<unknown>>();

/** `outlastsLock` is for what says nothing about the library, such as how wide somebody likes it. */
export function createStore<Value>(initial: Value, { outlastsLock = false } = {}): Store<Value> {
  let value = initial;
  const listeners = new Set<() => void>();
  const store: Store<Value> = {
    get: () => value,
    set(next) {
      value = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    reset: () => store.set(initial),
  };
  if (!outlastsLock) stores.add(store as Store<unknown>);
  return store;
}

export const useStore = <Value>(store: Store<Value>): Value =>
  useSyncExternalStore(store.subscribe, store.get);

/** Puts every shared value back to its beginning, as a lock must. */
export function resetStores(): void {
  for (const store of stores) store.reset();
}
