import { Button, Checkbox, Group, Select } from '@mantine/core';
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
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { Pager } from '../../ui/pager.tsx';
import { ErasureReview } from './erasure-review.tsx';
import { QueueBulk } from './queue-bulk.tsx';
import { QueueTable } from './queue-table.tsx';

const limit = 100;

const commands = defineCommands(
  { id: 'queues', place: 'Queues' },
  { move: { name: 'Go to the same in the row above or below', keys: ['ArrowUp', 'ArrowDown'], fixed: true } },
);

interface Narrowing {
  readonly queue: QueueName | null;
  readonly mine: boolean;
}

function NarrowQueues({
  by: { queue, mine },
  onChange,
}: {
  readonly by: Narrowing;
  readonly onChange: (by: Narrowing) => void;
}) {
  const counts = useAsk('queue.counts', {}).data;
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
        value={queue}
        onChange={(value) => onChange({ queue: value as QueueName | null, mine })}
      />
      <Checkbox
        label="Only what I see to"
        mb={6}
        checked={mine}
        onChange={({ currentTarget }) => onChange({ queue, mine: currentTarget.checked })}
      />
    </Group>
  );
}

function NothingOwed({ queue, mine }: Narrowing) {
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
  const [by, setBy] = useState<Narrowing>({ queue: null, mine: false });
  const [offset, setOffset] = useState(0);
  const [chosen, setChosen] = useState<readonly Id[]>([]);
  const [reviewing, setReviewing] = useState(false);
  const { queue, mine } = by;
  const list = useAsk('queue.items', { ...(queue ? { queue } : {}), mine, offset, limit }, { keep: true });
  const items = list.data?.items ?? [];
  const proposed = items.filter(({ action }) => action === 'approveErasure');
  const bulk = may('queue.assign');
  useCommands(commands, { move: true });
  const actions = (
    <>
      {may('erasure.approve') && proposed.length > 0 && (
        <Button color="deep" onClick={() => setReviewing(true)}>
          Review proposed erasures ({proposed.length})
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
    setBy(next);
    setOffset(0);
    setChosen([]);
  };
  return (
    <Page title="Queues" actions={actions}>
      <NarrowQueues by={by} onChange={narrow} />
      <Answered query={list}>
        {({ total }) =>
          total === 0 ? (
            <NothingOwed {...by} />
          ) : (
            <>
              {bulk && (
                <QueueBulk
                  items={items.filter(({ id }) => chosen.includes(id))}
                  onNone={() => setChosen([])}
                />
              )}
              <QueueTable items={items} chosen={chosen} onChoose={bulk ? setChosen : null} />
              <Pager offset={offset} limit={limit} total={total} onGo={setOffset} />
            </>
          )
        }
      </Answered>
      {reviewing && <ErasureReview items={proposed} onClose={() => setReviewing(false)} />}
    </Page>
  );
}
