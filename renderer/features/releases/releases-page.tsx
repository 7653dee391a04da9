import { Button, Table, Text } from '@mantine/core';
import { useState } from 'react';
import type { Input, Output } from '../../../shared/contract/contract.ts';
import { disclosureNames } from '../../../shared/domain/disclosure/words.ts';
import type { Day } from '../../../shared/kernel/day.ts';
import { useAct, useAsk } from '../../client/queries.ts';
import { Go } from '../../parts/go.tsx';
import { places } from '../../parts/places.ts';
import { useMay, useSession, useToday } from '../../parts/session.ts';
import { useNames } from '../../parts/words.ts';
import { say } from '../../ui/announce.tsx';
import { Answered } from '../../ui/answered.tsx';
import { dayText, momentText } from '../../ui/dates.ts';
import { Empty } from '../../ui/empty.tsx';
import { Mono } from '../../ui/numbers.tsx';
import { Page } from '../../ui/page.tsx';
import { Pager } from '../../ui/pager.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import { TableHead } from '../../ui/table-head.tsx';
import { TableRows } from '../../ui/table-rows.tsx';
import { hasRecalled, RecallLetter } from './recall-letter.tsx';
import classes from './releases.module.css';

type Release = Output<'release.list'>['releases'][number];
type Item = Release['items'][number];
type Settled = Input<'release.settle'>['state'];

const states: Readonly<Record<Item['state'], string>> = {
  out: 'Out',
  recalled: 'Recalled',
  returned: 'Returned',
  destroyed: 'Destroyed',
};

const settlings: readonly { state: Settled; label: string }[] = [
  { state: 'recalled', label: 'Recall' },
  { state: 'returned', label: 'Return' },
  { state: 'destroyed', label: 'Destruction' },
];

interface SettleProps {
  readonly release: Release;
  readonly item: Item;
  readonly state: Settled;
  readonly onClose: () => void;
}

function SettleDialog({ release, item, state, onClose }: SettleProps) {
  const settle = useAct('release.settle');
  return (
    <ReasonDialog
      reasonFirst
      title={`${states[state]}: ${item.recording.number} of ${release.number}`}
      label="How is this known"
      button="Save"
      busy={settle.isPending}
      error={settle.error}
      onClose={onClose}
      onSave={(note) =>
        settle.mutate(
          { release: release.id, recording: item.recording.id, state, note },
          {
            onSuccess: () => {
              say(`The copy of ${item.recording.number} is entered as ${states[state].toLowerCase()}.`);
              onClose();
            },
          },
        )
      }
    >
      <Text c="dimmed">
        {state === 'recalled'
          ? 'The copy stays out until it is entered as returned or destroyed. Undo does not reach this.'
          : 'The copy no longer counts as out. Undo does not reach this, so please enter it only where it is known.'}
      </Text>
    </ReasonDialog>
  );
}

interface CopiesProps {
  readonly release: Release;
  readonly onSettle: (item: Item, state: Settled) => void;
}

function Copies({ release, onSettle }: CopiesProps) {
  const may = useMay();
  return (
    <ul className={classes.copies}>
      {release.items.map((item) => (
        <li key={item.rendition} className={classes.copy}>
          <Go to={places.recording(item.recording.id)}>{item.recording.number}</Go>
          <span className={classes.state}>{states[item.state]}</span>
          {may('release.settle') &&
            ['out', 'recalled'].includes(item.state) &&
            settlings
              .filter(({ state }) => state !== item.state)
              .map(({ state, label }) => (
                <Button
                  key={state}
                  variant="default"
                  size="compact-xs"
                  aria-label={`Enter ${label.toLowerCase()}: ${item.recording.number} of ${release.number}`}
                  onClick={() => onSettle(item, state)}
                >
                  {label}
                </Button>
              ))}
        </li>
      ))}
    </ul>
  );
}

const limit = 50;

/** Every release: to whom, for what, until when, and where its copies are. */
export function ReleasesPage() {
  const { library } = useSession();
  const may = useMay();
  const [offset, setOffset] = useState(0);
  const list = useAsk('release.list', { offset, limit }, { keep: true });
  const today = useToday();
  const [recalling, setRecalling] = useState<Release | null>(null);
  const [settling, setSettling] = useState<Omit<SettleProps, 'onClose'> | null>(null);
  return (
    <Page
      title="Releases"
      actions={
        <>
          {may('lecture.begin') && <Go to={places.lecture}>Check a lecture</Go>}
          {may('disclosure.list') && <Go to={places.disclosures}>Disclosures</Go>}
          {may('copies.find') && <Go to={places.copies}>Is a file found elsewhere ours?</Go>}
        </>
      }
    >
      <Answered query={list}>
        {({ total, releases }) =>
          total === 0 ? (
            <Empty title="Nothing has left the library">
              To release copies, choose recordings in the library and press R.
            </Empty>
          ) : (
            <>
              <Table>
                <TableHead columns={['Release', 'To', 'For', 'Until', 'Copies']} />
                <TableRows>
                  {releases.map((release) => (
                    <Table.Tr key={release.id}>
                      <Table.Td valign="top">
                        <Mono>{release.number}</Mono>
                        <Text size="xs" c="dimmed">
                          {momentText(release.at, library.zone)}, {release.by.name}
                        </Text>
                      </Table.Td>
                      <Table.Td valign="top">
                        {release.recipient}
                        {release.organisation && <Text c="dimmed">{release.organisation}</Text>}
                      </Table.Td>
                      <Table.Td valign="top">
                        {release.use && useNames[release.use]}
                        {release.disclosure && (
                          <>
                            {disclosureNames[release.disclosure.kind]}
                            <Text c="dimmed">
                              {may('disclosure.show') ? (
                                <Go to={places.disclosure(release.disclosure.id)}>
                                  {release.disclosure.number}
                                </Go>
                              ) : (
                                release.disclosure.number
                              )}
                            </Text>
                          </>
                        )}
                        {release.purpose && <Text c="dimmed">{release.purpose}</Text>}
                      </Table.Td>
                      <Table.Td valign="top" style={{ whiteSpace: 'nowrap' }}>
                        {release.until ? dayText(release.until) : 'No last day'}
                      </Table.Td>
                      <Table.Td valign="top">
                        <Copies
                          release={release}
                          onSettle={(item, state) => setSettling({ release, item, state })}
                        />
                        {may('release.recallLetter') && hasRecalled(release) && (
                          <Button
                            variant="default"
                            size="compact-xs"
                            aria-label={`Recall letter for ${release.number}`}
                            onClick={() => setRecalling(release)}
                          >
                            Recall letter
                          </Button>
                        )}
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </TableRows>
              </Table>
              <Pager offset={offset} limit={limit} total={total} onGo={setOffset} />
            </>
          )
        }
      </Answered>
      {recalling && (
        <RecallLetter release={recalling} today={today as Day} onClose={() => setRecalling(null)} />
      )}
      {settling && <SettleDialog {...settling} onClose={() => setSettling(null)} />}
    </Page>
  );
}
