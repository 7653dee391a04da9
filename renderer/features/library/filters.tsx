import { Button, Checkbox, Select, Stack } from '@mantine/core';
import { categories, uses } from '../../../shared/domain/policy/words.ts';
import { kinds, standings } from '../../../shared/domain/recording/state.ts';
import { useAsk } from '../../client/queries.ts';
import { emptyQuery, type LibraryQuery, libraryQuery } from '../../parts/library-query.ts';
import { categoryNames, kindNames, standingNames, useNames } from '../../parts/words.ts';
import { DayField } from '../../ui/day-field.tsx';
import { isFiltered } from './filtered.ts';
import classes from './library.module.css';

interface GroupProps<Value extends string> {
  readonly title: string;
  readonly values: readonly Value[];
  readonly names: Readonly<Record<Value, string>>;
  readonly counts?: Readonly<Record<string, number>> | undefined;
  readonly chosen: readonly Value[];
  readonly onChange: (chosen: Value[]) => void;
}

function FilterGroup<Value extends string>(props: GroupProps<Value>) {
  return (
    <fieldset>
      <legend>{props.title}</legend>
      <Stack gap={4}>
        {props.values.map((value) => {
          const count = props.counts?.[value];
          return (
            <Checkbox
              key={value}
              label={
                count === undefined
                  ? props.names[value]
                  : `${props.names[value]} (${count.toLocaleString('en-GB')})`
              }
              checked={props.chosen.includes(value)}
              onChange={({ currentTarget }) =>
                props.onChange(
                  currentTarget.checked
                    ? [...props.chosen, value]
                    : props.chosen.filter((other) => other !== value),
                )
              }
            />
          );
        })}
      </Stack>
    </fieldset>
  );
}

const sorts = [
  { value: 'added', label: 'Newest in the library' },
  { value: 'made', label: 'Date made' },
  { value: 'number', label: 'Number' },
];

/** Filters: within a group any may hold, between groups all must. */
export function Filters({ query }: { readonly query: LibraryQuery }) {
  const counts = useAsk('recording.counts', { query }, { keep: true }).data;
  const change = (part: Partial<LibraryQuery>): void => libraryQuery.set({ ...query, ...part });
  return (
    <section className={classes.filters} aria-label="Filters">
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
        names={{ ...categoryNames, other: 'Other' }}
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
        <Select
          label="Order"
          data={sorts}
          value={query.sort ?? 'added'}
          allowDeselect={false}
          onChange={(sort) => change({ sort: (sort ?? 'added') as NonNullable<LibraryQuery['sort']> })}
        />
        {isFiltered(query) && (
          <Button variant="default" onClick={() => libraryQuery.set(emptyQuery)}>
            Clear the filters
          </Button>
        )}
      </Stack>
    </section>
  );
}
