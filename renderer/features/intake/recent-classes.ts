import { categoryNames, circumstanceNames, useNames } from '../../parts/words.ts';
import { createStore } from '../../ui/store.ts';
import type { Draft } from './classification-form.tsx';

/** A class somebody gave: everything of a classification but whom it shows and when. */
export type RecentClass = Readonly<{
  [Part in 'category' | 'madeFor' | 'circumstances']: NonNullable<Draft[Part]>;
}>;

/** As many as there are digit keys. */
const most = 9;

/** The classes used last while this window is open, the newest first. */
export const recentClasses = createStore<readonly RecentClass[]>([]);

const same = (one: RecentClass, other: RecentClass): boolean =>
  one.category === other.category &&
  one.madeFor === other.madeFor &&
  one.circumstances === other.circumstances;

/** Remembers the class of a draft, where it is whole and asks for nothing further. */
export function rememberClass({ category, madeFor, circumstances }: Draft): void {
  if (!category || !madeFor || !circumstances) return;
  const used = { category, madeFor, circumstances };
  recentClasses.set([used, ...recentClasses.get().filter((other) => !same(used, other))].slice(0, most));
}

export const classText = ({ category, madeFor, circumstances }: RecentClass): string =>
  `${categoryNames[category]}, ${useNames[madeFor].toLowerCase()}, ${circumstanceNames[circumstances].toLowerCase()}`;
