import { Button, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { useAsk } from '../../client/queries.ts';
import { useMay } from '../../parts/session.ts';
import { Answered } from '../../ui/answered.tsx';
import { TableHead } from '../../ui/table-head.tsx';
import { agesText, periodText, recordsText } from './retention-words.ts';
import { Section } from './section.tsx';
import { SetSchedule } from './set-schedule.tsx';

/** The schedule by which recordings made for care come up for appraisal. */
export function Retention() {
  const may = useMay();
  const schedule = useAsk('retention.schedule', {});
  const [changing, setChanging] = useState(false);
  return (
    <Section
      title="How long recordings are kept"
      says="What was made for care belongs to the medical record. After the last day of the longest line that fits, somebody is asked whether it is erased, kept longer or kept for good. Nothing is erased by its age."
    >
      <Answered query={schedule}>
        {({ rules }) =>
          rules.length === 0 ? (
            <Text>No schedule is in force, so nothing comes up for appraisal by its age.</Text>
          ) : (
            <Table verticalSpacing="xs">
              <TableHead columns={['What', 'Records', 'Kept', 'Source']} />
              <Table.Tbody>
                {rules.map((rule) => (
                  <Table.Tr key={`${rule.name} ${rule.from}`}>
                    <Table.Td>{rule.name}</Table.Td>
                    <Table.Td>
                      {recordsText(rule)}
                      {agesText(rule)}
                    </Table.Td>
                    <Table.Td>{periodText(rule)}</Table.Td>
                    <Table.Td>{rule.source}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          )
        }
      </Answered>
      {may('retention.setSchedule') && schedule.data && (
        <Button variant="default" onClick={() => setChanging(true)}>
          Change how long recordings are kept
        </Button>
      )}
      {changing && schedule.data && (
        <SetSchedule inForce={schedule.data.rules} onClose={() => setChanging(false)} />
      )}
    </Section>
  );
}
