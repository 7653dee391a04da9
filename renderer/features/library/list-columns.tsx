import { useMemo } from 'react';
import { type LibraryQuery, libraryQuery } from '../../parts/library-query.ts';
import { KindMark, StandingMark } from '../../parts/marks.tsx';
import { Stars } from '../../parts/stars.tsx';
import { Thumb } from '../../parts/thumb.tsx';
import { Veil } from '../../parts/veil.tsx';
import { categoryNames, useNames } from '../../parts/words.ts';
import { durationText } from '../../ui/amounts.ts';
import { dayText } from '../../ui/dates.ts';
import { Mono } from '../../ui/numbers.tsx';
import type { Column } from '../../ui/pictures/picture-list.tsx';
import classes from './library.module.css';
import type { Tile } from './use-tiles.ts';

type Sort = NonNullable<LibraryQuery['sort']>;

/** Orders by this; the same again turns the order round. The words begin with the first, days with the newest. */
function orderBy(sort: Sort): void {
  const query = libraryQuery.get();
  const same = (query.sort ?? 'added') === sort;
  libraryQuery.set({ ...query, sort, descending: same ? !(query.descending ?? true) : true });
}

const noted = (text: string | null) => text ?? <span className={classes.none}>Not entered</span>;

const plain: readonly (Column<Tile> & { readonly sort?: Sort })[] = [
  {
    name: 'Picture',
    track: '3.75rem',
    render: ({ id, category, thumbnail }) => (
      <Veil picture={id} category={category}>
        <Thumb src={thumbnail} className={classes.lineThumb} />
      </Veil>
    ),
  },
  { name: 'Number', track: '6.5rem', sort: 'number', render: ({ number }) => <Mono>{number}</Mono> },
  { name: 'Kind', track: '4.75rem', render: ({ kind }) => <KindMark kind={kind} word /> },
  { name: 'Standing', track: '9.5rem', render: ({ standing }) => <StandingMark standing={standing} /> },
  { name: 'Rating', track: '4.5rem', sort: 'rating', render: ({ rating }) => <Stars rating={rating} /> },
  {
    name: 'Made',
    track: '9rem',
    sort: 'made',
    render: ({ made }) => noted(made.earliest && dayText(made.earliest)),
  },
  {
    name: 'Made for',
    track: 'minmax(6rem, 1fr)',
    render: ({ madeFor }) => noted(madeFor && useNames[madeFor]),
  },
  {
    name: 'Category',
    track: 'minmax(6rem, 1.5fr)',
    render: ({ category }) => noted(category && categoryNames[category]),
  },
  { name: 'Labels', track: 'minmax(5rem, 1fr)', render: ({ labels }) => labels.join(', ') },
  {
    name: 'Length',
    track: '4rem',
    render: ({ durationMs }) => (durationMs === null ? '' : durationText(durationMs)),
  },
  { name: 'File', track: 'minmax(6rem, 1.5fr)', render: ({ fileName }) => fileName ?? '' },
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
