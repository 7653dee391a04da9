import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { FormPurpose } from '../../../shared/domain/consent-form/template.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { useAct } from '../../client/queries.ts';
import { selection } from '../../parts/selection.ts';
import { type Picked, SubjectPicker } from '../../parts/subject-picker.tsx';
import { choices } from '../../parts/words.ts';
import { counted } from '../../ui/amounts.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/failure.tsx';
import { PaperLink } from '../../ui/paper-link.tsx';
import { useStore } from '../../ui/store.ts';
import { purposeNames } from './form-words.ts';

/** Issues a form to each of the chosen patients, and sets them for printing. */
export function IssueDialog({ onClose }: { readonly onClose: () => void }) {
  const recordings = useStore(selection);
  const issue = useAct('form.issue');
  const print = useAct('form.print');
  const [purpose, setPurpose] = useState<FormPurpose>('teaching');
  const [publication, setPublication] = useState('');
  const [subjects, setSubjects] = useState<readonly Picked[]>([]);
  const named = purpose !== 'publication' || publication.trim() !== '';
  const begin = async (): Promise<void> => {
    const { forms } = await issue.mutateAsync({
      purpose,
      subjects: subjects.map(({ id }) => id),
      recordings: [...recordings],
      publication: purpose === 'publication' ? publication : '',
    });
    await print.mutateAsync({ forms: forms.map(({ id }): Id => id) });
  };
  return (
    <Dialog onClose={onClose} size="xl" title="Issue consent forms">
      <Stack gap="md">
        <Select
          label="What the form is about"
          data={choices(purposeNames)}
          allowDeselect={false}
          value={purpose}
          onChange={(value) => setPurpose((value ?? 'teaching') as FormPurpose)}
        />
        {purpose === 'publication' && (
          <TextInput
            label="The publication"
            description="The one journal, book, website or programme; it is printed in the question."
            maxLength={200}
            value={publication}
            onChange={({ currentTarget }) => setPublication(currentTarget.value)}
          />
        )}
        <SubjectPicker label="A form each for these patients" chosen={subjects} onChange={setSubjects} />
        <Text c="dimmed">
          {recordings.length === 0
            ? 'For recordings still to be made. To issue forms for recordings that exist, choose them in the library first.'
            : `For ${counted(recordings.length, 'chosen recording')}; each goes with the patient whom it shows.`}
        </Text>
        <Failure error={issue.error ?? print.error} />
        <Group gap="sm">
          {issue.data && print.data ? (
            <>
              <Text>{counted(issue.data.forms.length, 'form')} issued.</Text>
              <PaperLink href={print.data.url}>Open them to print</PaperLink>
            </>
          ) : (
            <Button
              loading={issue.isPending || print.isPending}
              disabled={subjects.length === 0 || !named || issue.isSuccess}
              onClick={() => void begin().catch(() => undefined)}
            >
              Issue and set for printing
            </Button>
          )}
        </Group>
      </Stack>
    </Dialog>
  );
}
