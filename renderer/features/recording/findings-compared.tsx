import { Table, Text } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { Output } from '../../../shared/contract/contract.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { useAsk } from '../../client/queries.ts';
import { Answered } from '../../ui/answered.tsx';
import { TableHead } from '../../ui/table-head.tsx';

type Findings = Output<'recording.findings'>;
type Finding = Findings[number];

const keyOf = ({ where, name }: Finding): string => `${where}\n${name}`;

interface Compared {
  readonly key: string;
  readonly where: string;
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly why: string;
}

/** Each field once, as the original says it and as the copy does; what the copy still says comes first. */
function compared(before: Findings, after: Findings): Compared[] {
  const left = new Map(before.map((finding) => [keyOf(finding), finding]));
  const right = new Map(after.map((finding) => [keyOf(finding), finding]));
  return [...new Set([...right.keys(), ...left.keys()])].map((key) => {
    const [one, other] = [left.get(key), right.get(key)];
    const { where, name, why } = (other ?? one) as Finding;
    return { key, where, name, why, before: one?.value ?? null, after: other?.value ?? null };
  });
}

function Value({ value }: { readonly value: string | null }) {
  if (value === null) return <Text c="dimmed">Not there</Text>;
  return (
    <Text ff="monospace" style={{ overflowWrap: 'anywhere' }}>
      {value}
    </Text>
  );
}

function Rows({ rows }: { readonly rows: readonly Compared[] }) {
  if (rows.length === 0) return <Text c="dimmed">Neither says anything that identifies.</Text>;
  return (
    <Table>
      <TableHead columns={['Field', 'Before, in the original', 'After, in the copy']} />
      <Table.Tbody>
        {rows.map(({ key, where, name, before, after, why }) => (
          <Table.Tr key={key}>
            <Table.Td>
              {name}
              <Text c="dimmed">
                {where}. {why}
              </Text>
            </Table.Td>
            <Table.Td>
              <Value value={before} />
            </Table.Td>
            <Table.Td>
              {after === null && before !== null ? (
                <Text style={{ whiteSpace: 'nowrap' }}>
                  <IconCheck size={14} aria-hidden /> Removed
                </Text>
              ) : (
                <Value value={after} />
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

interface FindingsComparedProps {
  readonly original: Id;
  readonly copy: Id;
}

/** What the original says about itself beside what the copy still says. */
export function FindingsCompared({ original, copy }: FindingsComparedProps) {
  const before = useAsk('recording.findings', { rendition: original });
  const after = useAsk('recording.findings', { rendition: copy });
  return (
    <Answered query={before}>
      {(was) => <Answered query={after}>{(is) => <Rows rows={compared(was, is)} />}</Answered>}
    </Answered>
  );
}
