import { Button, Group, Stack, Text } from '@mantine/core';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { useAct, useAsk } from '../../client/queries.ts';
import { PlaceField } from '../../parts/place-field.tsx';
import { flush } from '../../ui/card-page.tsx';
import { Failure } from '../../ui/failure.tsx';
import classes from './first-run.module.css';

interface OpenLibraryProps {
  readonly onOpened: () => void;
  readonly onRestore: () => void;
  readonly onMake: () => void;
  readonly onDemonstrate: () => void;
  readonly onBack: () => void;
  /** Somebody has a library already and looks for another. */
  readonly another: boolean;
}

interface RecentProps {
  readonly busy: boolean;
  readonly onOpen: (place: string) => void;
}

/** Libraries that were opened on this machine, by their own names. */
function Recent({ busy, onOpen }: RecentProps) {
  const recent = useAsk('library.recent', {}).data ?? [];
  if (recent.length === 0) return null;
  return (
    <section aria-label="Opened here before">
      <Text fw={600} mb={4}>
        Opened here before
      </Text>
      <ul className={classes.recent}>
        {recent.map(({ place, name }) => (
          <li key={place}>
            <button type="button" disabled={busy} onClick={() => onOpen(place)}>
              <span>{name}</span>
              <small>{place}</small>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Points Custos at a library that is already there. */
export function OpenLibrary({
  onOpened,
  onRestore,
  onMake,
  onDemonstrate,
  onBack,
  another,
}: OpenLibraryProps) {
  const open = useAct('library.open');
  const [place, setPlace] = useState('');
  const go = (chosen: string): void => open.mutate({ place: chosen }, { onSuccess: onOpened });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    go(place);
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Recent busy={open.isPending} onOpen={go} />
        <PlaceField
          label="Folder of the library"
          description="Its name ends in .custos."
          purpose="library"
          value={place}
          onChange={setPlace}
        />
        <Failure error={open.error} />
        <Group justify="space-between">
          <Button variant="subtle" ml={flush} onClick={onBack}>
            Back
          </Button>
          <Button type="submit" disabled={place.trim() === ''} loading={open.isPending}>
            Open the library
          </Button>
        </Group>
        <Group justify="space-between" className={classes.otherwise}>
          {another && (
            <>
              <Button variant="subtle" ml={flush} onClick={onMake}>
                Make another library
              </Button>
              <Button variant="subtle" onClick={onDemonstrate}>
                Make a demonstration library
              </Button>
            </>
          )}
          <Button variant="subtle" {...(another ? {} : { ml: flush })} onClick={onRestore}>
            Restore one from a backup
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
