import { useEffect } from 'react';
import { type Category, categories } from '../../shared/domain/policy/words.ts';
import { createStore, useStore } from '../ui/store.ts';

/** How somebody wants the window; it stays on this machine and holds nothing of a patient. */
export interface Preferences {
  readonly contrast: 'system' | 'more';
  /** In per cent of the usual size. */
  readonly textSize: 100 | 115 | 130 | 150;
  /** Which pictures are blurred until they are asked for. */
  readonly blur: 'none' | 'some' | 'all';
  /** Those that `some` means; `unclassified` are recordings without a category. */
  readonly blurred: readonly (Category | 'unclassified')[];
  /** Whether single letters act; those who dictate switch them off [WCAG 2.1.4]. */
  readonly letters: boolean;
  /** The strokes chosen in place of a command's own, by the command's id. */
  readonly shortcuts: Readonly<Record<string, readonly string[]>>;
}

export const usualPreferences: Preferences = {
  contrast: 'system',
  textSize: 100,
  blur: 'none',
  blurred: [
    ...categories.filter((category) => category === 'other' || category === 'internalOrgan'),
    'unclassified',
  ],
  letters: true,
  shortcuts: {},
};

const current = createStore<Preferences>(usualPreferences, { outlastsLock: true });
let keptUnder: string | null = null;

const placeOf = (user: string): string => `custos.preferences.${user}`;

/** What was kept for a person; whatever cannot be read is as usual. */
function kept(user: string): Preferences {
  try {
    const known = JSON.parse(localStorage.getItem(placeOf(user)) ?? '{}') as Partial<Preferences>;
    return { ...usualPreferences, ...known };
  } catch {
    return usualPreferences;
  }
}

export const preferencesNow = current.get;
export const usePreferences = (): Preferences => useStore(current);

/** Changes some of the preferences of whoever is here, now and for the next time. */
export function prefer(change: Partial<Preferences>): void {
  const next = { ...current.get(), ...change };
  current.set(next);
  try {
    if (keptUnder) localStorage.setItem(placeOf(keptUnder), JSON.stringify(next));
  } catch {
    // A host without a place to keep them: they hold until the window closes.
  }
}

/** Takes up the preferences of the person who is here. They stay for the page that unlocks, until another comes. */
export function usePreferencesOf(user: string): void {
  useEffect(() => {
    keptUnder = user;
    current.set(kept(user));
    return () => {
      keptUnder = null;
    };
  }, [user]);
}

/** Lets the whole page follow contrast and text size, the system's own wish for contrast as well. */
export function useLook(): void {
  const { contrast, textSize } = usePreferences();
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
