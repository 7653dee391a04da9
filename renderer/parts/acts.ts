import type { Id } from '../../shared/kernel/id.ts';
import type { Brought } from '../client/files.ts';
import { createStore } from '../ui/store.ts';

/** The acts that open a dialog from any screen. */
export type Act =
  | { readonly kind: 'import'; readonly brought: Brought | null }
  | { readonly kind: 'classify'; readonly recordings: readonly Id[] }
  | { readonly kind: 'release'; readonly recordings: readonly Id[] }
  | { readonly kind: 'disclose'; readonly recordings: readonly Id[] }
  | { readonly kind: 'erase'; readonly recordings: readonly Id[]; readonly onProposed?: () => void }
  | { readonly kind: 'templates' }
  | { readonly kind: 'keys' }
  | { readonly kind: 'palette' };

/** The act under way; null while no dialog is open. */
export const currentAct = createStore<Act | null>(null);
export const beginAct = (act: Act): void => currentAct.set(act);
export const endAct = (): void => currentAct.set(null);
