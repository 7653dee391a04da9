import { List, Table, Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { Input, Output } from '../../../shared/contract/contract.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { useAsk } from '../../client/queries.ts';
import {
  categoryNames,
  circumstanceNames,
  recordKindNames,
  standingNames,
  useNames,
} from '../../parts/words.ts';
import { counted } from '../../ui/amounts.ts';
import { dayText } from '../../ui/dates.ts';
import { Failure, Notice } from '../../ui/failure.tsx';
import { TableHead } from '../../ui/table-head.tsx';

type Preview = Output<'recording.previewClassify'>;
type Field = Preview['fields'][number];
type Value = Field['changes'][number]['to'];

/** How long typing rests before it is asked what it would do. */
const restMs = 300;

const fieldWords: Readonly<Record<Field['field'], string>> = {
  category: 'Category',
  madeFor: 'Made for',
  circumstances: 'Circumstances',
  made: 'Date made',
  subjects: 'Patients',
  callerNotice: 'Callers were told',
  colleagueConsulted: 'A colleague was consulted',
  medicoLegalInvestigation: 'Under investigation',
  coronerDiscussed: 'The coroner was consulted',
  externalFilming: 'Filmed from outside',
  bodiesInformed: 'The bodies were informed',
  records: 'Kind of health record',
};

const closed: Readonly<Partial<Record<Field['field'], Readonly<Record<string, string>>>>> = {
  category: categoryNames,
  madeFor: useNames,
  circumstances: circumstanceNames,
  records: recordKindNames,
};

function days(value: string): string {
  const [from = '', to = ''] = value.split('/');
  if (from === '' && to === '') return 'Not entered';
  const [first, last] = [from, to].map((day) => (day === '' ? 'not known' : dayText(day)));
  return first === last ? String(first) : `${first} to ${last}`;
}

function valueWords(field: Field['field'], value: Value): string {
  if (value === null || value === '') return 'Not entered';
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (field === 'made') return days(value);
  return closed[field]?.[value] ?? value;
}

function Changes({ fields }: { readonly fields: Preview['fields'] }) {
  const lines = fields.flatMap(({ field, changes }) => changes.map((change) => ({ field, ...change })));
  if (lines.length === 0) return <Text c="dimmed">They say this already: nothing would change.</Text>;
  return (
    <Table verticalSpacing={3}>
      <TableHead columns={['What', 'From', 'To', { name: 'Recordings', numbers: true }]} />
      <Table.Tbody>
        {lines.map(({ field, from, to, count }) => (
          <Table.Tr key={`${field} ${String(from)} ${String(to)}`}>
            <Table.Td>{fieldWords[field]}</Table.Td>
            <Table.Td>{valueWords(field, from)}</Table.Td>
            <Table.Td>{valueWords(field, to)}</Table.Td>
            <Table.Td ta="right">{count.toLocaleString('en-GB')}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** What follows beyond the words themselves: where they stand, agreements and sign-offs that no longer fit. */
function Follows({ preview }: { readonly preview: Preview }) {
  const { standings, agreements, signOffs, faults } = preview;
  const moved = standings.filter(({ from, to }) => from !== to);
  if (moved.length + agreements.length + signOffs.length + faults.length === 0) return null;
  return (
    <Notice
      tone={agreements.length + signOffs.length + faults.length > 0 ? 'needs' : 'plain'}
      title="What follows"
    >
      <List size="sm">
        {moved.map(({ from, to, count }) => (
          <List.Item key={`${from} ${to}`}>
            {counted(count, 'recording')}: from “{standingNames[from]}” to “{standingNames[to]}”.
          </List.Item>
        ))}
        {agreements.map(({ agreement, recordings }) => (
          <List.Item key={agreement.id}>
            Agreement {agreement.number} no longer holds for {counted(recordings, 'recording')}: none of the
            patients entered then has given it.
          </List.Item>
        ))}
        {signOffs.length > 0 && (
          <List.Item>
            The sign-off of {signOffs.map(({ number }) => number).join(', ')} was made with other patients in
            mind.
          </List.Item>
        )}
        {faults.map((fault) => (
          <List.Item key={fault}>{fault}</List.Item>
        ))}
      </List>
    </Notice>
  );
}

interface ClassifyPreviewProps {
  readonly recordings: readonly Id[];
  readonly classification: Input<'recording.classify'>['classification'];
}

/** What saving would change, from what to what, and what follows from it. Nothing before anything is said. */
export function ClassifyPreview({ recordings, classification }: ClassifyPreviewProps) {
  const [rested] = useDebouncedValue(classification, restMs);
  const said = Object.keys(rested).length > 0;
  const preview = useAsk(
    'recording.previewClassify',
    { recordings: [...recordings], classification: rested },
    { enabled: said, keep: true },
  );
  if (!said) return null;
  return (
    <section aria-label="What would change" aria-live="polite">
      <Title order={3} mb={4}>
        What would change
      </Title>
      <Failure error={preview.error} />
      {preview.data && (
        <>
          <Changes fields={preview.data.fields} />
          <Follows preview={preview.data} />
        </>
      )}
    </section>
  );
}
