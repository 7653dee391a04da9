import { Stack, Table, Text } from '@mantine/core';
import type { Output } from '../../../shared/contract/contract.ts';
import { Cites } from '../../parts/guidance.tsx';
import { counted } from '../../ui/amounts.ts';
import { Mono } from '../../ui/numbers.tsx';
import { TableHead } from '../../ui/table-head.tsx';

type Item = Output<'release.preview'>['items'][number];

const shown = 200;

function ItemRow({ item }: { readonly item: Item }) {
  const { decision, recording, kind } = item;
  const permitted = decision.outcome === 'permit';
  return (
    <Table.Tr style={{ verticalAlign: 'top' }}>
      <Table.Td>
        <Mono>{recording.number}</Mono>
      </Table.Td>
      <Table.Td>
        {permitted
          ? kind === 'anonymised'
            ? 'Goes, the anonymised copy'
            : 'Goes, the original'
          : 'Stays here'}
      </Table.Td>
      <Table.Td>
        {decision.reasons.map((reason) => (
          <Text key={reason}>{reason}</Text>
        ))}
        {!permitted && decision.remedies.length > 0 && (
          <>
            <Text fw={600}>What would change this</Text>
            <ul style={{ margin: 0, paddingLeft: '1.25rem' }}>
              {decision.remedies.map((remedy) => (
                <li key={remedy}>{remedy}</li>
              ))}
            </ul>
          </>
        )}
      </Table.Td>
      <Table.Td>
        <Cites paragraphs={decision.cites} />
      </Table.Td>
    </Table.Tr>
  );
}

/** The answer for each recording: those that stay, with why and what would change it, stand first. */
export function ReleaseItems({ items }: { readonly items: readonly Item[] }) {
  const staying = items.filter(({ decision }) => decision.outcome === 'refuse');
  const going = items.filter(({ decision }) => decision.outcome === 'permit');
  return (
    <Stack gap="xs">
      <Table>
        <TableHead columns={['Recording', 'Answer', 'Why', 'Paragraph']} />
        <Table.Tbody>
          {[...staying, ...going].slice(0, shown).map((item) => (
            <ItemRow key={item.recording.id} item={item} />
          ))}
        </Table.Tbody>
      </Table>
      {items.length > shown && (
        <Text c="dimmed">{counted(items.length - shown, 'more recording')}, answered in the same way.</Text>
      )}
    </Stack>
  );
}
