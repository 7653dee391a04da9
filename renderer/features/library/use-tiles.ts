import { useQueries } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import type { CustosError } from '../../../shared/kernel/error.ts';
import { call } from '../../client/bridge.ts';
import { useAsk } from '../../client/queries.ts';
import type { LibraryQuery } from '../../parts/library-query.ts';

export type Tile = Output<'recording.window'>['tiles'][number];

interface Tiles {
  readonly total: number | null;
  readonly tileAt: (index: number) => Tile | null;
  readonly error: CustosError | null;
  readonly retry: () => void;
  /** Tells which tiles are in sight; those of other pages are no longer asked for. */
  readonly onRange: (first: number, last: number) => void;
}

const pageSize = 100;

/**
 * The tiles in sight, asked for a page at a time. A page that leaves sight before it came is asked for no more:
 * its request is aborted with the query that nobody watches.
 */
export function useTiles(query: LibraryQuery): Tiles {
  const [range, setRange] = useState<readonly [number, number]>([0, 0]);
  const head = useAsk('recording.window', { query, offset: 0, limit: pageSize }, { keep: true });
  const total = head.data?.total ?? null;
  const firstPage = Math.floor(range[0] / pageSize);
  const lastPage = Math.floor(Math.min(range[1], Math.max(0, (total ?? 1) - 1)) / pageSize);
  const pages = Array.from({ length: lastPage - firstPage + 1 }, (_, step) => firstPage + step).filter(
    (page) => page > 0,
  );
  const results = useQueries({
    queries: pages.map((page) => {
      const input = { query, offset: page * pageSize, limit: pageSize };
      return {
        queryKey: ['recording.window', input],
        queryFn: ({ signal }: { signal: AbortSignal }) => call('recording.window', input, signal),
      };
    }),
  });
  const byPage = new Map(pages.map((page, place) => [page, results[place]?.data]));
  const tileAt = (index: number): Tile | null => {
    const page = Math.floor(index / pageSize);
    const data = page === 0 ? head.data : byPage.get(page);
    return data?.tiles[index % pageSize] ?? null;
  };
  const onRange = useCallback(
    (first: number, last: number) =>
      setRange((known) => (known[0] === first && known[1] === last ? known : [first, last])),
    [],
  );
  return { total, tileAt, error: head.error, retry: () => void head.refetch(), onRange };
}
