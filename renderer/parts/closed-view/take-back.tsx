import { PasswordInput, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Failure } from '../../ui/failure.tsx';
import { ClosedView } from './closed-view.tsx';
import { useTakeBack } from './hand-over.ts';
import classes from './take-back.module.css';
import { Way } from './way.tsx';

interface TakeBackProps {
  /** What is kept of what was done here, in a sentence. */
  readonly says: string;
  /** Back to what was being done; nothing where that has come to its end. */
  readonly onGoOn: (() => void) | null;
}

/** The end of what was handed over: the device goes back, and whoever handed it over opens it with their passphrase. */
export function TakeBack({ says, onGoOn }: TakeBackProps) {
  const { takeBack, isPending, error } = useTakeBack();
  const [passphrase, setPassphrase] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (passphrase !== '') takeBack(passphrase, () => setPassphrase(''));
  };
  return (
    <ClosedView
      title="Please hand the device back"
      foot={onGoOn ? <Way onClick={onGoOn}>Go back to where I was</Way> : null}
    >
      <p>{says}</p>
      <form onSubmit={submit} className={classes.staff} aria-labelledby="staff">
        <Stack gap="sm">
          <h2 id="staff">For staff</h2>
          <PasswordInput
            label="Passphrase of whoever handed it over"
            autoComplete="off"
            size="md"
            value={passphrase}
            onChange={({ currentTarget }) => setPassphrase(currentTarget.value)}
          />
          <Failure error={error} />
          <div>
            <Way type="submit" loading={isPending} disabled={passphrase === ''}>
              Take it back
            </Way>
          </div>
        </Stack>
      </form>
    </ClosedView>
  );
}
