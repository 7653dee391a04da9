import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { Input } from '../../../shared/contract/contract.ts';
import { variationFault } from '../../../shared/domain/agreement/variation.ts';
import type { Day } from '../../../shared/kernel/day.ts';
import { useAct, useAsk } from '../../client/queries.ts';
import { useToday } from '../../parts/session.ts';
import { say } from '../../ui/announce.tsx';
import { DayField } from '../../ui/day-field.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure, Notice } from '../../ui/failure.tsx';
import type { Agreement } from './agreements-table.tsx';
import { EffectView } from './effect-view.tsx';
import { type TermsDraft, termsFault, termsOf } from './terms-draft.ts';
import { NarrowTermsForm } from './terms-form.tsx';

type Event = Input<'agreement.record'>['event'];
export type EventKind = Event['kind'];

interface Words {
  readonly title: string;
  readonly says: string;
  readonly button: string;
  readonly done: string;
}

export const eventWords: Readonly<Record<EventKind, Words>> = {
  confirmed: {
    title: 'Record that the agreement was confirmed',
    says: 'The patient, or who agreed for them, was asked after the recording and agrees to the same uses [14a].',
    button: 'Save the confirmation',
    done: 'The confirmation is saved.',
  },
  varied: {
    title: 'Record a variation',
    says: 'The patient, or who agreed for them, agrees to less than before: fewer uses or viewers, no copies, an earlier last day [14b]. What goes further is given anew, as an agreement with a day of its own.',
    button: 'Save the variation',
    done: 'The variation is saved.',
  },
  withdrawn: {
    title: 'Record a withdrawal',
    says: 'The patient, or who agreed for them, no longer agrees. This cannot be taken back; a later change of mind is a new agreement [14e].',
    button: 'Save the withdrawal',
    done: 'The withdrawal is saved and has its effect at once.',
  },
  notConfirmed: {
    title: 'Record that the agreement was not confirmed',
    says: 'After the recording, the patient, or who agreed for them, did not agree [14e].',
    button: 'Save this answer',
    done: 'The answer is saved and has its effect at once.',
  },
};

interface EventDialogProps {
  readonly agreement: Agreement;
  readonly kind: EventKind;
  readonly onClose: () => void;
}

/** Records what became of an agreement; what it changes is shown before it is saved. */
export function EventDialog({ agreement, kind, onClose }: EventDialogProps) {
  const today = useToday();
  const record = useAct('agreement.record');
  const [on, setOn] = useState<Day | null>(today as Day);
  const [note, setNote] = useState('');
  const [terms, setTerms] = useState<TermsDraft>(agreement.terms);
  const words = eventWords[kind];
  const day = on ?? (today as Day);
  const agreed = termsOf(terms) ?? agreement.terms;
  const event: Event = kind === 'varied' ? { kind, on: day, terms: agreed, note } : { kind, on: day, note };
  const wanted = JSON.stringify({ ...event, note: '' });
  const [asked] = useDebouncedValue(wanted, 300);
  const effect = useAsk(
    'agreement.effect',
    { agreement: agreement.id, event: JSON.parse(asked) as Event },
    { keep: true },
  );
  // Nothing is saved whose own effect was not shown.
  const isShown = effect.data !== undefined && !effect.isPlaceholderData && asked === wanted;
  const fault = kind === 'varied' ? (termsFault(terms) ?? variationFault(agreement.terms, agreed)) : null;
  // The deep red is for what leads into quarantine, and for that alone.
  const grave = effect.data?.recordings.some(({ state }) => state === 'quarantined') ?? false;
  const save = (): void => {
    record.mutate(
      { agreement: agreement.id, event },
      {
        onSuccess: () => {
          say(words.done);
          onClose();
        },
      },
    );
  };
  return (
    <Dialog onClose={onClose} size="xl" title={`${words.title}: ${agreement.number}`}>
      <Stack gap="md">
        <Text>{words.says}</Text>
        <DayField label="On which day" value={on} onChange={setOn} />
        {kind === 'varied' && (
          <NarrowTermsForm terms={terms} onChange={setTerms} standing={agreement.terms} />
        )}
        <Textarea
          label="Note"
          description="May be left empty."
          autosize
          minRows={1}
          value={note}
          onChange={({ currentTarget }) => setNote(currentTarget.value)}
        />
        {fault ? <Notice tone="needs">{fault}</Notice> : <EffectView query={effect} />}
        {kind !== 'withdrawn' && (
          <Text c="dimmed">
            Undo does not reach what is recorded of an agreement: a later record puts it right, and both stay.
          </Text>
        )}
        <Failure error={record.error} />
        <Group justify="flex-end">
          <Button variant="subtle" onClick={onClose}>
            Cancel
          </Button>
          <Button
            {...(grave ? { color: 'deep' } : {})}
            loading={record.isPending}
            disabled={on === null || fault !== null || !isShown}
            onClick={save}
          >
            {words.button}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
