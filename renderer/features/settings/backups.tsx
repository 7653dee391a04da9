import { Button, Table, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useAct, useAsk } from '../../client/queries.ts';
import { PlaceField } from '../../parts/place-field.tsx';
import { useSession } from '../../parts/session.ts';
import { counted } from '../../ui/amounts.ts';
import { say } from '../../ui/announce.tsx';
import { Answered } from '../../ui/answered.tsx';
import { momentText } from '../../ui/dates.ts';
import { Failure } from '../../ui/failure.tsx';
import { Section } from './section.tsx';

function Destinations() {
  const { library } = useSession();
  const list = useAsk('backup.list', {});
  return (
    <Answered query={list}>
      {(places) =>
        places.length === 0 ? (
          <Text>No backup has been made yet.</Text>
        ) : (
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Place</Table.Th>
                <Table.Th>Last made</Table.Th>
                <Table.Th>Now</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {places.map(({ id, place, lastMadeAt, reachable }) => (
                <Table.Tr key={id}>
                  <Table.Td style={{ overflowWrap: 'anywhere' }}>{place}</Table.Td>
                  <Table.Td>{lastMadeAt ? momentText(lastMadeAt, library.zone) : 'Never'}</Table.Td>
                  <Table.Td>{reachable ? 'Within reach' : 'Out of reach'}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )
      }
    </Answered>
  );
}

/** Copies of the library that open by themselves. */
export function Backups() {
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
    <Section
      title="Backups"
      says="A backup is encrypted like the library, and an erasure reaches into every backup within reach."
    >
      <Destinations />
      <form onSubmit={submit} style={{ width: '100%', maxWidth: '40rem' }}>
        <PlaceField
          label="Folder for the backup"
          purpose="backup"
          value={destination}
          onChange={setDestination}
        />
        <Button
          mt="sm"
          type="submit"
          variant="default"
          disabled={destination.trim() === ''}
          loading={make.isPending}
        >
          Make a backup
        </Button>
      </form>
      <Failure error={make.error} />
    </Section>
  );
}
