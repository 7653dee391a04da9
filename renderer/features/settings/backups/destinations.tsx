import { Table, Text } from '@mantine/core';
import type { Output } from '../../../../shared/contract/contract.ts';
import { useAsk } from '../../../client/queries.ts';
import { useSession } from '../../../parts/session.ts';
import { Answered } from '../../../ui/answered.tsx';
import { momentText } from '../../../ui/dates.ts';
import { TableHead } from '../../../ui/table-head.tsx';

function Row({ destination }: { readonly destination: Output<'backup.list'>[number] }) {
  const { zone } = useSession().library;
  const { place, lastMadeAt, verifiedAt, fault, reachable } = destination;
  return (
    <Table.Tr>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>
        {place}
        {fault && <Text c="var(--needs-ink)">Last attempt: {fault}</Text>}
      </Table.Td>
      <Table.Td>{lastMadeAt ? momentText(lastMadeAt, zone) : 'Never'}</Table.Td>
      <Table.Td>{verifiedAt ? momentText(verifiedAt, zone) : 'Never'}</Table.Td>
      <Table.Td>{reachable ? 'Within reach' : 'Out of reach'}</Table.Td>
    </Table.Tr>
  );
}

/** Where backups lie, and how it last went with each. */
export function Destinations() {
  const list = useAsk('backup.list', {});
  return (
    <Answered query={list}>
      {(places) =>
        places.length > 0 && (
          <Table>
            <TableHead columns={['Place', 'Last made', 'Last opened and read', 'Now']} />
            <Table.Tbody>
              {places.map((destination) => (
                <Row key={destination.id} destination={destination} />
              ))}
            </Table.Tbody>
          </Table>
        )
      }
    </Answered>
  );
}
