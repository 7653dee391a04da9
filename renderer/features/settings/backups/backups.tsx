import { Box, Button, Stack, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useAct } from '../../../client/queries.ts';
import { PlaceField } from '../../../parts/place-field.tsx';
import { counted } from '../../../ui/amounts.ts';
import { say } from '../../../ui/announce.tsx';
import { Failure } from '../../../ui/failure.tsx';
import { Section } from '../section.tsx';
import { BackupWarning } from './backup-warning.tsx';
import { Destinations } from './destinations.tsx';
import { PlanForm } from './plan-form.tsx';

function MakeNow() {
  const make = useAct('backup.make');
  const [destination, setDestination] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    make.mutate(
      { destination },
      {
        onSuccess: ({ copied, verified }) =>
          say(
            `The backup is made: ${counted(copied, 'file')} copied${verified ? ', opened and checked' : ''}.`,
          ),
      },
    );
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm" align="flex-start">
        <Box w="100%" maw="32rem">
          <PlaceField
            label="Folder for the backup"
            purpose="backup"
            value={destination}
            onChange={setDestination}
          />
        </Box>
        <Button type="submit" variant="default" disabled={destination.trim() === ''} loading={make.isPending}>
          Make a backup
        </Button>
        <Failure error={make.error} />
      </Stack>
    </form>
  );
}

/** Copies of the library that open by themselves: how they stand, when they are made, one more now. */
export function Backups() {
  return (
    <Section
      title="Backups"
      says="A backup is encrypted like the library and opens by itself. An erasure reaches into every backup within reach."
    >
      <BackupWarning />
      <Destinations />
      <Title order={3}>By itself</Title>
      <PlanForm />
      <Title order={3}>Now</Title>
      <MakeNow />
    </Section>
  );
}
