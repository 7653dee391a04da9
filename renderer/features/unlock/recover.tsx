import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import { useAct } from '../../client/queries.ts';
import { PassphraseFields, passphraseFits } from '../../parts/passphrase-fields.tsx';
import { flush } from '../../ui/card-page.tsx';
import { Failure } from '../../ui/failure.tsx';

interface RecoverProps {
  readonly status: Output<'library.status'>;
  readonly onUnlocked: (session: Output<'session.recover'>) => void;
  readonly onBack: () => void;
}

/** The way back in when a passphrase is lost: the kit, and a new passphrase. */
export function Recover({ status, onUnlocked, onBack }: RecoverProps) {
  const recover = useAct('session.recover');
  const [libraryIdentity, setIdentity] = useState('');
  const [user, setUser] = useState(status.users[0]?.name ?? '');
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    recover.mutate({ libraryIdentity: libraryIdentity.trim(), user, passphrase }, { onSuccess: onUnlocked });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Text c="dimmed">The use of the kit is written to the trail.</Text>
        <TextInput
          label="Library identity from the kit"
          description="It begins with AGE-SECRET-KEY-1."
          autoComplete="off"
          spellCheck={false}
          className="mono-input"
          value={libraryIdentity}
          onChange={({ currentTarget }) => setIdentity(currentTarget.value)}
        />
        <TextInput
          label="Your name"
          autoComplete="username"
          value={user}
          onChange={({ currentTarget }) => setUser(currentTarget.value)}
        />
        <PassphraseFields
          label="Your new passphrase"
          value={passphrase}
          again={again}
          onChange={setPassphrase}
          onAgain={setAgain}
        />
        <Failure error={recover.error} />
        <Group justify="space-between">
          <Button variant="subtle" ml={flush} onClick={onBack}>
            Back
          </Button>
          <Button
            type="submit"
            loading={recover.isPending}
            disabled={
              libraryIdentity.trim() === '' || user.trim() === '' || !passphraseFits(passphrase, again)
            }
          >
            Unlock
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
