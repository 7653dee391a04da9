import { Radio, Stack, Text, TextInput } from '@mantine/core';
import type { QueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { holdFault } from '../../../shared/domain/recording/hold.ts';
import type { Day } from '../../../shared/kernel/day.ts';
import { call } from '../../client/bridge.ts';
import { invalidateAfter } from '../../client/freshness.ts';
import { useAct } from '../../client/queries.ts';
import type { Detail } from '../../parts/renditions.ts';
import { useToday } from '../../parts/session.ts';
import { useSayWithWayBack } from '../../parts/undo.ts';
import { DayField } from '../../ui/day-field.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';

interface HoldDialogProps {
  readonly detail: Detail;
  readonly onClose: () => void;
}

const holding =
  'While it is on hold it is not erased, whatever is agreed or withdrawn. Holds are for proceedings and for the protection of the patient or others [19].';
const lifting = 'Without the hold the usual rules for keeping and erasing apply again at once.';

/** Holds it as it was held before, or not at all. */
const holdBack =
  ({ id, number, hold: was }: Detail) =>
  async (client: QueryClient): Promise<string> => {
    const reason = was?.reason || 'The change before was taken back.';
    const before = was ? { held: true, senior: was.senior, until: was.until } : { held: false };
    await call('recording.hold', { recordings: [id], reason, ...before });
    invalidateAfter(client, 'recording.hold');
    return was ? `${number} is on hold as it was before.` : `${number} is not on hold any more.`;
  };

interface HoldChoiceProps {
  readonly held: boolean;
  readonly onChange: (held: boolean) => void;
}

/** What is to become of a hold that there is. */
function HoldChoice({ held, onChange }: HoldChoiceProps) {
  return (
    <Radio.Group
      label="The hold"
      value={held ? 'keep' : 'lift'}
      onChange={(value) => onChange(value === 'keep')}
    >
      <Stack gap={4} mt={4}>
        <Radio value="keep" label="Keep it on hold" />
        <Radio value="lift" label="Lift the hold" />
      </Stack>
    </Radio.Group>
  );
}

/** A hold keeps a recording from being erased while a disclosure or proceedings need it [19]. */
export function HoldDialog({ detail, onClose }: HoldDialogProps) {
  const today = useToday();
  const hold = useAct('recording.hold');
  const sayWithWayBack = useSayWithWayBack();
  const was = detail.hold;
  const [held, setHeld] = useState(true);
  const [senior, setSenior] = useState(was?.senior ?? '');
  const [until, setUntil] = useState<Day | null>(null);
  const save = (reason: string): void =>
    hold.mutate(
      { recordings: [detail.id], reason, held, ...(held ? { senior, until } : {}) },
      {
        onSuccess: () => {
          sayWithWayBack(
            held ? `${detail.number} is on hold.` : `The hold on ${detail.number} is lifted.`,
            holdBack(detail),
          );
          onClose();
        },
      },
    );
  return (
    <ReasonDialog
      reasonFirst={was === null}
      title={was ? `The hold on ${detail.number}` : `Put ${detail.number} on hold`}
      label="Why"
      button={!held ? 'Lift the hold' : was ? 'Keep on hold' : 'Put on hold'}
      busy={hold.isPending}
      error={hold.error}
      blocked={held && holdFault({ senior, until }, today as Day) !== null}
      onClose={onClose}
      onSave={save}
    >
      {was && <HoldChoice held={held} onChange={setHeld} />}
      <Text c="dimmed">{held ? holding : lifting}</Text>
      {held && (
        <>
          <TextInput
            label="Senior colleague who agreed"
            description="Nobody sets aside alone what a patient asked to have erased [19]."
            required
            value={senior}
            onChange={({ currentTarget }) => setSenior(currentTarget.value)}
          />
          <DayField
            label="Look at it again after"
            description="Somebody is then asked whether it is still needed. It stays on hold until they say."
            required
            value={until}
            onChange={setUntil}
          />
        </>
      )}
    </ReasonDialog>
  );
}
