import { Button, CloseButton, Group, Text } from '@mantine/core';
import { useState } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import { useAsk } from '../../client/queries.ts';
import { beginAct } from '../../parts/acts.ts';
import { useMay } from '../../parts/session.ts';
import { say } from '../../ui/announce.tsx';
import { Failure } from '../../ui/failure.tsx';
import { AssignDialog } from './assign-dialog.tsx';
import { type Duty, duties } from './duty.ts';
import type { Narrowing } from './narrowing.ts';
import { PutOffDialog } from './put-off-dialog.tsx';

const quiet = { variant: 'default', size: 'compact-xs' } as const;

interface QueueBulkProps {
  readonly by: Narrowing;
  /** How many the whole list holds, of which one page is seen. */
  readonly total: number;
  readonly chosen: readonly Duty[];
  readonly onChoose: (chosen: readonly Duty[]) => void;
}

/** One page is seen, all pages can be chosen. */
function ChooseWhole({ by, total, onChoose }: Omit<QueueBulkProps, 'chosen'>) {
  const whole = useAsk('queue.whole', by, { enabled: false });
  const take = ({ duties: all, total: held }: Output<'queue.whole'>): void => {
    onChoose(all);
    if (held > all.length) say(`The first ${duties(all.length)} are chosen: one act takes no more.`);
  };
  return (
    <>
      <Button
        {...quiet}
        loading={whole.isFetching}
        onClick={() => void whole.refetch().then(({ data }) => data && take(data))}
      >
        Choose all {total.toLocaleString('en-GB')} of the list
      </Button>
      <Failure error={whole.error} />
    </>
  );
}

/**
 * What may honestly be done to several duties at once: given to somebody, put off, proposed for erasure (where each
 * picture is seen before it is approved). An answer, a judgement or an appraisal is one recording's own.
 */
export function QueueBulk({ by, total, chosen, onChoose }: QueueBulkProps) {
  const may = useMay();
  const [dialog, setDialog] = useState<'assign' | 'putOff' | null>(null);
  const close = (): void => setDialog(null);
  const items = chosen.map(({ id }) => id);
  const erasable = chosen.every(({ action }) => action === 'proposeErasure');
  const propose = (): void =>
    beginAct({
      kind: 'erase',
      recordings: chosen.map(({ recording }) => recording),
      // These duties are gone: who sees the pictures and approves has the next.
      onProposed: () => onChoose([]),
    });
  return (
    <Group gap="xs" mih={30} mb="xs" role="toolbar" aria-label="What to do with the chosen duties">
      <Text c="dimmed">{chosen.length === 0 ? 'Nothing chosen' : `${duties(chosen.length)} chosen`}</Text>
      {chosen.length > 0 && (
        <>
          <CloseButton size="sm" aria-label="Choose none" title="Choose none" onClick={() => onChoose([])} />
          {chosen.length < total && <ChooseWhole by={by} total={total} onChoose={onChoose} />}
          <Button {...quiet} onClick={() => setDialog('assign')}>
            Say who sees to them
          </Button>
          <Button {...quiet} onClick={() => setDialog('putOff')}>
            Put off
          </Button>
          {may('erasure.propose') && erasable && (
            <Button {...quiet} onClick={propose}>
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
