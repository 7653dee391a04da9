import { useMantineColorScheme } from '@mantine/core';
import { useEffect } from 'react';
import type { Output } from '../../shared/contract/contract.ts';
import { call } from '../client/bridge.ts';
import { say } from '../ui/announce.tsx';
import { createStore, useStore } from '../ui/store.ts';

export type Preferences = NonNullable<Output<'user.preferences'>>;

const usual: Preferences = {
  scheme: 'auto',
  contrast: 'system',
  textSize: 100,
  blur: 'none',
  blurred: ['other', 'internalOrgan', 'unclassified'],
  letters: true,
  shortcuts: {},
};

/** They stay for the page that unlocks, until another person comes. */
const current = createStore<Preferences>(usual, { outlastsLock: true });

export const preferencesNow = current.get;
export const usePreferences = (): Preferences => useStore(current);

/** Changes some of the preferences of whoever is here, now and for the next time. */
export function prefer(change: Partial<Preferences>): void {
  const next = { ...current.get(), ...change };
  current.set(next);
  call('user.prefer', { preferences: next }).catch((error: Error) => say(error.message));
}

/** Takes up the preferences of the person who is here; the library keeps them. */
export function usePreferencesOf(user: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another person has others
  useEffect(() => {
    let left = false;
    call('user.preferences', {}).then(
      (kept) => left || current.set(kept ?? usual),
      // The window looks as usual; anything that is wrong shows on the next act.
      () => undefined,
    );
    return () => {
      left = true;
    };
  }, [user]);
}

/** Lets the whole page follow contrast and text size, the system's own wish for contrast as well. */
export function useLook(): void {
  const { scheme, contrast, textSize } = usePreferences();
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => setColorScheme(scheme), [scheme, setColorScheme]);
  useEffect(() => {
    const wish = window.matchMedia('(prefers-contrast: more)');
    const follow = (): void => {
      document.documentElement.dataset.contrast = contrast === 'more' || wish.matches ? 'more' : 'usual';
    };
    follow();
    wish.addEventListener('change', follow);
    return () => wish.removeEventListener('change', follow);
  }, [contrast]);
  useEffect(() => {
    document.documentElement.style.fontSize = textSize === 100 ? '' : `${textSize}%`;
  }, [textSize]);
}
