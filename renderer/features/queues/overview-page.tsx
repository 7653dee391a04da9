import { Button, Table, Text, Title, UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import { queueTitles } from '../../../shared/domain/obligation/obligation.ts';
import type { Standing } from '../../../shared/domain/recording/state.ts';
import { useAsk } from '../../client/queries.ts';
import { useGo } from '../../parts/go.tsx';
import { Cite } from '../../parts/guidance.tsx';
import { emptyQuery, libraryQuery } from '../../parts/library-query.ts';
import { places } from '../../parts/places.ts';
import { standingNames } from '../../parts/words.ts';
import { Answered } from '../../ui/answered.tsx';
import { Page } from '../../ui/page.tsx';
import { TableHead } from '../../ui/table-head.tsx';
import { TableRows } from '../../ui/table-rows.tsx';
import { MayLag } from './may-lag.tsx';
import { everything, narrowing } from './narrowing.ts';
import classes from './overview.module.css';
import { QueueTabs } from './queue-tabs.tsx';

type Overview = Output<'queue.overview'>;

const count = (value: number): string => value.toLocaleString('en-GB');

interface Group {
  readonly title: string;
  readonly says: string;
  readonly tone: 'fine' | 'needs' | 'grave';
  readonly standings: readonly Standing[];
}

const groups: readonly Group[] = [
  {
    title: 'Usable',
    says: 'For some use at least; which, each recording says.',
    tone: 'fine',
    standings: ['ready', 'limited'],
  },
  {
    title: 'Awaiting somebody',
    says: 'Something is still missing before they are used.',
    tone: 'needs',
    standings: ['needsClass', 'needsAgreement', 'needsAnonymising'],
  },
  {
    title: 'Blocked',
    says: 'Set aside: no use is open until somebody has decided.',
    tone: 'grave',
    standings: ['quarantined'],
  },
];

function StandingLine({ standing, value }: { readonly standing: Standing; readonly value: number }) {
  const go = useGo();
  return (
    <li>
      <UnstyledButton
        className={classes.line}
        onClick={() => {
          libraryQuery.set({ ...emptyQuery, standings: [standing] });
          go(places.library);
        }}
      >
        <span>{standingNames[standing]}</span>
        <span className={classes.figure}>{count(value)}</span>
      </UnstyledButton>
    </li>
  );
}

function GroupCard({
  group,
  standings,
}: {
  readonly group: Group;
  readonly standings: Overview['standings'];
}) {
  const sum = group.standings.reduce((all, standing) => all + (standings[standing] ?? 0), 0);
  return (
    <section className={classes.card} data-tone={group.tone} aria-label={group.title}>
      <Title order={2} className={classes.title}>
        {group.title} <span className={classes.figure}>{count(sum)}</span>
      </Title>
      <Text c="dimmed" size="sm">
        {group.says}
      </Text>
      <ul className={classes.lines}>
        {group.standings.map((standing) => (
          <StandingLine key={standing} standing={standing} value={standings[standing] ?? 0} />
        ))}
      </ul>
    </section>
  );
}

type Owed = Overview['owed'][number];

function OwedRow({ owed }: { readonly owed: Owed }) {
  const go = useGo();
  const { queue, paragraph, action, reason } = owed;
  return (
    <Table.Tr>
      <Table.Td>{queueTitles[queue]}</Table.Td>
      <Table.Td>
        {reason} <Cite paragraph={paragraph} />
      </Table.Td>
      <Table.Td className={classes.number}>{owed.late > 0 ? count(owed.late) : 'None'}</Table.Td>
      <Table.Td className={classes.number}>{owed.putOff > 0 ? count(owed.putOff) : 'None'}</Table.Td>
      <Table.Td className={classes.number}>
        <Button
          variant="default"
          size="compact-sm"
          aria-label={`Show ${count(owed.count)}: ${queueTitles[queue]}. ${reason}`}
          onClick={() => {
            narrowing.set({ ...everything, queue, paragraph, action });
            go(places.queues);
          }}
        >
          Show {count(owed.count)}
        </Button>
      </Table.Td>
    </Table.Tr>
  );
}

function Why({ owed }: { readonly owed: readonly Owed[] }): ReactNode {
  return (
    <section aria-labelledby="why">
      <Title order={2} id="why" mb="xs">
        What is owed, and why
      </Title>
      {owed.length === 0 ? (
        <Text c="dimmed">Nothing is owed to anybody. Well kept.</Text>
      ) : (
        <Table>
          <TableHead columns={['Queue', 'Why', 'Overdue', 'Put off', 'In all']} />
          <TableRows>
            {owed.map((one) => (
              <OwedRow key={`${one.queue} ${one.paragraph} ${one.action}`} owed={one} />
            ))}
          </TableRows>
        </Table>
      )}
    </section>
  );
}

/** Where the collection stands: usable, awaiting, blocked and why. Each figure leads to the list of what it counts. */
export function OverviewPage() {
  const overview = useAsk('queue.overview', {}, { keep: true });
  return (
    <Page title="Where the collection stands">
      <QueueTabs />
      <Answered query={overview}>
        {({ standings, owed, behind }) => (
          <>
            {behind && <MayLag />}
            <div className={classes.cards}>
              {groups.map((group) => (
                <GroupCard key={group.title} group={group} standings={standings} />
              ))}
            </div>
            <Why owed={owed} />
          </>
        )}
      </Answered>
    </Page>
  );
}
