import { useEffect, useState } from 'react';
import { call } from '../client/bridge.ts';
import { createStore, useStore } from '../ui/store.ts';

/** When the session locks itself, as the engine last said; null before the first word. */
export const locksAt = createStore<string | null>(null);

/** The engine is told of a person's presence at most this often. */
const touchEveryMs = 20_000;

const signs = ['pointerdown', 'keydown', 'wheel', 'pointermove'] as const;

/** Tells the engine that somebody is there, and takes up the new end. */
export function stay(): void {
  call('session.touch', {}).then(
    (answer) => locksAt.set(answer.locksAt),
    // A locked session is handled where every answer is looked at; anything else shows on the next act.
    () => undefined,
  );
}

/** Tells the engine that somebody is there, and empties the window when the time has run out. */
export function usePresence(onLocked: () => void): void {
  useEffect(() => {
    let last = 0;
    const touch = (): void => {
      const now = Date.now();
      if (now - last < touchEveryMs) return;
      last = now;
      stay();
    };
    touch();
    for (const sign of signs) window.addEventListener(sign, touch, { passive: true });
    return () => {
      for (const sign of signs) window.removeEventListener(sign, touch);
    };
  }, []);
  const at = useStore(locksAt);
  useEffect(() => {
    if (!at) return;
    const lock = (): void => {
      onLocked();
      void call('session.lock', {}).catch(() => undefined);
    };
    const timer = setTimeout(lock, Math.max(0, Date.parse(at) - Date.now()));
    return () => clearTimeout(timer);
  }, [at, onLocked]);
}

const secondsUntil = (at: string): number => Math.max(0, Math.ceil((Date.parse(at) - Date.now()) / 1_000));

/** Whole seconds until the session locks itself, counted one by one in the last minute; null while unknown. */
export function useSecondsLeft(): number | null {
  const at = useStore(locksAt);
  const [, setTick] = useState(0);
  const seconds = at ? secondsUntil(at) : null;
  useEffect(() => {
    if (seconds === null) return;
    const wait = seconds > 70 ? 10_000 : 1_000;
    const timer = setTimeout(() => setTick((tick) => tick + 1), wait);
    return () => clearTimeout(timer);
  });
  return seconds;
}
