import { Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { Input } from '../../../shared/contract/contract.ts';
import type { Day } from '../../../shared/kernel/day.ts';
import { useAct } from '../../client/queries.ts';
import { Cite } from '../../parts/guidance.tsx';
import { useToday } from '../../parts/session.ts';
import { settlingNames } from '../../parts/words.ts';
import { say } from '../../ui/announce.tsx';
import { DayField } from '../../ui/day-field.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import type { QueueItem } from './queue-item.ts';

type Outcome = Input<'queue.settle'>['outcome'];

interface SettleDialogProps {
  readonly item: QueueItem;
  readonly onClose: () => void;
}

interface Choice {
  readonly value: Outcome;
  readonly label: string;
  readonly description?: string;
}

function outcomesOf(item: QueueItem): readonly Choice[] {
  const { action } = item;
  const putOff = { value: 'snooze' as const, label: 'Put it off' };
  if (action === 'appraise' || action === 'proposeErasure' || action === 'approveErasure') {
    return [
      {
        value: 'keep',
        label: 'Keep the recording',
        description: item.overItsPeriod
          ? 'It is looked at again after a day that you give, or in a year.'
          : 'It comes back into use if it was set aside, and is looked at again in a year if it is still asked for.',
      },
      ...(item.overItsPeriod
        ? [
            {
              value: 'keepForGood' as const,
              label: 'Keep it for good',
              description: 'Nobody is asked again.',
            },
          ]
        : []),
      {
        value: 'erase',
        label: 'Put it up for erasure',
        description: 'Nothing is erased yet: a second person looks at it and approves.',
      },
      putOff,
    ];
  }
  // It ends with the disclosure itself, and by nobody's word here.
  if (action === 'confirmDisclosure' || action === 'reviewDisclosure') return [putOff];
  if (action === 'recallCopies')
    return [
      {
        value: 'done',
        label: 'The copies may stay where they are',
        description:
          'Only where what is agreed now lets each of them be there. What came back or was destroyed is entered with its release.',
      },
      putOff,
    ];
  return [{ value: 'done', label: 'It is done' }, putOff];
}

/** Settles an item in words: kept, put up for erasure, done, or put off to a day. */
export function SettleDialog({ item, onClose }: SettleDialogProps) {
  const today = useToday();
  const settle = useAct('queue.settle');
  const propose = useAct('erasure.propose');
  const outcomes = outcomesOf(item);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [until, setUntil] = useState<Day | null>(null);
  const takesDay = outcome === 'snooze' || (outcome === 'keep' && item.overItsPeriod);
  const dayMissing = takesDay && (until === null ? outcome === 'snooze' : until <= today);
  const done = (words: string) => ({
    onSuccess: () => {
      say(`${item.recording.number} is ${words}.`);
      onClose();
    },
  });
  const save = (chosen: Outcome, reason: string): void => {
    // An erasure takes its two steps, of which this is the first.
    if (chosen === 'erase')
      propose.mutate({ recordings: [item.recording.id], why: reason }, done('put up for erasure'));
    else
      settle.mutate(
        { item: item.id, outcome: chosen, reason, until: takesDay ? until : null },
        done('settled'),
      );
  };
  return (
    <ReasonDialog
      title={`${settlingNames[item.action]}: ${item.recording.number}`}
      label="Why"
      button="Save"
      busy={settle.isPending || propose.isPending}
      error={settle.error ?? propose.error}
      blocked={outcome === null || dayMissing}
      onClose={onClose}
      onSave={(reason) => outcome && save(outcome, reason)}
    >
      <Text>
        {item.reason} <Cite paragraph={item.paragraph} />
      </Text>
      <Radio.Group label="Outcome" value={outcome} onChange={(value) => setOutcome(value as Outcome)}>
        <Stack gap={4} mt={4}>
          {outcomes.map((choice) => (
            <Radio key={choice.value} {...choice} />
          ))}
        </Stack>
      </Radio.Group>
      {takesDay && <DayField label="Until which day" value={until} onChange={setUntil} />}
      <Text c="dimmed">Undo does not reach what is saved here. It stands in the trail with your reason.</Text>
    </ReasonDialog>
  );
}
