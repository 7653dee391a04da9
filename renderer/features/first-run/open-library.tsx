import { Button, Group, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useAct } from '../../client/queries.ts';
import { PlaceField } from '../../parts/place-field.tsx';
import { Failure } from '../../ui/failure.tsx';

interface OpenLibraryProps {
  readonly onOpened: () => void;
  readonly onBack: () => void;
}

/** Points Custos at a library that is already there. */
export function OpenLibrary({ onOpened, onBack }: OpenLibraryProps) {
  const open = useAct('library.open');
  const [place, setPlace] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    open.mutate({ place }, { onSuccess: onOpened });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <PlaceField
          label="Folder of the library"
          description="Its name ends in .custos."
          purpose="library"
          value={place}
          onChange={setPlace}
        />
        <Failure error={open.error} />
        <Group justify="space-between">
          <Button variant="subtle" onClick={onBack}>
            Back
          </Button>
          <Button type="submit" disabled={place.trim() === ''} loading={open.isPending}>
            Open the library
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
