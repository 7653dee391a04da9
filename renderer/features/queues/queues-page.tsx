import { Button, Group, Select, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { type QueueName, queueNames, queueTitles } from '../../../shared/domain/obligation/obligation.ts';
import { useAsk } from '../../client/queries.ts';
import { Go, useGo } from '../../parts/go.tsx';
import { Cite } from '../../parts/guidance.tsx';
import { places } from '../../parts/places.ts';
import { useMay, useToday } from '../../parts/session.ts';
import { Thumb } from '../../parts/thumb.tsx';
import { Veil } from '../../parts/veil.tsx';
import { Answered } from '../../ui/answered.tsx';
import { dayText, dueText } from '../../ui/dates.ts';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { Pager } from '../../ui/pager.tsx';
import { ErasureReview } from './erasure-review.tsx';
import { ItemActions } from './item-actions.tsx';
import type { QueueItem } from './queue-item.ts';
import classes from './queues.module.css';

function QueueRow({ item }: { readonly item: QueueItem }) {
  const today = useToday();
  return (
    <Table.Tr>
      <Table.Td>
        <Veil picture={item.recording.id}>
          <Thumb src={item.thumbnail} className={classes.thumb} />
        </Veil>
      </Table.Td>
      <Table.Td>
        <Go to={places.recording(item.recording.id)}>{item.recording.number}</Go>
      </Table.Td>
      <Table.Td>{queueTitles[item.queue]}</Table.Td>
      <Table.Td>
        {item.reason} <Cite paragraph={item.paragraph} />
        <Text c="dimmed" size="xs">
          {item.takenInBy && `Taken in by ${item.takenInBy.name}. `}
          {item.proposedBy && `Proposed by ${item.proposedBy.name}.`}
        </Text>
      </Table.Td>
      <Table.Td style={{ whiteSpace: 'nowrap' }}>
        {item.putOffUntil && <Text>Put off until {dayText(item.putOffUntil)}</Text>}
        <Text {...(!item.putOffUntil && item.due < today ? { c: 'var(--needs-ink)', fw: 600 } : {})}>
          {item.putOffUntil ? 'Was due' : dueText(item.due, today)}
        </Text>
        <Text size="xs" c="dimmed">
          {dayText(item.due)}
        </Text>
      </Table.Td>
      <Table.Td>
        <ItemActions item={item} />
      </Table.Td>
    </Table.Tr>
  );
}

function QueueTable({ items }: { readonly items: readonly QueueItem[] }) {
  return (
    <Table stickyHeader>
      <Table.Thead>
        <Table.Tr>
          <Table.Th w={72}>Picture</Table.Th>
          <Table.Th>Recording</Table.Th>
          <Table.Th>Queue</Table.Th>
          <Table.Th>Why</Table.Th>
          <Table.Th>Due</Table.Th>
          <Table.Th>What to do</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {items.map((item) => (
          <QueueRow key={item.id} item={item} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

const limit = 100;

/** What is owed, in one table; a filter shows one queue. */
export function QueuesPage() {
  const may = useMay();
  const go = useGo();
  const [queue, setQueue] = useState<QueueName | null>(null);
  const [offset, setOffset] = useState(0);
  const [reviewing, setReviewing] = useState(false);
  const counts = useAsk('queue.counts', {}).data;
  const list = useAsk('queue.items', { ...(queue ? { queue } : {}), offset, limit }, { keep: true });
  const proposed = list.data?.items.filter(({ action }) => action === 'approveErasure') ?? [];
  const data = queueNames.map((name) => ({
    value: name,
    label: `${queueTitles[name]} (${(counts?.[name] ?? 0).toLocaleString('en-GB')})`,
  }));
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
  return (
    <Page title="Queues" actions={actions}>
      <Group mb="md">
        <Select
          label="Queue"
          placeholder="All queues"
          clearable
          w={260}
          data={data}
          value={queue}
          onChange={(value) => {
            setQueue(value as QueueName | null);
            setOffset(0);
          }}
        />
      </Group>
      <Answered query={list}>
        {({ total, items }) =>
          total === 0 ? (
            <Empty title={queue ? 'This queue is empty' : 'All queues are empty'}>
              Nothing is owed to anybody. Well kept.
            </Empty>
          ) : (
            <>
              <QueueTable items={items} />
              <Pager offset={offset} limit={limit} total={total} onGo={setOffset} />
            </>
          )
        }
      </Answered>
      {reviewing && <ErasureReview items={proposed} onClose={() => setReviewing(false)} />}
    </Page>
  );
}
