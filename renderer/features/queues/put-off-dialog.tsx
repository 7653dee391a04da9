import { Text } from '@mantine/core';
import { useState } from 'react';
import type { Day } from '../../../shared/kernel/day.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { useAct } from '../../client/queries.ts';
import { HowFar } from '../../parts/how-far.tsx';
import { useToday } from '../../parts/session.ts';
import { say } from '../../ui/announce.tsx';
import { DayField } from '../../ui/day-field.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import { duties, settledMeanwhile } from './duty.ts';

interface PutOffDialogProps {
  readonly items: readonly Id[];
  readonly onClose: () => void;
}

/** Puts several duties off to one day, for one reason. Each is written to the trail by itself. */
export function PutOffDialog({ items, onClose }: PutOffDialogProps) {
  const today = useToday();
  const act = useAct('queue.putOff');
  const [until, setUntil] = useState<Day | null>(null);
  const save = (reason: string): void => {
    if (until === null) return;
    act.mutate(
      { items: [...items], reason, until },
      {
        onSuccess: ({ putOff, settled }) => {
          say(`${duties(putOff)} put off.${settledMeanwhile(settled)}`);
          onClose();
        },
      },
    );
  };
  return (
    <ReasonDialog
      title={`Put ${duties(items.length)} off`}
      label="Why"
      button="Put them off"
      busy={act.isPending}
      error={act.error}
      blocked={until === null || until <= today}
      onClose={onClose}
      onSave={save}
    >
      <Text>
        They come back on that day, and stay owed: what is not permitted now is not permitted by putting it
        off.
      </Text>
      <DayField label="Until which day" value={until} onChange={setUntil} />
      <HowFar operation="queue.putOff" busy={act.isPending} />
    </ReasonDialog>
  );
}
