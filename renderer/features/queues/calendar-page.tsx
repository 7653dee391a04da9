import { Button, Checkbox, Group, Select, Title, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { type QueueName, queueNames, queueTitles } from '../../../shared/domain/obligation/obligation.ts';
import { addDays, type Day } from '../../../shared/kernel/day.ts';
import { useAsk } from '../../client/queries.ts';
import { useGo } from '../../parts/go.tsx';
import { places } from '../../parts/places.ts';
import { useToday } from '../../parts/session.ts';
import { counted } from '../../ui/amounts.ts';
import { Answered } from '../../ui/answered.tsx';
import { dayText } from '../../ui/dates.ts';
import { Page } from '../../ui/page.tsx';
import classes from './calendar.module.css';
import { dayByKey, lastOf, monthAfter, monthOf, weeksOf } from './calendar-days.ts';
import { everything, narrowing } from './narrowing.ts';
import { QueueTabs } from './queue-tabs.tsx';

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const monthName = (month: Day): string => dayText(month).replace(/^\d+ /, '');

interface DayCellProps {
  readonly day: Day;
  readonly count: number;
  readonly today: string;
  readonly current: boolean;
  readonly onOpen: () => void;
}

function DayCell({ day, count, today, current, onOpen }: DayCellProps) {
  const late = count > 0 && day < today;
  return (
    <UnstyledButton
      className={classes.day}
      data-day={day}
      data-today={day === today || undefined}
      data-late={late || undefined}
      tabIndex={current ? 0 : -1}
      onClick={onOpen}
    >
      <span>
        {Number(day.slice(8))}
        <VisuallyHidden>{` ${monthName(day)}:`}</VisuallyHidden>
      </span>
      {count === 0 ? (
        <VisuallyHidden>nothing due</VisuallyHidden>
      ) : (
        <span className={classes.count}>
          {count.toLocaleString('en-GB')}
          <VisuallyHidden>
            {count === 1 ? ' duty' : ' duties'}
            {late ? ', overdue' : ''}
          </VisuallyHidden>
        </span>
      )}
    </UnstyledButton>
  );
}

interface MonthProps {
  readonly month: Day;
  readonly counts: ReadonlyMap<string, number>;
  readonly onMonth: (month: Day) => void;
  readonly onOpen: (from: Day, to: Day) => void;
}

/** One month, gone through by the arrows; one day of it is in the order of Tab. */
function Month({ month, counts, onMonth, onOpen }: MonthProps) {
  const today = useToday() as Day;
  const [current, setCurrent] = useState<Day>(monthOf(today) === month ? today : month);
  const here = monthOf(current) === month ? current : month;
  const table = useRef<HTMLTableElement>(null);
  const moved = useRef(false);
  useEffect(() => {
    if (moved.current) table.current?.querySelector<HTMLElement>(`[data-day="${here}"]`)?.focus();
    moved.current = false;
  }, [here]);
  const onKey = (event: KeyboardEvent): void => {
    const next = event.ctrlKey || event.altKey || event.metaKey ? null : dayByKey(here, event.key);
    if (!next) return;
    event.preventDefault();
    moved.current = true;
    setCurrent(next);
    if (monthOf(next) !== month) onMonth(monthOf(next));
  };
  return (
    <table ref={table} className={classes.month} aria-label={monthName(month)} onKeyDown={onKey}>
      <thead>
        <tr>
          {weekdays.map((name) => (
            <th key={name} scope="col" abbr={name}>
              {name.slice(0, 3)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(month).map((week) => (
          <tr key={week.find((day) => day !== null)}>
            {week.map((day, place) => (
              <td key={day ?? `blank ${weekdays[place]}`}>
                {day && (
                  <DayCell
                    day={day}
                    count={counts.get(day) ?? 0}
                    today={today}
                    current={day === here}
                    onOpen={() => onOpen(day, day)}
                  />
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface Shown {
  readonly queue: QueueName | null;
  readonly mine: boolean;
}

function Narrow({ by, onChange }: { readonly by: Shown; readonly onChange: (by: Shown) => void }) {
  return (
    <Group mb="sm" align="flex-end" gap="lg">
      <Select
        label="Queue"
        placeholder="All queues"
        clearable
        w={260}
        data={queueNames.map((value) => ({ value, label: queueTitles[value] }))}
        value={by.queue}
        onChange={(queue) => onChange({ ...by, queue: queue as QueueName | null })}
      />
      <Checkbox
        label="Only what I see to"
        mb={6}
        checked={by.mine}
        onChange={({ currentTarget }) => onChange({ ...by, mine: currentTarget.checked })}
      />
    </Group>
  );
}

/** What is due when: a month of days, each with how much comes up on it. */
export function CalendarPage() {
  const go = useGo();
  const today = useToday() as Day;
  const [month, setMonth] = useState(monthOf(today));
  const [by, setBy] = useState<Shown>({ queue: null, mine: false });
  const asked = { ...(by.queue ? { queue: by.queue } : {}), mine: by.mine };
  const calendar = useAsk('queue.calendar', { ...asked, from: month, to: lastOf(month) }, { keep: true });
  const open = (span: { from?: Day; to: Day }): void => {
    narrowing.set({ ...everything, ...asked, ...span });
    go(places.queues);
  };
  return (
    <Page title="Calendar" wide>
      <QueueTabs />
      <Narrow by={by} onChange={setBy} />
      <Group mb="sm" justify="space-between">
        <Button variant="default" onClick={() => setMonth(monthAfter(month, -1))}>
          Month before
        </Button>
        <Title order={2} aria-live="polite">
          {monthName(month)}
        </Title>
        <Button variant="default" onClick={() => setMonth(monthAfter(month, 1))}>
          Month after
        </Button>
      </Group>
      <Answered query={calendar}>
        {({ before, days }) => (
          <>
            {before > 0 && (
              <Button variant="default" mb="sm" onClick={() => open({ to: addDays(month, -1) })}>
                Show {counted(before, 'duty', 'duties')} due before this month
              </Button>
            )}
            <Month
              month={month}
              counts={new Map(days.map(({ day, count }) => [day, count]))}
              onMonth={setMonth}
              onOpen={(from, to) => open({ from, to })}
            />
          </>
        )}
      </Answered>
    </Page>
  );
}
