import { Button, Checkbox, Group, Table, Text } from '@mantine/core';
import { useState } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { useAsk } from '../../client/queries.ts';
import { ConsentTabs } from '../../parts/consent-tabs.tsx';
import { Go, useGo } from '../../parts/go.tsx';
import { places } from '../../parts/places.ts';
import { useMay, useToday } from '../../parts/session.ts';
import { approachMeansNames, approachOutcomeNames, roundStateNames } from '../../parts/words.ts';
import { counted } from '../../ui/amounts.ts';
import { Answered } from '../../ui/answered.tsx';
import { dayText, dueText } from '../../ui/dates.ts';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { Pager } from '../../ui/pager.tsx';
import { TableHead } from '../../ui/table-head.tsx';
import { TableRows } from '../../ui/table-rows.tsx';
import { ApproachDialog } from './approach-dialog.tsx';

type ToConfirm = Output<'round.list'>['agreements'][number];

const limit = 50;

function Asked({ one }: { readonly one: ToConfirm }) {
  const needs = one.state === 'noAnswer' || one.state === 'askAgain';
  return (
    <>
      <Text {...(needs ? { c: 'var(--needs-ink)', fw: 600 } : {})}>{roundStateNames[one.state]}</Text>
      {one.approaches.map(({ on, means, outcome, note }) => (
        <Text key={`${on} ${means} ${outcome} ${note}`} size="xs" c="dimmed">
          {approachMeansNames[means]}, {dayText(on)}: {approachOutcomeNames[outcome].toLowerCase()}
          {note && `. ${note}`}
        </Text>
      ))}
      {one.shownOn && (
        <Text size="xs" c="dimmed">
          Shown to them on {dayText(one.shownOn)}
        </Text>
      )}
    </>
  );
}

function Acts({ one, onAsk }: { readonly one: ToConfirm; readonly onAsk: () => void }) {
  const go = useGo();
  const may = useMay();
  return (
    <Group gap={6}>
      <Button
        variant="default"
        aria-label={`Record answer: ${one.number}`}
        onClick={() => go(places.agreement(one.id))}
      >
        Record answer
      </Button>
      <Button variant="subtle" aria-label={`Letter or call: ${one.number}`} onClick={onAsk}>
        Letter or call
      </Button>
      {may('round.viewing') && (
        <Button
          variant="subtle"
          aria-label={`Show it to them: ${one.number}`}
          onClick={() => go(places.viewing(one.id))}
        >
          Show it to them
        </Button>
      )}
    </Group>
  );
}

interface RowProps {
  readonly one: ToConfirm;
  readonly chosen: boolean;
  readonly onChoose: (chosen: boolean) => void;
  readonly onAsk: () => void;
}

function Row({ one, chosen, onChoose, onAsk }: RowProps) {
  const today = useToday();
  return (
    <Table.Tr {...(chosen ? { bg: 'var(--chosen-ground)' } : {})}>
      <Table.Td>
        <Checkbox
          aria-label={`Choose ${one.number}`}
          checked={chosen}
          onChange={({ currentTarget }) => onChoose(currentTarget.checked)}
        />
      </Table.Td>
      <Table.Td>
        <Go to={places.agreement(one.id)}>{one.number}</Go>
        <Text size="xs" c="dimmed">
          {counted(one.recordings.length, 'recording')}
        </Text>
      </Table.Td>
      <Table.Td>
        {one.subjects.map(({ id, number, name }) => (
          <div key={id}>
            <Go to={places.subject(id)}>{name || number}</Go>
          </div>
        ))}
      </Table.Td>
      <Table.Td>
        <Asked one={one} />
      </Table.Td>
      <Table.Td style={{ whiteSpace: 'nowrap' }}>
        <Text {...(one.due < today ? { c: 'var(--needs-ink)', fw: 600 } : {})}>
          {dueText(one.due, today)}
        </Text>
        <Text size="xs" c="dimmed">
          {dayText(one.due)}
        </Text>
      </Table.Td>
      <Table.Td>
        <Acts one={one} onAsk={onAsk} />
      </Table.Td>
    </Table.Tr>
  );
}

interface RoundTableProps {
  readonly agreements: readonly ToConfirm[];
  readonly chosen: readonly Id[];
  readonly onChoose: (chosen: readonly Id[]) => void;
  readonly onAsk: (agreements: readonly Id[]) => void;
}

function RoundTable({ agreements, chosen, onChoose, onAsk }: RoundTableProps) {
  const all = agreements.every(({ id }) => chosen.includes(id));
  return (
    <Table stickyHeader>
      <TableHead
        before={
          <Table.Th w={36}>
            <Checkbox
              aria-label="Choose all on this page"
              checked={all}
              indeterminate={chosen.length > 0 && !all}
              onChange={() => onChoose(all ? [] : agreements.map(({ id }) => id))}
            />
          </Table.Th>
        }
        columns={['Agreement', 'Patient', 'Asked so far', 'Due', 'What to do']}
      />
      <TableRows>
        {agreements.map((one) => (
          <Row
            key={one.id}
            one={one}
            chosen={chosen.includes(one.id)}
            onChoose={(on) => onChoose(on ? [...chosen, one.id] : chosen.filter((id) => id !== one.id))}
            onAsk={() => onAsk([one.id])}
          />
        ))}
      </TableRows>
    </Table>
  );
}

/** The confirmation round [14a]: whom to ask whether the agreement still stands, and how often it was tried. */
export function RoundPage() {
  const [offset, setOffset] = useState(0);
  const [chosen, setChosen] = useState<readonly Id[]>([]);
  const [asking, setAsking] = useState<readonly Id[]>([]);
  const list = useAsk('round.list', { offset, limit }, { keep: true });
  const shown = list.data?.agreements ?? [];
  const still = chosen.filter((id) => shown.some((one) => one.id === id));
  return (
    <Page
      title="Asking afterwards"
      actions={
        still.length > 0 && (
          <Button variant="default" onClick={() => setAsking(still)}>
            Enter a letter or a call for {counted(still.length, 'agreement')}
          </Button>
        )
      }
    >
      <ConsentTabs />
      <Answered query={list}>
        {({ total, agreements }) =>
          total === 0 ? (
            <Empty title="Everybody has been asked">
              Nobody is left whose agreement waits to be confirmed after the recording. Well kept.
            </Empty>
          ) : (
            <>
              <RoundTable agreements={agreements} chosen={still} onChoose={setChosen} onAsk={setAsking} />
              <Pager
                offset={offset}
                limit={limit}
                total={total}
                onGo={(next) => {
                  setOffset(next);
                  setChosen([]);
                }}
              />
            </>
          )
        }
      </Answered>
      {asking.length > 0 && <ApproachDialog agreements={asking} onClose={() => setAsking([])} />}
    </Page>
  );
}
