import { Button, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import { useAct } from '../../client/queries.ts';
import { PlaceField } from '../../parts/place-field.tsx';
import { counted } from '../../ui/amounts.ts';
import { flush } from '../../ui/card-page.tsx';
import { Failure, Notice } from '../../ui/failure.tsx';

type Restored = Output<'backup.restore'>;

interface RestoreLibraryProps {
  /** The library is restored: its screen stays until it was read. */
  readonly onBegin: () => void;
  readonly onDone: (session: Restored['session']) => void;
  readonly onBack: () => void;
}

/** What was restored, what was erased again, and whether all of it is sound. */
function Outcome({ restored, onGoOn }: { readonly restored: Restored; readonly onGoOn: () => void }) {
  const { replayed, verification } = restored;
  const { blobs, trailEntries } = verification.checked;
  return (
    <Stack gap="md">
      {verification.sound ? (
        <Notice tone="fine" icon={<IconCheck size={18} />} title="The library is restored and sound">
          {counted(blobs, 'stored file')} and {counted(trailEntries, 'entry', 'entries')} of the trail were
          read through.
        </Notice>
      ) : (
        <Notice tone="needs" title="The library is restored, but something in it is wrong">
          {verification.faults.map(({ where, what, wayForward }) => (
            <Text key={`${where} ${what}`}>
              {where}: {what} <strong>{wayForward}</strong>
            </Text>
          ))}
        </Notice>
      )}
      {replayed > 0 && (
        <Text>
          {counted(replayed, 'recording')} erased after this backup was made {replayed === 1 ? 'has' : 'have'}{' '}
          been erased here as well.
        </Text>
      )}
      <Text>
        Please work with this library from now on, and not with the former one as well. Its backups are to be
        planned anew in the settings.
      </Text>
      <Group justify="flex-end">
        <Button data-autofocus onClick={onGoOn}>
          Go on
        </Button>
      </Group>
    </Stack>
  );
}

/** Makes a library from a backup, with the name and passphrase of somebody who had a key to it. */
export function RestoreLibrary({ onBegin, onDone, onBack }: RestoreLibraryProps) {
  const restore = useAct('backup.restore');
  const [from, setFrom] = useState('');
  const [place, setPlace] = useState('');
  const [user, setUser] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const complete = [from, place, user].every((text) => text.trim() !== '') && passphrase !== '';
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    restore.mutate(
      { from, place, user, passphrase },
      { onSuccess: onBegin, onSettled: () => setPassphrase('') },
    );
  };
  if (restore.data) {
    const { data } = restore;
    return <Outcome restored={data} onGoOn={() => onDone(data.session)} />;
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Text c="dimmed">
          A new library is made from the newest state of the backup; the backup stays as it is. What was
          erased since then is erased again, and every file is read through, which takes a while.
        </Text>
        <PlaceField
          label="Folder of the backup"
          description="Its name ends in .custos-backup, or it holds such a folder."
          purpose="restore"
          value={from}
          onChange={setFrom}
        />
        <PlaceField
          label="Folder for the restored library"
          description="A new folder on a disk of this machine, its name ending in .custos."
          purpose="library"
          value={place}
          onChange={setPlace}
        />
        <TextInput
          label="Your name in that library"
          autoComplete="username"
          value={user}
          onChange={({ currentTarget }) => setUser(currentTarget.value)}
        />
        <PasswordInput
          label="Your passphrase when the backup was made"
          autoComplete="current-password"
          value={passphrase}
          onChange={({ currentTarget }) => setPassphrase(currentTarget.value)}
        />
        <Failure error={restore.error} />
        <Group justify="space-between">
          <Button variant="subtle" ml={flush} onClick={onBack}>
            Back
          </Button>
          <Button type="submit" disabled={!complete} loading={restore.isPending}>
            Restore the library
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
