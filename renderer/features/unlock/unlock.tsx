import { Button, Code, Group, PasswordInput, Select, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import { demonstrationName, demonstrationPassphrase } from '../../../shared/domain/library/demonstration.ts';
import { useAct } from '../../client/queries.ts';
import { CardPage, flush } from '../../ui/card-page.tsx';
import { Failure, Notice } from '../../ui/failure.tsx';
import { Recover } from './recover.tsx';

interface UnlockProps {
  readonly status: Output<'library.status'>;
  readonly onUnlocked: (session: Output<'session.unlock'>) => void;
  /** Somebody wants another library. */
  readonly onElsewhere: () => void;
}

function UnlockForm({ status, onUnlocked }: Omit<UnlockProps, 'onElsewhere'>) {
  const unlock = useAct('session.unlock');
  const [chosen, setUser] = useState<string | null>(null);
  const [only, ...others] = status.users;
  const user = chosen ?? (others.length === 0 ? (only?.name ?? '') : '');
  const [passphrase, setPassphrase] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    unlock.mutate({ user, passphrase }, { onSuccess: onUnlocked, onSettled: () => setPassphrase('') });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {status.users.length > 0 ? (
          <Select
            label="Who are you?"
            placeholder="Choose your name"
            data={status.users.map(({ name }) => name)}
            value={user === '' ? null : user}
            data-autofocus={others.length > 0 || undefined}
            // The names would lie over the passphrase before anybody asked for them.
            openOnFocus={false}
            allowDeselect={false}
            searchable
            onChange={(value) => setUser(value ?? '')}
          />
        ) : (
          <TextInput
            label="Who are you?"
            autoComplete="username"
            value={user}
            onChange={({ currentTarget }) => setUser(currentTarget.value)}
          />
        )}
        <PasswordInput
          label="Passphrase"
          autoComplete="current-password"
          data-autofocus={others.length === 0 || undefined}
          value={passphrase}
          onChange={({ currentTarget }) => setPassphrase(currentTarget.value)}
        />
        {status.name === demonstrationName && (
          <Notice>
            Everything in here is invented. The passphrase of everybody is{' '}
            <Code>{demonstrationPassphrase}</Code>.
          </Notice>
        )}
        <Failure error={unlock.error} />
        <Button type="submit" disabled={user === '' || passphrase === ''} loading={unlock.isPending}>
          Unlock
        </Button>
      </Stack>
    </form>
  );
}

/** The locked library: nothing of it is in the window. */
export function Unlock({ status, onUnlocked, onElsewhere }: UnlockProps) {
  const [recovering, setRecovering] = useState(false);
  if (recovering) {
    return (
      <CardPage title="Unlock with the recovery kit">
        <Recover status={status} onUnlocked={onUnlocked} onBack={() => setRecovering(false)} />
      </CardPage>
    );
  }
  return (
    <CardPage title={`Unlock ${status.name ?? 'the library'}`}>
      <UnlockForm status={status} onUnlocked={onUnlocked} />
      <Group justify="space-between">
        <Text c="dimmed" size="xs">
          Forgotten the passphrase?
        </Text>
        <Button variant="subtle" ml={flush} onClick={() => setRecovering(true)}>
          Use the recovery kit
        </Button>
      </Group>
      <Group justify="space-between">
        <Text c="dimmed" size="xs">
          Looking for another library?
        </Text>
        <Button variant="subtle" ml={flush} onClick={onElsewhere}>
          Open another library
        </Button>
      </Group>
    </CardPage>
  );
}
