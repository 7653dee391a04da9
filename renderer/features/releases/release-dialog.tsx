import { Button, Group, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import type { Input, Output } from '../../../shared/contract/contract.ts';
import type { ReleaseForm } from '../../../shared/domain/release/form.ts';
import type { Day } from '../../../shared/kernel/day.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { hasDialogs } from '../../client/files.ts';
import { useAct, useAsk } from '../../client/queries.ts';
import { PlaceField } from '../../parts/place-field.tsx';
import { UseAndAudience } from '../../parts/use-and-audience.tsx';
import { counted } from '../../ui/amounts.ts';
import { say } from '../../ui/announce.tsx';
import { Answered } from '../../ui/answered.tsx';
import { DayField } from '../../ui/day-field.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/failure.tsx';
import { FormField } from './form-field.tsx';
import { ReleaseDone } from './release-done.tsx';
import { ReleaseItems } from './release-items.tsx';

type Asked = Input<'release.preview'>;

interface TermsProps {
  readonly asked: Asked;
  readonly change: (part: Partial<Asked>) => void;
}

function ReleaseTerms({ asked, change }: TermsProps) {
  return (
    <Stack gap="sm">
      <UseAndAudience question={asked} onChange={change} />
      <Group grow align="flex-start">
        <TextInput
          label="To whom"
          data-autofocus
          description="The person who answers for the copies"
          value={asked.recipient}
          onChange={({ currentTarget }) => change({ recipient: currentTarget.value })}
        />
        <TextInput
          label="Organisation"
          description="May be left empty"
          value={asked.organisation ?? ''}
          onChange={({ currentTarget }) => change({ organisation: currentTarget.value })}
        />
      </Group>
      <Group grow align="flex-start">
        <Textarea
          label="Purpose"
          description="May be left empty"
          autosize
          minRows={1}
          value={asked.purpose ?? ''}
          onChange={({ currentTarget }) => change({ purpose: currentTarget.value })}
        />
        <DayField
          label="May be used until"
          description="Empty: as long as the agreements allow"
          value={asked.until ?? null}
          onChange={(until: Day | null) => change({ until })}
        />
      </Group>
    </Stack>
  );
}

interface ReleaseDialogProps {
  readonly recordings: readonly Id[];
  readonly onClose: () => void;
}

/** Releases copies: first what is asked, then the answer for each recording, then whatever may go. */
export function ReleaseDialog({ recordings, onClose }: ReleaseDialogProps) {
  const make = useAct('release.make');
  const [folder, setFolder] = useState('');
  const [form, setForm] = useState<ReleaseForm>('dicom');
  const [done, setDone] = useState<Output<'release.make'> | null>(null);
  const [asked, setAsked] = useState<Asked>({
    recordings: [...recordings],
    use: 'teaching',
    audience: 'medicalSetting',
    recipient: '',
  });
  // The answers rest on use, audience and whose the copies will be; the other fields do not change them.
  const question = {
    recordings: asked.recordings,
    use: asked.use,
    audience: asked.audience,
    recipient: 'the recipient',
  };
  const preview = useAsk('release.preview', question, { fresh: true });
  const going = preview.data?.items.filter(({ decision }) => decision.outcome === 'permit') ?? [];
  const hasDicom = going.some(({ container }) => container === 'dicom');
  const native = hasDialogs();
  const release = (): void => {
    make.mutate(
      { ...asked, ...(native ? { folder } : {}), form: hasDicom ? form : 'dicom' },
      {
        onSuccess: (answer) => {
          if (answer.release) say(`Release ${answer.release.number} is made.`);
          setDone(answer);
        },
      },
    );
  };
  if (done) return <ReleaseDone done={done} onClose={onClose} />;
  return (
    <Dialog onClose={onClose} size="xl" title={`Release ${counted(recordings.length, 'recording')}`}>
      <Stack gap="md">
        <ReleaseTerms asked={asked} change={(part) => setAsked({ ...asked, ...part })} />
        <section aria-live="polite" aria-labelledby="answers-for-release">
          <Title order={2} id="answers-for-release" mb="xs">
            What may go
          </Title>
          <Answered query={preview} waiting="Asking for each recording">
            {({ items }) => (
              <Stack gap="xs">
                <Text>
                  {counted(going.length, 'recording')} may go,{' '}
                  {counted(items.length - going.length, 'recording')} must stay here.
                </Text>
                <ReleaseItems items={items} />
              </Stack>
            )}
          </Answered>
        </section>
        {hasDicom && <FormField form={form} onChange={setForm} />}
        {native && (
          <PlaceField label="Folder for the copies" purpose="release" value={folder} onChange={setFolder} />
        )}
        <Text c="dimmed">
          The copies come with a list of what they are and a page of terms. They are recorded as copies out.
          What has left cannot be taken back: it can only be called back.
        </Text>
        <Failure error={make.error} />
        <Group justify="flex-end">
          <Button variant="subtle" onClick={onClose}>
            Cancel
          </Button>
          <Button
            loading={make.isPending}
            disabled={going.length === 0 || asked.recipient.trim() === '' || (native && folder.trim() === '')}
            onClick={release}
          >
            {going.length === 0 ? 'Nothing may go' : `Release ${counted(going.length, 'recording')}`}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
