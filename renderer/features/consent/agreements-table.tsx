import { Table } from '@mantine/core';
import type { Output } from '../../../shared/contract/contract.ts';
import { Go } from '../../parts/go.tsx';
import { places } from '../../parts/places.ts';
import { afterRecordingNames, giverNames, useNames } from '../../parts/words.ts';
import { dayText } from '../../ui/dates.ts';
import { TableHead } from '../../ui/table-head.tsx';
import { TableRows } from '../../ui/table-rows.tsx';

export type Agreement = Output<'agreement.show'>;

export function agreedTo({ terms }: Pick<Agreement, 'terms'>): string {
  const uses = terms.uses.map((use) => useNames[use].toLowerCase());
  return [...(terms.toMake ? ['the making'] : []), ...uses].join(', ') || 'nothing';
}

/** Agreements, one a line. */
export function AgreementsTable({ agreements }: { readonly agreements: readonly Agreement[] }) {
  return (
    <Table>
      <TableHead columns={['Agreement', 'Patients', 'Agreed to', 'Given', 'Since then', 'Recordings']} />
      <TableRows>
        {agreements.map((agreement) => (
          <Table.Tr key={agreement.id}>
            <Table.Td>
              <Go to={places.agreement(agreement.id)}>{agreement.number}</Go>
            </Table.Td>
            <Table.Td>{agreement.subjects.map(({ name, number }) => name || number).join('; ')}</Table.Td>
            <Table.Td>{agreedTo(agreement)}</Table.Td>
            <Table.Td>
              {dayText(agreement.terms.givenOn)}, {giverNames[agreement.terms.givenBy].toLowerCase()}
            </Table.Td>
            <Table.Td>{afterRecordingNames[agreement.afterRecording]}</Table.Td>
            <Table.Td>{agreement.recordings.length.toLocaleString('en-GB')}</Table.Td>
          </Table.Tr>
        ))}
      </TableRows>
    </Table>
  );
}
