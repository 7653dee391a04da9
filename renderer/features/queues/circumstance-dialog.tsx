import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useAct, useAsk } from '../../client/queries.ts';
import { Deadline, EnteredBefore } from '../../parts/circumstance-log.tsx';
import { Cite } from '../../parts/guidance.tsx';
import { say } from '../../ui/announce.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/failure.tsx';
import { blankCircumstance, type CircumstanceForm, type Draft, entryOf } from './circumstance-draft.ts';
import { AttemptFields, FilmingFields, PostMortemFields } from './circumstance-fields.tsx';
import type { QueueItem } from './queue-item.ts';

export type { CircumstanceForm };

interface FormWords {
  readonly title: string;
  readonly paragraph: string;
  readonly says: string;
  readonly button: string;
}

const words: Readonly<Record<CircumstanceForm, FormWords>> = {
  attempt: {
    title: 'Attempts to reach the patient',
    paragraph: '2002:17',
    says: 'Nothing else is done with it until the patient has agreed. An attempt is no answer; the agreement or the refusal is entered as such.',
    button: 'Enter the attempt',
  },
  postMortem: {
    title: 'Who was consulted about the death',
    paragraph: '2002:8',
    says: 'Where a death is under medico-legal investigation, the coroner or the procurator fiscal is consulted before a recording of the post-mortem is made.',
    button: 'Save',
  },
  outsideFilming: {
    title: 'Filming by people from outside',
    paragraph: '2002:25',
    says: 'The bodies that answer for the patients are informed beforehand, a contract holds the film-makers to what was agreed, and whoever owns the place has agreed.',
    button: 'Save',
  },
};

interface CircumstanceDialogProps {
  readonly item: QueueItem;
  readonly form: CircumstanceForm;
  readonly onClose: () => void;
}

/** The short form of a special circumstance: what was entered before, and what is entered now. */
export function CircumstanceDialog({ item, form, onClose }: CircumstanceDialogProps) {
  const { title, paragraph, says, button } = words[form];
  const known = useAsk('circumstance.list', { recording: item.recording.id });
  const enter = useAct('circumstance.enter');
  const died = known.data?.died ?? false;
  const [filled, setDraft] = useState(blankCircumstance);
  // After a death it is the relatives who are asked, unless somebody says that the patient was asked before [18].
  const draft: Draft = { ...filled, whom: filled.whom ?? (died ? 'relative' : 'patient') };
  const entry = entryOf(form, draft);
  const change = (part: Partial<Draft>): void => setDraft({ ...draft, ...part });
  const fields = { draft, change };
  const save = (): void => {
    if (!entry) return;
    enter.mutate(
      { recordings: [item.recording.id], entry },
      {
        onSuccess: () => {
          say(`It is entered for ${item.recording.number}.`);
          onClose();
        },
      },
    );
  };
  return (
    <Dialog onClose={onClose} size="lg" title={`${title}: ${item.recording.number}`}>
      <Stack gap="md">
        <Text c="dimmed">
          {says} <Cite paragraph={paragraph} />
        </Text>
        {known.data && form === 'attempt' && <Deadline {...known.data} />}
        {known.data && <EnteredBefore entries={known.data.entries.filter((one) => one.form === form)} />}
        {form === 'attempt' && <AttemptFields {...fields} died={died} />}
        {form === 'postMortem' && <PostMortemFields {...fields} />}
        {form === 'outsideFilming' && <FilmingFields {...fields} />}
        <Text c="dimmed">
          Undo does not reach what is entered: it stays, and what comes later is entered beside it.
        </Text>
        <Failure error={enter.error ?? known.error} />
        <Group justify="flex-end">
          <Button variant="subtle" onClick={onClose}>
            Cancel
          </Button>
          <Button loading={enter.isPending} disabled={entry === null} onClick={save}>
            {button}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
