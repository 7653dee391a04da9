import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Day } from '../../../shared/kernel/day.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { useAct } from '../../client/queries.ts';
import { useSession, useToday } from '../../parts/session.ts';
import { say } from '../../ui/announce.tsx';
import { dayText } from '../../ui/dates.ts';
import { DayField } from '../../ui/day-field.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/failure.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import type { People, Sealed } from './sealed.ts';

export interface SealDialogProps {
  readonly one: Sealed;
  readonly people: People;
  readonly onClose: () => void;
}

interface PersonFieldProps {
  readonly label: string;
  readonly description: string;
  readonly people: People;
  readonly value: Id | null;
  readonly onChange: (person: Id | null) => void;
}

const PersonField = ({ people, value, onChange, ...rest }: PersonFieldProps) => (
  <Select
    {...rest}
    searchable
    data={people.map(({ id, name }) => ({ value: id, label: name }))}
    value={value}
    onChange={(id) => onChange(id as Id | null)}
  />
);

/** Asks a colleague to be the second of the two. */
export function AskDialog({ one, people, onClose }: SealDialogProps) {
  const { user } = useSession();
  const today = useToday();
  const ask = useAct('seal.ask');
  const [second, setSecond] = useState<Id | null>(null);
  const [until, setUntil] = useState<Day | null>(today as Day);
  return (
    <ReasonDialog
      title={`Ask to open ${one.number}`}
      label="Why it has to be opened"
      button="Ask the second person"
      busy={ask.isPending}
      error={ask.error}
      blocked={second === null || until === null || until < today}
      onClose={onClose}
      onSave={(reason) =>
        second &&
        until &&
        ask.mutate(
          { recording: one.id, second, until, reason },
          {
            onSuccess: () => {
              say(`${one.number} waits for the second person.`);
              onClose();
            },
          },
        )
      }
    >
      <Text c="dimmed">
        A sealed recording is opened by two people. Whom you ask is let know that it is there, finds it under
        Consent, Sealed, and opens it for you both or does not.
      </Text>
      <PersonField
        label="Second person"
        description="A colleague who does not depend on you"
        people={people.filter(({ id }) => id !== user.id)}
        value={second}
        onChange={setSecond}
      />
      <DayField
        label="Open to the end of"
        description="Fourteen days at most; then it closes by itself"
        value={until}
        onChange={setUntil}
      />
    </ReasonDialog>
  );
}

/** The second person opens it for both, or does not. */
export function DecideDialog({ one, onClose }: SealDialogProps) {
  const decide = useAct('seal.decide');
  const { opening } = one;
  if (!opening) return null;
  const answer = (opens: boolean): void =>
    decide.mutate(
      { opening: opening.id, opens },
      {
        onSuccess: () => {
          say(opens ? `${one.number} is open to you both.` : `${one.number} stays sealed.`);
          onClose();
        },
      },
    );
  return (
    <Dialog onClose={onClose} size="lg" title={`Open ${one.number} together`}>
      <Stack gap="md">
        <Text>
          {opening.askedBy.name} asks you to open it to {dayText(opening.until)}: {opening.reason}
        </Text>
        <Text>
          You are the second person. Open it only where there is no other way. You both find it from then on,
          nobody else does, and your name is signed under it.
        </Text>
        <Text c="dimmed">
          Undo does not reach your answer. What is open can be closed again at any time; what stays sealed has
          to be asked for anew.
        </Text>
        <Failure error={decide.error} />
        <Group justify="flex-end">
          <Button variant="subtle" loading={decide.isPending} onClick={() => answer(false)}>
            Leave it sealed
          </Button>
          <Button loading={decide.isPending} onClick={() => answer(true)}>
            Open it to us both
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

export function CloseDialog({ one, onClose }: SealDialogProps) {
  const close = useAct('seal.close');
  const waits = one.opening?.state === 'asked';
  const save = (): void =>
    close.mutate(
      { recording: one.id },
      {
        onSuccess: () => {
          say(`${one.number} is sealed.`);
          onClose();
        },
      },
    );
  return (
    <Dialog onClose={onClose} size="lg" title={`Close ${one.number}`}>
      <Stack gap="md">
        <Text>
          {waits
            ? 'What was asked is taken back, and the recording stays sealed.'
            : 'It is sealed again at once, for both who opened it; what is on a screen now goes from it.'}
        </Text>
        <Failure error={close.error} />
        <Group justify="flex-end">
          <Button variant="subtle" onClick={onClose}>
            Cancel
          </Button>
          <Button loading={close.isPending} onClick={save}>
            {waits ? 'Take it back' : 'Seal it again'}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

export function NameDialog({ one, people, onClose }: SealDialogProps) {
  const name = useAct('seal.name');
  const [user, setUser] = useState<Id | null>(null);
  return (
    <ReasonDialog
      title={`Let somebody know of ${one.number}`}
      label="Why they have to know"
      button="Let them know"
      busy={name.isPending}
      error={name.error}
      blocked={user === null}
      onClose={onClose}
      onSave={(reason) =>
        user &&
        name.mutate(
          { recording: one.id, user, reason },
          {
            onSuccess: () => {
              say(`${one.number} is known to one more person.`);
              onClose();
            },
          },
        )
      }
    >
      <Text c="dimmed">
        They learn that the recording is there, and may be one of the two who open it. It cannot be taken
        back: nobody forgets what they know.
      </Text>
      <PersonField
        label="Who"
        description="A clinician, a custodian or somebody of information governance"
        people={people.filter(({ id }) => one.knownTo.every((known) => known.id !== id))}
        value={user}
        onChange={setUser}
      />
    </ReasonDialog>
  );
}

/** The short form of paragraph 11: whom one consulted before the recording was made, and what spoke for it. */
export function ConsultedDialog({ one, onClose }: SealDialogProps) {
  const consulted = useAct('seal.consulted');
  const [colleague, setColleague] = useState('');
  const [on, setOn] = useState<Day | null>(null);
  const [advice, setAdvice] = useState('');
  const film = one.kind === 'video';
  return (
    <ReasonDialog
      title={`The consultation before ${one.number} was made`}
      label="Why there was no other way, and what the colleague advised"
      button="Save the consultation"
      busy={consulted.isPending}
      error={consulted.error}
      blocked={colleague.trim() === '' || on === null || (film && advice.trim() === '')}
      onClose={onClose}
      onSave={(why) =>
        on &&
        consulted.mutate(
          { recording: one.id, colleague, on, advice, why },
          {
            onSuccess: () => {
              say(`The consultation about ${one.number} is entered.`);
              onClose();
            },
          },
        )
      }
    >
      <Text c="dimmed">
        Before a patient is recorded without their knowledge, an experienced colleague is consulted [11]. What
        you write is kept with the trail and goes when the recording is erased.
      </Text>
      <Group grow align="flex-start">
        <TextInput
          label="Experienced colleague"
          description="Name and post"
          value={colleague}
          onChange={({ currentTarget }) => setColleague(currentTarget.value)}
        />
        <DayField
          label="Consulted on"
          description="Before the recording was made"
          value={on}
          onChange={setOn}
        />
      </Group>
      <TextInput
        label="Who advised on the Regulation of Investigatory Powers Act 2000"
        description={film ? 'Needed for a film' : 'May be left empty: it is asked of films'}
        value={advice}
        onChange={({ currentTarget }) => setAdvice(currentTarget.value)}
      />
    </ReasonDialog>
  );
}
