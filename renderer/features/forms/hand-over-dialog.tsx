import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { Day } from '../../../shared/kernel/day.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { useHandOver } from '../../parts/closed-view/hand-over.ts';
import { useToday } from '../../parts/session.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/failure.tsx';
import { blankEntry } from './entry-draft.ts';
import { LeafletFields, WhoAnswers } from './entry-form.tsx';

interface HandOverDialogProps {
  readonly form: Id;
  readonly patient: Id;
  readonly onClose: () => void;
}

/** What staff say before a form is answered on the screen: who answers it, and what was handed over with it. */
export function HandOverDialog({ form, patient, onClose }: HandOverDialogProps) {
  const today = useToday() as Day;
  const { handOver, isPending, error } = useHandOver();
  const [draft, setDraft] = useState(() => {
    const { givenBy, givenByName, subjectThen, capacityNote, capacityWords, authority, leaflet } =
      blankEntry();
    return { givenBy, givenByName, subjectThen, capacityNote, capacityWords, authority, leaflet };
  });
  const change = (part: Partial<typeof draft>): void => setDraft((before) => ({ ...before, ...part }));
  const named = draft.givenBy === 'patient' || draft.givenByName.trim() !== '';
  return (
    <Dialog onClose={onClose} size="lg" title="Answer and sign on this screen">
      <Stack gap="md">
        <WhoAnswers label="Answered by" patient={patient} on={today} draft={draft} change={change} />
        <LeafletFields draft={draft} change={change} />
        <Text>
          The window then shows this form and nothing else, until you enter your passphrase. If it is handed
          back unsigned, or locks, nothing that was answered is kept.
        </Text>
        <Failure error={error} />
        <Group>
          <Button
            loading={isPending}
            disabled={!named}
            onClick={() => handOver({ view: 'signing', form, signer: draft })}
          >
            Hand the device over
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
