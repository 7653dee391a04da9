import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import type { CustosError } from '../../../shared/kernel/error.ts';
import { call } from '../../client/bridge.ts';
import { useAsk } from '../../client/queries.ts';
import type { LibraryQuery } from '../../parts/library-query.ts';

export type Tile = Output<'recording.window'>['tiles'][number];

export interface Tiles {
  readonly total: number | null;
  readonly tileAt: (index: number) => Tile | null;
  readonly error: CustosError | null;
  readonly retry: () => void;
  /** Tells which tiles are in sight; those of other pages are no longer asked for. */
  readonly onRange: (first: number, last: number) => void;
  /** The first and last tile in sight, as told last. */
  readonly range: () => readonly [number, number];
}

/** A laptop's screenful with a row or two to spare: a first search in a large library waits for each of them. */
const pageSize = 40;

const pageInput = (query: LibraryQuery, page: number) => ({
  query,
  offset: page * pageSize,
  limit: pageSize,
});
export const firstTiles = (query: LibraryQuery) => pageInput(query, 0);

/** Pages that are kept after they left sight, so that going back a little shows them at once. */
const keptPages = 60;
/** How long a long leap must rest before its tiles are asked for: a bar that is dragged passes by thousands. */
const restMs = 70;

/** Pictures from those in sight to where one comes without a leap. */
const stepTiles = 100;

const near = ([first, last]: readonly [number, number], from: number, to: number): boolean =>
  from <= last + stepTiles && to >= first - stepTiles;

const pageOf = (index: number): number => Math.floor(index / pageSize);

/** The pages in sight: steps are followed at once, leaps when they come to rest. Within a page nothing is told. */
function useRested() {
  const [pages, setPages] = useState<readonly [number, number]>([0, 0]);
  const known = useRef<readonly [number, number]>([0, 0]);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const onRange = useCallback((first: number, last: number): void => {
    clearTimeout(timer.current);
    const take = (): void => {
      known.current = [first, last];
      const [from, to] = [pageOf(first), pageOf(last)];
      setPages((before) => (before[0] === from && before[1] === to ? before : [from, to]));
    };
    if (near(known.current, first, last)) take();
    else timer.current = setTimeout(take, restMs);
  }, []);
  const range = useCallback(() => known.current, []);
  return { pages, range, onRange };
}

/** Lets go of all pages but those that were in sight last. */
function useLettingGo(query: LibraryQuery, pages: readonly number[]): void {
  const client = useQueryClient();
  const recent = useRef<{ query: LibraryQuery; pages: number[] }>({ query, pages: [] });
  useEffect(() => {
    const before = recent.current.query === query ? recent.current.pages : [];
    const next = [...before.filter((page) => !pages.includes(page)), ...pages];
    for (const page of next.splice(0, Math.max(0, next.length - keptPages))) {
      client.removeQueries({ queryKey: ['recording.window', pageInput(query, page)], exact: true });
    }
    recent.current = { query, pages: next };
  }, [client, query, pages]);
}

/**
 * The tiles in sight, asked for a page at a time. A page that leaves sight before it came is asked for no more:
 * its request is aborted with the query that nobody watches.
 */
export function useTiles(query: LibraryQuery): Tiles {
  const { pages: seen, range, onRange } = useRested();
  const head = useAsk('recording.window', firstTiles(query), { keep: true });
  const total = head.data?.total ?? null;
  const [firstPage] = seen;
  const lastPage = Math.min(seen[1], pageOf(Math.max(0, (total ?? 1) - 1)));
  const pages = Array.from(
    { length: Math.max(0, lastPage - firstPage + 1) },
    (_, step) => firstPage + step,
  ).filter((page) => page > 0);
  const results = useQueries({
    queries: pages.map((page) => {
      const input = pageInput(query, page);
      return {
        queryKey: ['recording.window', input],
        queryFn: ({ signal }: { signal: AbortSignal }) => call('recording.window', input, signal),
      };
    }),
  });
  useLettingGo(query, pages);
  const client = useQueryClient();
  const tileAt = (index: number): Tile | null => {
    const page = pageOf(index);
    const place = pages.indexOf(page);
    const data =
      page === 0
        ? head.data
        : (results[place]?.data ??
          client.getQueryData<Output<'recording.window'>>(['recording.window', pageInput(query, page)]));
    return data?.tiles[index % pageSize] ?? null;
  };
  return { total, tileAt, error: head.error, retry: () => void head.refetch(), onRange, range };
}
