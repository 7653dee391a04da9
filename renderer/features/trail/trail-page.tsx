import { Button, FileButton, Group, Stack, Table, Text } from '@mantine/core';
import { useState } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import type { Day } from '../../../shared/kernel/day.ts';
import type { CustosError } from '../../../shared/kernel/error.ts';
import { type Instant, instantOf } from '../../../shared/kernel/instant.ts';
import { useAct, useAsk } from '../../client/queries.ts';
import { Go } from '../../parts/go.tsx';
import { places } from '../../parts/places.ts';
import { useSession } from '../../parts/session.ts';
import { Answered } from '../../ui/answered.tsx';
import { momentText } from '../../ui/dates.ts';
import { DayField } from '../../ui/day-field.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Mono } from '../../ui/numbers.tsx';
import { Page } from '../../ui/page.tsx';
import { Pager } from '../../ui/pager.tsx';
import { TableHead } from '../../ui/table-head.tsx';
import { TableRows } from '../../ui/table-rows.tsx';
import { CheckpointDialog } from './checkpoint-dialog.tsx';
import { type Checkpoint, readCheckpoint } from './read-checkpoint.ts';
import { TrailVerdict } from './trail-verdict.tsx';

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
      <TableHead columns={['No.', 'When', 'Who', 'What', 'About']} />
      <TableRows>
        {entries.map((entry) => (
          <Table.Tr key={entry.sequence}>
            <Table.Td>{entry.sequence.toLocaleString('en-GB')}</Table.Td>
            <Table.Td style={{ whiteSpace: 'nowrap' }}>{momentText(entry.at, library.zone)}</Table.Td>
            <Table.Td>{entry.by?.name ?? 'Custos'}</Table.Td>
            <Table.Td>
              {entry.says}
              {entry.text && <Text c="dimmed">{entry.text}</Text>}
            </Table.Td>
            <Table.Td style={{ whiteSpace: 'nowrap' }}>
              <About entry={entry} />
            </Table.Td>
          </Table.Tr>
        ))}
      </TableRows>
    </Table>
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
  const [against, setAgainst] = useState<Checkpoint | null>(null);
  const [fileFault, setFileFault] = useState<CustosError | null>(null);
  const prove = (checkpoint: Checkpoint | null): void => {
    setAgainst(checkpoint);
    setFileFault(null);
    verify.mutate(checkpoint ? { checkpoint } : {});
  };
  const hold = (file: File | null): void => {
    if (!file) return;
    readCheckpoint(file).then(prove, (fault: CustosError) => {
      verify.reset();
      setFileFault(fault);
    });
  };
  const window = useAsk('trail.window', { since: since && startOf(since), offset, limit }, { keep: true });
  const actions = (
    <>
      <Button variant="default" onClick={() => setPointing(true)}>
        Make a checkpoint
      </Button>
      <FileButton accept="application/json,.json" onChange={hold}>
        {(props) => (
          <Button variant="default" disabled={verify.isPending} {...props}>
            Check against a checkpoint
          </Button>
        )}
      </FileButton>
      <Button loading={verify.isPending} onClick={() => prove(null)}>
        Verify the trail
      </Button>
    </>
  );
  return (
    <Page title="Trail" actions={actions}>
      <Stack gap="md">
        <div aria-live="polite">
          {verify.data && <TrailVerdict verdict={verify.data} against={against} />}
        </div>
        <Failure error={fileFault ?? verify.error} />
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
