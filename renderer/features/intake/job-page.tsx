import { Progress, Stack, Table, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { useAsk } from '../../client/queries.ts';
import { Go, useIdInPlace } from '../../parts/go.tsx';
import { places } from '../../parts/places.ts';
import { useSession } from '../../parts/session.ts';
import { bytesText } from '../../ui/amounts.ts';
import { Answered } from '../../ui/answered.tsx';
import { momentText } from '../../ui/dates.ts';
import { Empty } from '../../ui/empty.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Page } from '../../ui/page.tsx';
import { Pager } from '../../ui/pager.tsx';
import { TableHead } from '../../ui/table-head.tsx';
import { TableRows } from '../../ui/table-rows.tsx';
import { JobActions } from './job-actions.tsx';
import { type Job, jobNames, jobStates, outcomeText, shareDone, troubles } from './job-words.ts';
import { usePace } from './use-pace.ts';
import { Visits } from './visits.tsx';

type Item = Output<'job.show'>['items'][number];

const itemStates: Readonly<Record<Item['state'], string>> = {
  waiting: 'Waiting',
  running: 'Under way',
  stored: 'Stored and checked',
  duplicate: 'Already here',
  setAside: 'Set aside',
  erasedBefore: 'Erased before, refused',
  cancelled: 'Cancelled',
};

function ItemRow({ item }: { readonly item: Item }) {
  return (
    <Table.Tr>
      <Table.Td style={{ overflowWrap: 'anywhere', minWidth: '12rem' }}>
        {item.file || (item.recording && <Text c="dimmed">Kept with the recording</Text>)}
      </Table.Td>
      <Table.Td style={{ whiteSpace: 'nowrap' }}>
        {itemStates[item.state]}
        {item.sourceRemoved && ', old file removed'}
      </Table.Td>
      <Table.Td style={{ whiteSpace: 'nowrap' }}>
        {item.recording && <Go to={places.recording(item.recording.id)}>{item.recording.number}</Go>}
      </Table.Td>
      <Table.Td>
        {item.error && (
          <>
            {item.error.message} <strong>{item.error.wayForward}</strong>
          </>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

function Items({ items }: { readonly items: readonly Item[] }) {
  return (
    <Table stickyHeader>
      <TableHead columns={['File', 'What became of it', 'Recording', 'Why, and what can be done']} />
      <TableRows>
        {items.map((item) => (
          <ItemRow key={item.id} item={item} />
        ))}
      </TableRows>
    </Table>
  );
}

/** As many as are listed at once. */
const limit = 200;

/** Those that need a person, wherever they stand on the list. */
function Troubled({ job }: { readonly job: Job }) {
  const [offset, setOffset] = useState(0);
  const count = troubles(job);
  const shown = useAsk('job.show', { job: job.id, troubled: true, offset, limit }, { keep: true });
  const items = shown.data?.items ?? [];
  if (items.length === 0) return <Failure error={shown.error} onRetry={() => void shown.refetch()} />;
  return (
    <section aria-labelledby="troubled">
      <Title order={2} id="troubled">
        What needs somebody
      </Title>
      <Items items={items} />
      <Pager offset={offset} limit={limit} total={count} onGo={setOffset} />
    </section>
  );
}

function Pace({ job }: { readonly job: Job }) {
  const pace = usePace(job);
  return pace.length > 0 ? <Text c="dimmed">{pace.join(' · ')}</Text> : null;
}

function JobView({ job: id }: { readonly job: Id }) {
  const { library } = useSession();
  const [offset, setOffset] = useState(0);
  const shown = useAsk('job.show', { job: id, offset, limit }, { keep: true });
  return (
    <Page title={shown.data ? jobNames[shown.data.job.kind] : 'Job'}>
      <Answered query={shown}>
        {({ job, items }) => (
          <Stack gap="md">
            <Text size="lg">
              {jobNames[job.kind]}, {jobStates[job.state]}: {outcomeText(job)}.
            </Text>
            <Text c="dimmed">
              Begun {momentText(job.startedAt, library.zone)}. {bytesText(job.bytesDone)} of{' '}
              {bytesText(job.bytesTotal)}.
            </Text>
            <Pace job={job} />
            {job.state !== 'done' && <Progress value={shareDone(job)} aria-label="Share done" />}
            <JobActions job={job} />
            <Troubled job={job} />
            {job.kind === 'import' && <Visits job={id} />}
            {items.length > 0 && (
              <section aria-labelledby="files">
                <Title order={2} id="files">
                  Every file
                </Title>
                <Items items={items} />
                <Pager offset={offset} limit={limit} total={job.total} onGo={setOffset} />
              </section>
            )}
          </Stack>
        )}
      </Answered>
    </Page>
  );
}

/** What became of each file of a job. */
export function JobPage() {
  const id = useIdInPlace();
  if (!id) {
    return (
      <Page title="Job">
        <Empty title="No such job" />
      </Page>
    );
  }
  return <JobView key={id} job={id} />;
}
