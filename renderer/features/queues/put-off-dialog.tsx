import { Text } from '@mantine/core';
import { useState } from 'react';
import type { Day } from '../../../shared/kernel/day.ts';
import { useAct } from '../../client/queries.ts';
import { useToday } from '../../parts/session.ts';
import { counted } from '../../ui/amounts.ts';
import { say } from '../../ui/announce.tsx';
import { DayField } from '../../ui/day-field.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import type { QueueItem } from './queue-item.ts';

interface PutOffDialogProps {
  readonly items: readonly QueueItem[];
  readonly onClose: () => void;
}

const duties = (count: number): string => counted(count, 'duty', 'duties');

/** Puts several duties off to one day, for one reason. Each is written to the trail by itself. */
export function PutOffDialog({ items, onClose }: PutOffDialogProps) {
  const today = useToday();
  const settle = useAct('queue.settle');
  const [until, setUntil] = useState<Day | null>(null);
  const [fault, setFault] = useState<Error | null>(null);
  const [busy, setBusy] = useState(false);
  const run = async (reason: string): Promise<void> => {
    setBusy(true);
    let done = 0;
    try {
      for (const { id } of items) {
        await settle.mutateAsync({ item: id, outcome: 'snooze', reason, until });
        done += 1;
      }
      say(`${duties(done)} put off.`);
      onClose();
    } catch (error) {
      setFault(error as Error);
      if (done > 0) say(`${duties(done)} put off, the others not.`);
    }
    setBusy(false);
  };
  return (
    <ReasonDialog
      title={`Put ${duties(items.length)} off`}
      label="Why"
      button="Put them off"
      busy={busy}
      error={fault}
      blocked={until === null || until <= today}
      onClose={onClose}
      onSave={(reason) => void run(reason)}
    >
      <Text>
        They come back on that day, and stay owed: what is not permitted now is not permitted by putting it
        off.
      </Text>
      <DayField label="Until which day" value={until} onChange={setUntil} />
    </ReasonDialog>
  );
}
