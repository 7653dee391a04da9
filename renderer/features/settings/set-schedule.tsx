import { CloseButton, NumberInput, Select, Table, Text } from '@mantine/core';
import { useState } from 'react';
import england from '../../../resources/retention/england.json';
import thirtyYears from '../../../resources/retention/thirty-years.json';
import { useAct } from '../../client/queries.ts';
import { say } from '../../ui/announce.tsx';
import { Notice } from '../../ui/failure.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import { TableHead } from '../../ui/table-head.tsx';
import { agesText, eventText, type Rule, recordsText } from './retention-words.ts';

const known = { england, thirtyYears } as const;
type Known = keyof typeof known;

/** The lines of a schedule that comes with Custos; the contract says what they may hold. */
const rulesOf = (name: Known): readonly Rule[] => known[name].rules as readonly Rule[];

interface LinesProps {
  readonly rules: readonly Rule[];
  readonly onChange: (rules: readonly Rule[]) => void;
}

function Lines({ rules, onChange }: LinesProps) {
  return (
    <Table verticalSpacing={4}>
      <TableHead columns={['What', 'Years', { name: 'Leave out', unseen: true }]} />
      <Table.Tbody>
        {rules.map((rule, place) => (
          <Table.Tr key={`${rule.name} ${rule.from}`}>
            <Table.Td>
              {rule.name}
              <Text size="xs" c="dimmed">
                {recordsText(rule)}
                {agesText(rule)}, {eventText(rule)}
              </Text>
            </Table.Td>
            <Table.Td>
              <NumberInput
                aria-label={`Years: ${rule.name}`}
                w="5rem"
                min={1}
                max={200}
                allowDecimal={false}
                clampBehavior="strict"
                value={rule.years}
                onChange={(years) =>
                  typeof years === 'number' &&
                  years >= 1 &&
                  onChange(rules.map((each, at) => (at === place ? { ...each, years } : each)))
                }
              />
            </Table.Td>
            <Table.Td>
              <CloseButton
                aria-label={`Leave out: ${rule.name}`}
                onClick={() => onChange(rules.filter((_, at) => at !== place))}
              />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

interface SetScheduleProps {
  readonly inForce: readonly Rule[];
  readonly onClose: () => void;
}

/** Chooses a schedule, changes its periods and puts it in force with a reason. */
export function SetSchedule({ inForce, onClose }: SetScheduleProps) {
  const [rules, setRules] = useState(inForce);
  const [chosen, setChosen] = useState<Known | null>(null);
  const set = useAct('retention.setSchedule');
  const choose = (name: string | null): void => {
    if (name === null) return;
    setChosen(name as Known);
    setRules(rulesOf(name as Known));
  };
  const shortened = inForce.some(
    (before) => !rules.some(({ name, years }) => name === before.name && years >= before.years),
  );
  return (
    <ReasonDialog
      title="How long recordings are kept"
      label="Why"
      button={rules.length === 0 ? 'Go by no schedule' : 'Go by this schedule'}
      busy={set.isPending}
      error={set.error}
      onClose={onClose}
      onSave={(reason) =>
        set.mutate(
          { rules: [...rules], reason },
          {
            onSuccess: () => {
              say('The schedule is in force.');
              onClose();
            },
          },
        )
      }
    >
      <Select
        label="Begin with"
        placeholder="What is in force"
        data={Object.entries(known).map(([value, { title }]) => ({ value, label: title }))}
        value={chosen}
        onChange={choose}
      />
      {chosen && <Text c="dimmed">{known[chosen].note}</Text>}
      {rules.length > 0 && <Lines rules={rules} onChange={setRules} />}
      <Notice tone="needs">
        Every recording is worked out anew. In a large library this takes some minutes, in which nobody can
        work.{shortened && ' A shorter time may put recordings forward for appraisal at once.'}
      </Notice>
    </ReasonDialog>
  );
}
