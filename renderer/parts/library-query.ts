import type { Input } from '../../shared/contract/contract.ts';
import { createStore } from '../ui/store.ts';

export type LibraryQuery = Input<'recording.window'>['query'];

export const emptyQuery: LibraryQuery = { text: '' };

/** What the library is filtered by. In memory only: a search may hold a patient's name. */
export const libraryQuery = createStore<LibraryQuery>(emptyQuery);
