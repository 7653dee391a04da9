import { createStore } from '../../ui/store.ts';

/** Whether the help stands above the work; it stays so from page to page. */
export const helpOpen = createStore(false);
