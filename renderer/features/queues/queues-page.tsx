import { Button, Checkbox, Group, Select, Text } from '@mantine/core';
import { useState } from 'react';
import { type QueueName, queueNames, queueTitles } from '../../../shared/domain/obligation/obligation.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { useAsk } from '../../client/queries.ts';
import { defineCommands } from '../../parts/commands/registry.ts';
import { useCommands } from '../../parts/commands/use-commands.ts';
import { useGo } from '../../parts/go.tsx';
import { places } from '../../parts/places.ts';
import { useMay } from '../../parts/session.ts';
import { Answered } from '../../ui/answered.tsx';
import { dayText } from '../../ui/dates.ts';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { Pager } from '../../ui/pager.tsx';
import { useStore } from '../../ui/store.ts';
import { type Duty, dutyOf } from './duty.ts';
import { ErasureReview } from './erasure-review.tsx';
import { MayLag } from './may-lag.tsx';
import { everything, type Narrowing, narrowing } from './narrowing.ts';
import { PapersDialog } from './papers-dialog.tsx';
import { QueueBulk } from './queue-bulk.tsx';
import { QueueTable } from './queue-table.tsx';
import { QueueTabs } from './queue-tabs.tsx';

const limit = 50;

const commands = defineCommands(
  { id: 'queues', place: 'Queues' },
  { move: { name: 'Go to the same in the row above or below', keys: ['ArrowUp', 'ArrowDown'], fixed: true } },
);

/** By what else than the queue the list is narrowed, as the calendar and the overview do it. */
function narrowedText({ paragraph, from, to }: Narrowing): string | null {
  if (paragraph) return `Only for one reason [${paragraph}]`;
  if (from && from === to) return `Only what is due on ${dayText(from)}`;
  return to ? `Only what was due by ${dayText(to)}` : null;
}

function NarrowQueues({
  by,
  onChange,
}: {
  readonly by: Narrowing;
  readonly onChange: (by: Narrowing) => void;
}) {
  const counts = useAsk('queue.counts', {}).data;
  const narrower = narrowedText(by);
  const data = queueNames.map((name) => ({
    value: name,
    label: `${queueTitles[name]} (${(counts?.[name] ?? 0).toLocaleString('en-GB')})`,
  }));
  return (
    <Group mb="sm" align="flex-end" gap="lg">
      <Select
        label="Queue"
        placeholder="All queues"
        clearable
        w={260}
        data={data}
        value={by.queue ?? null}
        onChange={(value) =>
          onChange({ ...everything, mine: by.mine, ...(value ? { queue: value as QueueName } : {}) })
        }
      />
      <Checkbox
        label="Only what I see to"
        mb={6}
        checked={by.mine ?? false}
        onChange={({ currentTarget }) => onChange({ ...by, mine: currentTarget.checked })}
      />
      {narrower && (
        <Group gap="xs" mb={2}>
          <Text>{narrower}</Text>
          <Button
            variant="default"
            size="compact-sm"
            onClick={() =>
              onChange({ ...everything, mine: by.mine, ...(by.queue ? { queue: by.queue } : {}) })
            }
          >
            Show all of the queue
          </Button>
        </Group>
      )}
    </Group>
  );
}

function NothingOwed({ queue, mine, paragraph, to }: Narrowing) {
  if (paragraph || to) return <Empty title="Nothing is left of this">It has been seen to since.</Empty>;
  if (mine) return <Empty title="Nothing waits for you">Nothing here was given to you.</Empty>;
  return (
    <Empty title={queue ? 'This queue is empty' : 'All queues are empty'}>
      Nothing is owed to anybody. Well kept.
    </Empty>
  );
}

/** What is owed, in one table; a filter shows one queue, or what this person sees to. */
export function QueuesPage() {
  const may = useMay();
  const go = useGo();
  const by = useStore(narrowing);
  const [offset, setOffset] = useState(0);
  const [chosen, setChosen] = useState<readonly Duty[]>([]);
  const [reviewing, setReviewing] = useState(false);
  const [papers, setPapers] = useState(false);
  const list = useAsk('queue.items', { ...by, offset, limit }, { keep: true });
  const items = list.data?.items ?? [];
  const proposed = items.filter(({ action }) => action === 'approveErasure');
  const bulk = may('queue.assign');
  const chosenIds = chosen.map(({ id }) => id);
  const choose = (ids: readonly Id[]): void => {
    const known = new Map([...chosen, ...items.map(dutyOf)].map((duty) => [duty.id, duty]));
    setChosen(ids.flatMap((id) => known.get(id) ?? []));
  };
  useCommands(commands, { move: true });
  const actions = (
    <>
      {may('erasure.approve') && proposed.length > 0 && (
        <Button color="deep" onClick={() => setReviewing(true)}>
          Review proposed erasures ({proposed.length})
        </Button>
      )}
      {may('queue.worklist') && items.length > 0 && (
        <Button variant="default" onClick={() => setPapers(true)}>
          Print or send
        </Button>
      )}
      {may('erasure.certificates') && (
        <Button variant="default" onClick={() => go(places.certificates)}>
          Certificates of erasure
        </Button>
      )}
    </>
  );
  const narrow = (next: Narrowing): void => {
    narrowing.set(next);
    setOffset(0);
    setChosen([]);
  };
  return (
    <Page title="Queues" actions={actions}>
      <QueueTabs />
      <NarrowQueues by={by} onChange={narrow} />
      {list.data?.behind && <MayLag />}
      <Answered query={list}>
        {({ total }) =>
          total === 0 ? (
            <NothingOwed {...by} />
          ) : (
            <>
              {bulk && <QueueBulk by={by} total={total} chosen={chosen} onChoose={setChosen} />}
              <QueueTable items={items} chosen={chosenIds} onChoose={bulk ? choose : null} />
              <Pager offset={offset} limit={limit} total={total} onGo={setOffset} />
            </>
          )
        }
      </Answered>
      {papers && <PapersDialog by={by} items={chosenIds} onClose={() => setPapers(false)} />}
      {reviewing && <ErasureReview items={proposed} onClose={() => setReviewing(false)} />}
    </Page>
  );
}
