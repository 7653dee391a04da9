import { Button, CloseButton, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '../../client/queries.ts';
import { useMay } from '../../parts/session.ts';
import { say } from '../../ui/announce.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/failure.tsx';
import { hasEnded, type Job } from './job-words.ts';

interface JobActionsProps {
  readonly job: Job;
  /** Without words where one job stands under another. */
  readonly small?: boolean;
}

interface AskFirstProps {
  readonly what: 'cancel' | 'clear';
  readonly job: Job;
  readonly onClose: () => void;
}

const asking = {
  cancel: {
    title: 'Cancel the job',
    says: 'What is done so far stays. The rest is left as it is, and Undo does not reach this: to go on later, choose Pause.',
    stay: 'Go on with the job',
  },
  clear: {
    title: 'Clear the job from the list',
    says: 'What it took in or made stays. The list of what was set aside, and why, is then not shown any more, and Undo does not reach this.',
    stay: 'Keep it in the list',
  },
} as const;

/** Asks before what cannot be taken back. */
function AskFirst({ what, job, onClose }: AskFirstProps) {
  const act = useAct(`job.${what}`);
  const { title, says, stay } = asking[what];
  return (
    <Dialog onClose={onClose} title={title}>
      <Stack gap="md">
        <Text>{says}</Text>
        <Failure error={act.error} />
        <Group justify="flex-end">
          <Button variant="subtle" data-autofocus onClick={onClose}>
            {stay}
          </Button>
          <Button loading={act.isPending} onClick={() => act.mutate({ job: job.id }, { onSuccess: onClose })}>
            {title}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

/** Pause, resume, cancel, clear away: whatever the job is open to. */
export function JobActions({ job, small = false }: JobActionsProps) {
  const may = useMay();
  const pause = useAct('job.pause');
  const resume = useAct('job.resume');
  const [asked, setAsked] = useState<'cancel' | 'clear' | null>(null);
  if (!may('job.pause')) return null;
  const options = { onError: (error: Error) => say(error.message) };
  const question = asked && <AskFirst what={asked} job={job} onClose={() => setAsked(null)} />;
  if (hasEnded(job)) {
    const words = 'Clear from the list';
    const clear = (): void => setAsked('clear');
    return (
      <>
        {small ? (
          <CloseButton size="sm" aria-label={words} title={words} onClick={clear} />
        ) : (
          <Group gap="sm">
            <Button variant="default" onClick={clear}>
              {words}
            </Button>
          </Group>
        )}
        {question}
      </>
    );
  }
  const [steer, words] = job.state === 'running' ? [pause, 'Pause'] : [resume, 'Resume'];
  return (
    <Group gap="sm">
      <Button
        variant="default"
        loading={steer.isPending}
        onClick={() => steer.mutate({ job: job.id }, options)}
      >
        {words}
      </Button>
      <Button variant="default" onClick={() => setAsked('cancel')}>
        Cancel
      </Button>
      {question}
    </Group>
  );
}
