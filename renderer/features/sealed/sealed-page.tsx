import { Button, Group, Stack, Table, Text } from '@mantine/core';
import { useState } from 'react';
import type { Id } from '../../../shared/kernel/id.ts';
import { whoMay } from '../../client/may.ts';
import { useAsk } from '../../client/queries.ts';
import { ConsentTabs } from '../../parts/consent-tabs.tsx';
import { Go } from '../../parts/go.tsx';
import { Cite } from '../../parts/guidance.tsx';
import { places } from '../../parts/places.ts';
import { useMay, useSession, useToday } from '../../parts/session.ts';
import { kindNames } from '../../parts/words.ts';
import { Answered } from '../../ui/answered.tsx';
import { dayText, dueText, momentText } from '../../ui/dates.ts';
import { Empty } from '../../ui/empty.tsx';
import { Notice } from '../../ui/failure.tsx';
import { Page } from '../../ui/page.tsx';
import { TableHead } from '../../ui/table-head.tsx';
import { TableRows } from '../../ui/table-rows.tsx';
import { AskDialog, CloseDialog, ConsultedDialog, DecideDialog, NameDialog } from './seal-dialogs.tsx';
import type { People, Sealed } from './sealed.ts';

const dialogs = {
  decide: DecideDialog,
  ask: AskDialog,
  close: CloseDialog,
  consulted: ConsultedDialog,
  name: NameDialog,
} as const;
type Act = keyof typeof dialogs;

const names: Readonly<Record<Act, string>> = {
  decide: 'Open it together',
  ask: 'Ask to open it',
  close: 'Close it',
  consulted: 'Enter the consultation',
  name: 'Let somebody know',
};

const actsOn = ({ may, opening, consulted }: Sealed, alone: boolean): readonly Act[] => [
  ...(may.decide ? (['decide'] as const) : []),
  ...(may.ask && !alone ? (['ask'] as const) : []),
  ...(opening ? (['close'] as const) : []),
  ...(consulted ? [] : (['consulted'] as const)),
  'name',
];

function Stands({ one }: { readonly one: Sealed }) {
  const { opening } = one;
  if (!opening) return <Text>Sealed</Text>;
  const waits = opening.state === 'asked';
  return (
    <>
      <Text fw={600} {...(waits ? { c: 'var(--needs-ink)' } : {})}>
        {waits ? `Waits for ${opening.second.name}` : `Open to ${dayText(opening.until)}`}
      </Text>
      <Text size="xs" c="dimmed">
        {waits
          ? `asked by ${opening.askedBy.name}, to be open to ${dayText(opening.until)}`
          : `for ${opening.askedBy.name} and ${opening.second.name}`}
      </Text>
      <Text size="xs" c="dimmed">
        {opening.reason}
      </Text>
    </>
  );
}

function Owed({ owed }: Pick<Sealed, 'owed'>) {
  const today = useToday();
  return owed.map(({ id, reason, paragraph, due }) => (
    <Text key={id} size="xs">
      {dueText(due, today)}: {reason} <Cite paragraph={paragraph} />
    </Text>
  ));
}

interface RowProps {
  readonly one: Sealed;
  /** Nobody is here whom this person could ask. */
  readonly alone: boolean;
  readonly onAct: (act: Act) => void;
}

function Row({ one, alone, onAct }: RowProps) {
  const { library } = useSession();
  return (
    <Table.Tr>
      <Table.Td valign="top">
        {one.may.look ? <Go to={places.recording(one.id)}>{one.number}</Go> : one.number}
        <Text size="xs" c="dimmed">
          {kindNames[one.kind]}, taken in {momentText(one.addedAt, library.zone)} by {one.addedBy.name}
        </Text>
        <Owed owed={one.owed} />
      </Table.Td>
      <Table.Td valign="top">{one.knownTo.map(({ name }) => name).join(', ')}</Table.Td>
      <Table.Td valign="top">
        <Stands one={one} />
      </Table.Td>
      <Table.Td valign="top">
        <Group gap={6}>
          {actsOn(one, alone).map((act, index) => (
            <Button
              key={act}
              variant={index === 0 ? 'default' : 'subtle'}
              aria-label={`${names[act]}: ${one.number}`}
              onClick={() => onAct(act)}
            >
              {names[act]}
            </Button>
          ))}
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}

interface Doing {
  readonly act: Act;
  readonly one: Sealed;
}

const isAlone = (people: People, me: Id): boolean => people.every(({ id }) => id === me);

/** Two people open a sealed recording, and where there is no second one somebody has to be added first. */
function NoSecond() {
  const may = useMay();
  return (
    <Notice tone="needs" title="There is nobody to open one with you">
      A sealed recording is opened by two people, and you are the only one here who may be one of them. A
      second person is needed: a clinician, a custodian or somebody of information governance.{' '}
      {may('user.add') ? (
        <>
          Add them in <Go to={places.settings}>Settings</Go>, under People.
        </>
      ) : (
        `They are added in Settings, under People, by ${whoMay('user.add')}.`
      )}
    </Notice>
  );
}

/** The covert recordings that this person may know of: that they are there, and nothing that they show. */
export function SealedPage() {
  const { user } = useSession();
  const list = useAsk('seal.list', {});
  const [doing, setDoing] = useState<Doing | null>(null);
  const Chosen = doing && dialogs[doing.act];
  return (
    <Page title="Sealed recordings">
      <ConsentTabs />
      <Answered query={list}>
        {({ sealed, people }) =>
          sealed.length === 0 ? (
            <Empty title="Nothing is sealed that you may know of">
              A recording that was made without the patient’s knowledge is sealed as soon as it is classified
              as covert.
            </Empty>
          ) : (
            <Stack gap="md">
              <Text c="dimmed">
                Recordings made without the patient’s knowledge <Cite paragraph="2002:11" />. They are in no
                list, search or count, for anybody. Two people open one together, for themselves and for some
                days.
              </Text>
              {isAlone(people, user.id) && <NoSecond />}
              <Table>
                <TableHead columns={['Recording', 'Known to', 'Stands', 'What can be done']} />
                <TableRows>
                  {sealed.map((one) => (
                    <Row
                      key={one.id}
                      one={one}
                      alone={isAlone(people, user.id)}
                      onAct={(act) => setDoing({ act, one })}
                    />
                  ))}
                </TableRows>
              </Table>
              {doing && Chosen && <Chosen one={doing.one} people={people} onClose={() => setDoing(null)} />}
            </Stack>
          )
        }
      </Answered>
    </Page>
  );
}
