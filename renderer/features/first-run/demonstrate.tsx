import { Button, Code, Group, Progress, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import { roleNames } from '../../../shared/domain/user/role.ts';
import { useAct } from '../../client/queries.ts';
import { demonstrationProgress } from '../../parts/demonstration.ts';
import { PlaceField } from '../../parts/place-field.tsx';
import { flush } from '../../ui/card-page.tsx';
import { Failure } from '../../ui/failure.tsx';
import { useStore } from '../../ui/store.ts';
import classes from './first-run.module.css';

type Made = Output<'demonstration.make'>;
type Session = Output<'session.unlock'>;

function Making() {
  const progress = useStore(demonstrationProgress);
  const share = Math.round((progress?.share ?? 0) * 100);
  return (
    <Stack gap="xs">
      <Text role="status">{progress?.doing ?? 'Making the library'}</Text>
      <Progress value={share} aria-label="Share of the demonstration library that is made" />
      <Text c="dimmed" size="sm">
        This takes about a minute. Leave this window open.
      </Text>
    </Stack>
  );
}

/** Who most people want to be first comes first. */
const order = ['custodian', 'clinician', 'educator', 'governance', 'researcher', 'administrator'];

function People({ made, onDone }: { readonly made: Made; readonly onDone: (session: Session) => void }) {
  const unlock = useAct('session.unlock');
  const enter = (user: string): void =>
    unlock.mutate({ user, passphrase: made.passphrase }, { onSuccess: onDone });
  const people = [...made.users].sort((a, b) => order.indexOf(a.role) - order.indexOf(b.role));
  return (
    <Stack gap="md">
      <Text>Each person sees what their role allows. Whom would you like to be?</Text>
      <ul className={classes.people}>
        {people.map(({ id, name, role }, at) => (
          <li key={id}>
            <span>
              {name}
              <small>{roleNames[role]}</small>
            </span>
            <Button
              variant={at === 0 ? 'filled' : 'default'}
              aria-label={`Enter as ${name}`}
              disabled={unlock.isPending}
              onClick={() => enter(name)}
            >
              Enter
            </Button>
          </li>
        ))}
      </ul>
      <Text c="dimmed" size="sm">
        The passphrase of each, for later: <Code>{made.passphrase}</Code>
      </Text>
      <Failure error={unlock.error} />
    </Stack>
  );
}

interface DemonstrateProps {
  /** The library is made: the wizard must stay until somebody is in. */
  readonly onBegin: () => void;
  readonly onDone: (session: Session) => void;
  readonly onBack: () => void;
}

/** Makes a library of invented recordings, and lets somebody in as one of its invented people. */
export function Demonstrate({ onBegin, onDone, onBack }: DemonstrateProps) {
  const make = useAct('demonstration.make');
  const [place, setPlace] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    demonstrationProgress.set(null);
    make.mutate({ place }, { onSuccess: onBegin });
  };
  if (make.data) return <People made={make.data} onDone={onDone} />;
  if (make.isPending) return <Making />;
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Text c="dimmed">
          Every patient in it is invented and every picture drawn, so anything may be tried. Delete its folder
          when you have seen enough.
        </Text>
        <PlaceField
          label="Folder for the demonstration"
          description="A new folder on this computer."
          purpose="library"
          value={place}
          onChange={setPlace}
        />
        <Failure error={make.error} />
        <Group justify="space-between">
          <Button variant="subtle" ml={flush} onClick={onBack}>
            Back
          </Button>
          <Button type="submit" disabled={place.trim() === ''}>
            Make the demonstration
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
