import { Table, Text } from '@mantine/core';
import type { Output } from '../../shared/contract/contract.ts';
import { TableHead } from '../ui/table-head.tsx';

type Findings = Output<'recording.findings'>;

/** What a file says about itself and its patient, and why that matters. */
export function FindingsTable({
  findings,
  caption,
}: {
  readonly findings: Findings;
  readonly caption?: string;
}) {
  if (findings.length === 0) {
    return (
      <Text c="dimmed">
        {caption ? `${caption}: nothing that identifies.` : 'Nothing that identifies is found.'}
      </Text>
    );
  }
  return (
    <Table captionSide="top">
      {caption && <Table.Caption ta="left">{caption}</Table.Caption>}
      <TableHead columns={['Where', 'What', 'Says', 'Why it matters']} />
      <Table.Tbody>
        {findings.map(({ where, name, value, why }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same field may be found twice
          <Table.Tr key={index}>
            <Table.Td>{where}</Table.Td>
            <Table.Td>{name}</Table.Td>
            <Table.Td ff="monospace" style={{ overflowWrap: 'anywhere' }}>
              {value}
            </Table.Td>
            <Table.Td>{why}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
