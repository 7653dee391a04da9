import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { Day } from '../../../shared/kernel/day.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { useAct } from '../../client/queries.ts';
import { useToday } from '../../parts/session.ts';
import { approachMeansNames, approachOutcomeNames, choices } from '../../parts/words.ts';
import { counted } from '../../ui/amounts.ts';
import { say } from '../../ui/announce.tsx';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { DayField } from '../../ui/day-field.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/failure.tsx';

interface ApproachDialogProps {
  readonly agreements: readonly Id[];
  readonly onClose: () => void;
}

/** Enters a letter, a call or a talk for one agreement or several. It is no answer. */
export function ApproachDialog({ agreements, onClose }: ApproachDialogProps) {
  const today = useToday() as Day;
  const enter = useAct('round.approach');
  const [on, setOn] = useState<Day | null>(today);
  const [means, setMeans] = useState<keyof typeof approachMeansNames>('letter');
  const [outcome, setOutcome] = useState<keyof typeof approachOutcomeNames>('sent');
  const [note, setNote] = useState('');
  const save = (): void => {
    if (on === null) return;
    enter.mutate(
      { agreements: [...agreements], approach: { on, means, outcome, note } },
      {
        onSuccess: ({ entered }) => {
          say(`Entered for ${counted(entered, 'agreement')}.`);
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      onClose={onClose}
      size="lg"
      title={`A letter or a call: ${counted(agreements.length, 'agreement')}`}
    >
      <Stack gap="md">
        <Text>
          It is entered in the history of each agreement. What was said in reply is entered with the agreement
          itself; silence changes nothing.
        </Text>
        <Group grow align="flex-start">
          <ChoiceField label="How" data={choices(approachMeansNames)} value={means} onChange={setMeans} />
          <ChoiceField
            label="What came of it"
            data={choices(approachOutcomeNames)}
            value={outcome}
            onChange={setOutcome}
          />
          <DayField label="On which day" value={on} onChange={setOn} />
        </Group>
        <Textarea
          label="Note"
          description="May be left empty."
          autosize
          minRows={1}
          value={note}
          onChange={({ currentTarget }) => setNote(currentTarget.value)}
        />
        <Failure error={enter.error} />
        <Group justify="flex-end">
          <Button variant="subtle" onClick={onClose}>
            Cancel
          </Button>
          <Button loading={enter.isPending} disabled={on === null || on > today} onClick={save}>
            Enter it
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
