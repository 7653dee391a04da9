import type { Input } from '../../../shared/contract/contract.ts';
import { createStore } from '../../ui/store.ts';

/** Which duties the list shows. */
export type Narrowing = Pick<Input<'queue.items'>, 'queue' | 'paragraph' | 'action' | 'mine' | 'from' | 'to'>;

export const everything: Narrowing = { mine: false };

/** Shared by the list, the calendar and the overview, which lead to it. */
export const narrowing = createStore<Narrowing>(everything);
