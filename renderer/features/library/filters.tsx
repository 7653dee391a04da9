import { ActionIcon, Group, Select, Stack } from '@mantine/core';
import { IconSortAscending, IconSortDescending } from '@tabler/icons-react';
import { memo } from 'react';
import { categories, uses } from '../../../shared/domain/policy/words.ts';
import { kinds, standings } from '../../../shared/domain/recording/state.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { useAsk } from '../../client/queries.ts';
import { type LibraryQuery, libraryQuery } from '../../parts/library-query.ts';
import { kindNames, standingNames, useNames } from '../../parts/words.ts';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { DayField } from '../../ui/day-field.tsx';
import { FilterGroup, GroupFrame } from './filter-group.tsx';
import { filterCategoryNames } from './filtered.ts';
import classes from './library.module.css';
import { SavedViews } from './saved-views.tsx';

type Change = (part: Partial<LibraryQuery>) => void;

const sorts = [
  { value: 'added', label: 'Day taken in' },
  { value: 'made', label: 'Day made' },
  { value: 'number', label: 'Number' },
  { value: 'rating', label: 'Rating' },
] as const;

function Order({ query, change }: { readonly query: LibraryQuery; readonly change: Change }) {
  const descending = query.descending ?? true;
  const Arrow = descending ? IconSortDescending : IconSortAscending;
  return (
    <Group gap={4} align="flex-end" wrap="nowrap">
      <ChoiceField
        label="Order"
        data={sorts}
        value={query.sort ?? 'added'}
        onChange={(sort) => change({ sort })}
      />
      <ActionIcon
        variant="default"
        size={30}
        aria-label={descending ? 'Newest or highest first; turn round' : 'Oldest or lowest first; turn round'}
        onClick={() => change({ descending: !descending })}
      >
        <Arrow size={16} aria-hidden />
      </ActionIcon>
    </Group>
  );
}

const stars = [1, 2, 3, 4, 5].map((count) => ({
  value: String(count),
  label: count === 5 ? '5 stars' : `${count} or more`,
}));

/** What people set themselves: stars, labels and collections. */
function OwnOrder({ query, change }: { readonly query: LibraryQuery; readonly change: Change }) {
  const labels = useAsk('label.list', {}).data ?? [];
  const collections = useAsk('collection.list', {}).data ?? [];
  const chosen = query.labels ?? [];
  // One that is filtered by stays in the list when nothing carries it any more.
  const shown = [...new Set([...labels.map(({ label }) => label), ...chosen])];
  return (
    <>
      <GroupFrame
        title="Rating"
        onClear={
          query.ratingFrom || query.ratingTo ? () => change({ ratingFrom: null, ratingTo: null }) : undefined
        }
      >
        <Select
          aria-label="Stars"
          placeholder="Any"
          clearable
          data={stars}
          value={query.ratingFrom ? String(query.ratingFrom) : null}
          onChange={(value) => change({ ratingFrom: value === null ? null : Number(value) })}
        />
      </GroupFrame>
      {shown.length > 0 && (
        <FilterGroup
          title="Labels"
          values={shown}
          names={Object.fromEntries(shown.map((label) => [label, label]))}
          counts={Object.fromEntries(labels.map(({ label, count }) => [label, count]))}
          chosen={chosen}
          onChange={(next) => change({ labels: next })}
        />
      )}
      {collections.length > 0 && (
        <FilterGroup
          title="Collections"
          values={collections.map(({ id }) => id)}
          names={Object.fromEntries(collections.map(({ id, name }) => [id, name])) as Record<Id, string>}
          counts={Object.fromEntries(collections.map(({ id, count }) => [id, count]))}
          chosen={query.collections ?? []}
          onChange={(next) => change({ collections: next })}
        />
      )}
    </>
  );
}

function PlainFilters({ query }: { readonly query: LibraryQuery }) {
  const counts = useAsk('recording.counts', { query }, { keep: true }).data;
  const change: Change = (part) => libraryQuery.set({ ...query, ...part });
  return (
    <section className={classes.filters} aria-label="Filters">
      <SavedViews query={query} />
      <FilterGroup
        title="Standing"
        values={standings}
        names={standingNames}
        counts={counts?.standings}
        chosen={query.standings ?? []}
        onChange={(chosen) => change({ standings: chosen })}
      />
      <FilterGroup
        title="Kind"
        values={kinds}
        names={kindNames}
        counts={counts?.kinds}
        chosen={query.kinds ?? []}
        onChange={(chosen) => change({ kinds: chosen })}
      />
      <OwnOrder query={query} change={change} />
      <FilterGroup
        title="Made for"
        values={uses}
        names={useNames}
        chosen={query.madeFor ?? []}
        onChange={(chosen) => change({ madeFor: chosen })}
      />
      <FilterGroup
        title="Category"
        values={categories}
        names={filterCategoryNames}
        chosen={query.categories ?? []}
        onChange={(chosen) => change({ categories: chosen })}
      />
      <Stack gap="sm">
        <DayField
          label="Made from"
          value={query.madeFrom ?? null}
          onChange={(madeFrom) => change({ madeFrom })}
        />
        <DayField label="Made until" value={query.madeTo ?? null} onChange={(madeTo) => change({ madeTo })} />
        <Order query={query} change={change} />
      </Stack>
    </section>
  );
}

/** Filters: within a group any may hold, between groups all must. */
export const Filters = memo(PlainFilters);
