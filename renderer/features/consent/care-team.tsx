import { Button, Group, Select, Stack, Table, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { Day } from '../../../shared/kernel/day.ts';
import { type Id, isId } from '../../../shared/kernel/id.ts';
import { useAct, useAsk } from '../../client/queries.ts';
import { useMay, useToday } from '../../parts/session.ts';
import type { Subject } from '../../parts/subject-picker.tsx';
import { useSayWithWayBack } from '../../parts/undo.ts';
import { say } from '../../ui/announce.tsx';
import { dayText } from '../../ui/dates.ts';
import { DayField } from '../../ui/day-field.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/failure.tsx';
import { TableHead } from '../../ui/table-head.tsx';
import classes from './consent.module.css';
import { endBack } from './take-back.ts';

interface DialogProps {
  readonly subject: Subject;
  readonly onClose: () => void;
}

function AddMember({ subject, onClose }: DialogProps) {
  const today = useToday();
  const users = useAsk('user.list', {});
  const save = useAct('subject.careTeam');
  const [user, setUser] = useState<string | null>(null);
  const [from, setFrom] = useState<Day | null>(today as Day);
  const [to, setTo] = useState<Day | null>(null);
  const add = (): void => {
    if (!user || !isId(user) || !from) return;
    save.mutate(
      { subject: subject.id, user, from, to },
      {
        onSuccess: () => {
          say('The care team is changed.');
          onClose();
        },
      },
    );
  };
  return (
    <Dialog onClose={onClose} title={`Care team of ${subject.number}`}>
      <Stack gap="md">
        <Select
          label="Who"
          searchable
          data={(users.data ?? [])
            .filter(({ state }) => state === 'active')
            .map(({ id, name }) => ({ value: id, label: name }))}
          value={user}
          onChange={setUser}
        />
        <Group grow align="flex-start">
          <DayField label="From" value={from} onChange={setFrom} />
          <DayField label="Until" description="Empty: no end yet" value={to} onChange={setTo} />
        </Group>
        <Text c="dimmed">Undo does not reach this: a membership is ended by its last day.</Text>
        <Failure error={save.error ?? users.error} />
        <Group justify="flex-end">
          <Button variant="subtle" onClick={onClose}>
            Cancel
          </Button>
          <Button loading={save.isPending} disabled={!user || !from} onClick={add}>
            Save
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

/** Who cares for the patient, from when and until when. */
export function CareTeam({ subject }: { readonly subject: Subject }) {
  const may = useMay();
  const today = useToday();
  const end = useAct('subject.careTeam');
  const sayWithWayBack = useSayWithWayBack();
  const [adding, setAdding] = useState(false);
  const mayChange = may('subject.careTeam');
  const endToday = (user: Id, from: Day): void =>
    end.mutate(
      { subject: subject.id, user, from, to: today as Day },
      {
        onSuccess: () =>
          sayWithWayBack('The membership ends today.', endBack({ subject: subject.id, user, from })),
        onError: (error) => say(error.message),
      },
    );
  return (
    <section aria-labelledby="care-team">
      <Group justify="space-between">
        <Title order={2} id="care-team">
          Care team
        </Title>
        {mayChange && (
          <Button variant="default" onClick={() => setAdding(true)}>
            Add somebody
          </Button>
        )}
      </Group>
      {subject.careTeam.length === 0 ? (
        <Text c="dimmed">Nobody is entered. Only the care team sees a recording for care.</Text>
      ) : (
        <Table>
          <TableHead columns={['Name', 'From', 'Until']} />
          <Table.Tbody>
            {subject.careTeam.map(({ user, from, to }) => (
              <Table.Tr key={`${user.id} ${from}`}>
                <Table.Td>{user.name}</Table.Td>
                <Table.Td className={classes.day}>{dayText(from)}</Table.Td>
                <Table.Td className={classes.day}>
                  {to ? (
                    dayText(to)
                  ) : mayChange ? (
                    <Button
                      variant="subtle"
                      aria-label={`End today for ${user.name}`}
                      onClick={() => endToday(user.id, from)}
                    >
                      End today
                    </Button>
                  ) : (
                    'No end yet'
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {adding && <AddMember subject={subject} onClose={() => setAdding(false)} />}
    </section>
  );
}
