import { type ReactNode, useMemo } from 'react';
import { type LibraryQuery, libraryQuery } from '../../parts/library-query.ts';
import { KindMark, StandingMark } from '../../parts/marks.tsx';
import { Stars } from '../../parts/stars.tsx';
import { Thumb } from '../../parts/thumb.tsx';
import { Veil } from '../../parts/veil.tsx';
import { categoryNames, useNames } from '../../parts/words.ts';
import { durationText } from '../../ui/amounts.ts';
import { Mono } from '../../ui/numbers.tsx';
import type { Column } from '../../ui/pictures/picture-list.tsx';
import { spanText } from '../../ui/span-text.ts';
import classes from './library.module.css';
import type { Tile } from './use-tiles.ts';

type Sort = NonNullable<LibraryQuery['sort']>;

/** Orders by this; the same again turns the order round. The words begin with the first, days with the newest. */
function orderBy(sort: Sort): void {
  const query = libraryQuery.get();
  const same = (query.sort ?? 'added') === sort;
  libraryQuery.set({ ...query, sort, descending: same ? !(query.descending ?? true) : true });
}

const none = <span className={classes.none}>Not entered</span>;

type ListColumn = Column<Tile> & { readonly sort?: Sort };

/** A column of words that may be too long for it. */
const worded = (
  column: Omit<ListColumn, 'render'>,
  wordsOf: (tile: Tile) => string | null,
  otherwise: ReactNode = '',
): ListColumn => ({
  ...column,
  words: (tile) => wordsOf(tile) ?? '',
  render: (tile) => wordsOf(tile) ?? otherwise,
});

const plain: readonly ListColumn[] = [
  {
    name: 'Picture',
    least: 3.75,
    rank: 1,
    render: ({ id, kind, category, thumbnail }) => (
      <Veil picture={id} category={category} small>
        <Thumb src={thumbnail} drawing={kind === 'audio'} className={classes.lineThumb} />
      </Veil>
    ),
  },
  { name: 'Number', least: 5.5, rank: 2, sort: 'number', render: ({ number }) => <Mono>{number}</Mono> },
  { name: 'Kind', least: 4.75, rank: 7, render: ({ kind }) => <KindMark kind={kind} word /> },
  {
    name: 'Standing',
    least: 9,
    rank: 3,
    render: ({ standing }) => <StandingMark standing={standing} />,
  },
  {
    name: 'Rating',
    least: 4.5,
    rank: 6,
    sort: 'rating',
    render: ({ rating }) => <Stars rating={rating} />,
  },
  worded({ name: 'Made', least: 8.75, rank: 4, sort: 'made' }, ({ made }) => spanText(made), none),
  worded(
    { name: 'Made for', least: 6, grows: 1, rank: 9 },
    ({ madeFor }) => madeFor && useNames[madeFor],
    none,
  ),
  worded(
    { name: 'Category', least: 5.75, grows: 2, rank: 5 },
    ({ category }) => category && categoryNames[category],
    none,
  ),
  worded({ name: 'Labels', least: 5, grows: 1, rank: 10 }, ({ labels }) => labels.join(', ')),
  {
    name: 'Length',
    least: 4,
    rank: 11,
    render: ({ durationMs }) => (durationMs === null ? '' : durationText(durationMs)),
  },
  worded({ name: 'File', least: 7, grows: 1.5, rank: 8 }, ({ fileName }) => fileName),
];

/** What a line of the list tells, and what it can be ordered by. */
export function useListColumns({ sort = 'added', descending = true }: LibraryQuery): readonly Column<Tile>[] {
  return useMemo(
    () =>
      plain.map(({ sort: by, ...column }) => ({
        ...column,
        ...(by ? { onSort: () => orderBy(by) } : {}),
        sorted: by === sort ? (descending ? ('descending' as const) : ('ascending' as const)) : null,
      })),
    [sort, descending],
  );
}
