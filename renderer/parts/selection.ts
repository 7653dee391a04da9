import type { Id } from '../../shared/kernel/id.ts';
import { createStore } from '../ui/store.ts';

/** The recordings that are chosen, in the order of choosing; it outlasts scrolling and going to another place. */
export const selection = createStore<readonly Id[]>([]);
