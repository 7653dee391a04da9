import { Button, Group, Stack, Table, Text } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import type { Day } from '../../../shared/kernel/day.ts';
import { type Instant, instantOf } from '../../../shared/kernel/instant.ts';
import { useAct, useAsk } from '../../client/queries.ts';
import { Go } from '../../parts/go.tsx';
import { places } from '../../parts/places.ts';
import { useSession } from '../../parts/session.ts';
import { Answered } from '../../ui/answered.tsx';
import { momentText } from '../../ui/dates.ts';
import { DayField } from '../../ui/day-field.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Failure, Notice } from '../../ui/failure.tsx';
import { Mono } from '../../ui/numbers.tsx';
import { Page } from '../../ui/page.tsx';
import { Pager } from '../../ui/pager.tsx';
import { CheckpointDialog } from './checkpoint-dialog.tsx';

type Entry = Output<'trail.window'>['entries'][number];

const placeOf: Readonly<Record<string, (id: string) => string>> = {
  recording: places.recording,
  subject: places.subject,
  agreement: places.agreement,
  erasure: places.certificate,
  job: places.job,
};

function About({ entry }: { readonly entry: Entry }) {
  return entry.about.map(({ noun, id, number }) => {
    const place = placeOf[noun];
    if (!number) return null;
    return <span key={id}>{place ? <Go to={place(id)}>{number}</Go> : <Mono>{number}</Mono>} </span>;
  });
}

function Entries({ entries }: { readonly entries: readonly Entry[] }) {
  const { library } = useSession();
  return (
    <Table stickyHeader>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>No.</Table.Th>
          <Table.Th>When</Table.Th>
          <Table.Th>Who</Table.Th>
          <Table.Th>What</Table.Th>
          <Table.Th>About</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {entries.map((entry) => (
          <Table.Tr key={entry.sequence}>
            <Table.Td>{entry.sequence.toLocaleString('en-GB')}</Table.Td>
            <Table.Td style={{ whiteSpace: 'nowrap' }}>{momentText(entry.at, library.zone)}</Table.Td>
            <Table.Td>{entry.by?.name ?? 'Custos'}</Table.Td>
            <Table.Td>
              {entry.says}
              {entry.text && <Text c="dimmed">{entry.text}</Text>}
            </Table.Td>
            <Table.Td>
              <About entry={entry} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Verdict({ verdict }: { readonly verdict: Output<'trail.verify'> }) {
  if (verdict.sound) {
    return (
      <Notice tone="fine" icon={<IconCheck size={18} />} title="The trail is sound">
        All {verdict.entries.toLocaleString('en-GB')} entries follow from one another. None was altered,
        removed or put elsewhere.
      </Notice>
    );
  }
  return (
    <Notice tone="grave" title="The trail is not sound">
      {verdict.faults.map(({ sequence, what }) => (
        <Text key={`${sequence} ${what}`}>
          Entry {sequence.toLocaleString('en-GB')}: {what}
        </Text>
      ))}
      <Text>Please leave the library as it is and tell whoever answers for information governance.</Text>
    </Notice>
  );
}

const limit = 100;

const startOf = (day: Day): Instant => instantOf(new Date(`${day}T00:00:00Z`));

/** Everything that was done, in the order in which it was done, and its proof. */
export function TrailPage() {
  const [since, setSince] = useState<Day | null>(null);
  const [offset, setOffset] = useState(0);
  const [pointing, setPointing] = useState(false);
  const verify = useAct('trail.verify');
  const window = useAsk('trail.window', { since: since && startOf(since), offset, limit }, { keep: true });
  const actions = (
    <>
      <Button variant="default" onClick={() => setPointing(true)}>
        Make a checkpoint
      </Button>
      <Button loading={verify.isPending} onClick={() => verify.mutate({})}>
        Verify the trail
      </Button>
    </>
  );
  return (
    <Page title="Trail" actions={actions}>
      <Stack gap="md">
        <div aria-live="polite">{verify.data && <Verdict verdict={verify.data} />}</div>
        <Failure error={verify.error} />
        <Group>
          <DayField
            label="Since"
            value={since}
            onChange={(day) => {
              setSince(day);
              setOffset(0);
            }}
          />
        </Group>
        <Answered query={window}>
          {({ total, entries }) =>
            total === 0 ? (
              <Empty title="Nothing since that day" />
            ) : (
              <>
                <Entries entries={entries} />
                <Pager offset={offset} limit={limit} total={total} onGo={setOffset} />
              </>
            )
          }
        </Answered>
      </Stack>
      {pointing && <CheckpointDialog onClose={() => setPointing(false)} />}
    </Page>
  );
}
