import { Button, PasswordInput, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useAct } from '../../client/queries.ts';
import { PassphraseFields, passphraseFits } from '../../parts/passphrase-fields.tsx';
import { say } from '../../ui/announce.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Section } from './section.tsx';

/** Gives one's own key another passphrase. */
export function ChangePassphrase() {
  const change = useAct('session.changePassphrase');
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const clear = (): void => {
    setCurrent('');
    setNext('');
    setAgain('');
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    change.mutate(
      { current, next },
      {
        onSuccess: () => {
          clear();
          say('Your passphrase is changed. Old backups still open with the old one.');
        },
      },
    );
  };
  return (
    <Section title="Your passphrase">
      <form onSubmit={submit} style={{ width: '100%', maxWidth: '26rem' }}>
        <Stack gap="sm">
          <PasswordInput
            label="The passphrase you have now"
            autoComplete="current-password"
            value={current}
            onChange={({ currentTarget }) => setCurrent(currentTarget.value)}
          />
          <PassphraseFields
            label="New passphrase"
            value={next}
            again={again}
            onChange={setNext}
            onAgain={setAgain}
          />
          <Failure error={change.error} />
          <Button
            type="submit"
            variant="default"
            loading={change.isPending}
            disabled={current === '' || !passphraseFits(next, again)}
          >
            Change the passphrase
          </Button>
        </Stack>
      </form>
    </Section>
  );
}
