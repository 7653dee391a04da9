import { UnstyledButton } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import { useAsk } from '../../client/queries.ts';
import type { LibraryQuery } from '../../parts/library-query.ts';
import { useStore } from '../../ui/store.ts';
import classes from './library.module.css';
import { seenMiddle } from './use-choosing.ts';

type Month = Output<'recording.timeline'>[number];

const monthNames = Array.from({ length: 12 }, (_, month) =>
  new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' }).format(
    new Date(Date.UTC(2024, month)),
  ),
);

function byYear(months: readonly Month[]): [string, Month[]][] {
  const years = new Map<string, Month[]>();
  for (const month of months) {
    const year = month.year === null ? 'Day not known' : String(month.year);
    years.set(year, [...(years.get(year) ?? []), month]);
  }
  return [...years];
}

/** The month that holds the place in the middle of what is in sight. */
const monthAt = (months: readonly Month[], index: number): Month | undefined =>
  months.findLast(({ offset }) => offset <= index);

interface TimelineProps {
  readonly query: LibraryQuery;
  readonly onJump: (index: number) => void;
}

/** The years and months of what is found, to jump to. */
export function Timeline({ query, onJump }: TimelineProps) {
  const months = useAsk('recording.timeline', { query }, { keep: true }).data ?? [];
  const here = monthAt(months, useStore(seenMiddle));
  const list = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list follows the month
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [here]);
  const line = (month: Month, name: string, heading: boolean) => (
    <UnstyledButton
      className={classes.month}
      data-heading={heading || undefined}
      aria-current={!heading && month === here ? 'date' : undefined}
      onClick={() => onJump(month.offset)}
    >
      {name}
    </UnstyledButton>
  );
  return (
    <nav ref={list} className={classes.timeline} aria-label="When they were made">
      {byYear(months).map(([year, theirs]) => {
        const [first] = theirs;
        const count = theirs.reduce((sum, month) => sum + month.count, 0);
        return (
          <section key={year} aria-label={year}>
            <div className={classes.monthLine}>
              {first && line(first, year, true)}
              <span className={classes.monthCount}>{count.toLocaleString('en-GB')}</span>
            </div>
            {first?.month !== null &&
              theirs.map((month) => (
                <div key={month.month} className={classes.monthLine}>
                  {line(month, monthNames[(month.month ?? 1) - 1] ?? '', false)}
                  <span className={classes.monthCount}>{month.count.toLocaleString('en-GB')}</span>
                </div>
              ))}
          </section>
        );
      })}
    </nav>
  );
}
