import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { Id } from '../../../shared/kernel/id.ts';
import { useAct, useAsk } from '../../client/queries.ts';
import { useSayWithUndo } from '../../parts/undo.ts';
import { counted } from '../../ui/amounts.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/failure.tsx';
import {
  blankDraft,
  ClassificationForm,
  classificationOf,
  type Draft,
  draftFault,
} from './classification-form.tsx';
import { ClassifyPreview } from './classify-preview.tsx';
import { rememberClass } from './recent-classes.ts';
import { UsedLast } from './used-last.tsx';

interface ClassifyDialogProps {
  readonly recordings: readonly Id[];
  readonly onClose: () => void;
}

type Detail = NonNullable<ReturnType<typeof useAsk<'recording.show'>>['data']>;

const draftOf = ({ classification, subjects }: Detail): Draft => ({
  ...blankDraft,
  category: classification.category,
  madeFor: classification.madeFor,
  circumstances: classification.circumstances,
  records: classification.records,
  subjects,
  facts: {
    callerNotice: classification.callerNotice,
    colleagueConsulted: classification.colleagueConsulted,
    medicoLegalInvestigation: classification.medicoLegalInvestigation,
    coronerDiscussed: classification.coronerDiscussed,
    externalFilming: classification.externalFilming,
    bodiesInformed: classification.bodiesInformed,
  },
});

/** Classifies one recording or many; of many, only what is filled in is changed. */
export function ClassifyDialog({ recordings, onClose }: ClassifyDialogProps) {
  const [first] = recordings;
  const single = recordings.length === 1 && first !== undefined;
  const shown = useAsk('recording.show', { recording: first ?? ('' as Id) }, { enabled: single });
  const [typed, setTyped] = useState<Draft | null>(null);
  const classify = useAct('recording.classify');
  const sayWithUndo = useSayWithUndo();
  const draft = typed ?? (shown.data && single ? draftOf(shown.data) : blankDraft);
  const kinds = single && shown.data ? [shown.data.kind] : [];
  const save = (): void => {
    classify.mutate(
      { recordings: [...recordings], classification: classificationOf(draft, kinds) },
      {
        onSuccess: ({ changed, change }) => {
          sayWithUndo(`${counted(changed, 'recording')} classified.`, change);
          rememberClass(draft);
          onClose();
        },
      },
    );
  };
  return (
    <Dialog onClose={onClose} size="lg" title={`Classify ${counted(recordings.length, 'recording')}`}>
      <Stack gap="md">
        {!single && <Text c="dimmed">What is left empty stays as it is.</Text>}
        <UsedLast onUse={(used) => setTyped({ ...draft, ...used })} />
        <ClassificationForm draft={draft} kinds={kinds} onChange={setTyped} />
        {typed && draftFault(draft, kinds) === null && (
          <ClassifyPreview recordings={recordings} classification={classificationOf(draft, kinds)} />
        )}
        <Failure error={classify.error ?? shown.error} />
        <Group justify="flex-end">
          <Button variant="subtle" onClick={onClose}>
            Cancel
          </Button>
          <Button
            onClick={save}
            loading={classify.isPending}
            disabled={typed === null || draftFault(draft, kinds) !== null}
          >
            Save the classification
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
