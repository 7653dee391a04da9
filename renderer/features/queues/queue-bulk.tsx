import { Button, CloseButton, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { beginAct } from '../../parts/acts.ts';
import { useMay } from '../../parts/session.ts';
import { counted } from '../../ui/amounts.ts';
import { AssignDialog } from './assign-dialog.tsx';
import { PutOffDialog } from './put-off-dialog.tsx';
import type { QueueItem } from './queue-item.ts';

const quiet = { variant: 'default', size: 'compact-xs' } as const;

interface QueueBulkProps {
  readonly items: readonly QueueItem[];
  readonly onNone: () => void;
}

/**
 * What may honestly be done to several duties at once: given to somebody, put off, proposed for erasure (where each
 * picture is seen before it is approved). An answer, a judgement or an appraisal is one recording's own.
 */
export function QueueBulk({ items, onNone }: QueueBulkProps) {
  const may = useMay();
  const [dialog, setDialog] = useState<'assign' | 'putOff' | null>(null);
  const close = (): void => setDialog(null);
  const toErase = items.filter(({ action }) => action === 'proposeErasure');
  return (
    <Group gap="xs" mih={30} mb="xs" role="toolbar" aria-label="What to do with the chosen duties">
      <Text c="dimmed">
        {items.length === 0 ? 'Nothing chosen' : `${counted(items.length, 'duty', 'duties')} chosen`}
      </Text>
      {items.length > 0 && (
        <>
          <CloseButton size="sm" aria-label="Choose none" title="Choose none" onClick={onNone} />
          <Button {...quiet} onClick={() => setDialog('assign')}>
            Say who sees to them
          </Button>
          <Button {...quiet} onClick={() => setDialog('putOff')}>
            Put off
          </Button>
          {may('erasure.propose') && toErase.length === items.length && (
            <Button
              {...quiet}
              onClick={() =>
                beginAct({ kind: 'erase', recordings: toErase.map(({ recording }) => recording.id) })
              }
            >
              Propose erasure
            </Button>
          )}
        </>
      )}
      {dialog === 'assign' && <AssignDialog items={items} onClose={close} />}
      {dialog === 'putOff' && <PutOffDialog items={items} onClose={close} />}
    </Group>
  );
}
