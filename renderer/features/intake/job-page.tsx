import { Progress, Stack, Table, Text } from '@mantine/core';
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
import { Page } from '../../ui/page.tsx';
import { TableHead } from '../../ui/table-head.tsx';
import { TableRows } from '../../ui/table-rows.tsx';
import { JobActions } from './job-actions.tsx';
import { type Job, jobNames, jobStates, outcomeText, shareDone } from './job-words.ts';
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

/** Those that need a person come first. */
const order: readonly Item['state'][] = [
  'setAside',
  'erasedBefore',
  'running',
  'duplicate',
  'stored',
  'waiting',
  'cancelled',
];

function Pace({ job }: { readonly job: Job }) {
  const pace = usePace(job);
  return pace.length > 0 ? <Text c="dimmed">{pace.join(' · ')}</Text> : null;
}

function JobView({ job: id }: { readonly job: Id }) {
  const { library } = useSession();
  const shown = useAsk('job.show', { job: id, limit: 1_000 });
  return (
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
          {job.kind === 'import' && <Visits job={id} />}
          {items.length > 0 && (
            <Table stickyHeader>
              <TableHead columns={['File', 'What became of it', 'Recording', 'Why, and what can be done']} />
              <TableRows>
                {[...items]
                  .sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state))
                  .map((item) => (
                    <ItemRow key={item.id} item={item} />
                  ))}
              </TableRows>
            </Table>
          )}
        </Stack>
      )}
    </Answered>
  );
}

/** What became of each file of a job. */
export function JobPage() {
  const id = useIdInPlace();
  return <Page title="Job">{id ? <JobView job={id} /> : <Empty title="No such job" />}</Page>;
}
