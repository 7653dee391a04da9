import type { LibraryQuery } from '../../parts/library-query.ts';

const orders = ['sort', 'descending'];

/** Whether anything narrows what is shown. */
export const isFiltered = (query: LibraryQuery): boolean =>
  Object.entries(query).some(
    ([name, value]) => !orders.includes(name) && (Array.isArray(value) ? value.length > 0 : Boolean(value)),
  );
