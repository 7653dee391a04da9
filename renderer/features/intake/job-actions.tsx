import { Button, CloseButton, Group } from '@mantine/core';
import { useAct } from '../../client/queries.ts';
import { useMay } from '../../parts/session.ts';
import { say } from '../../ui/announce.tsx';
import { hasEnded, type Job } from './job-words.ts';

interface JobActionsProps {
  readonly job: Job;
  /** Without words where one job stands under another. */
  readonly small?: boolean;
}

/** Pause, resume, cancel, clear away: whatever the job is open to. */
export function JobActions({ job, small = false }: JobActionsProps) {
  const may = useMay();
  const pause = useAct('job.pause');
  const resume = useAct('job.resume');
  const cancel = useAct('job.cancel');
  const clear = useAct('job.clear');
  if (!may('job.pause')) return null;
  const options = { onError: (error: Error) => say(error.message) };
  if (hasEnded(job)) {
    const words = 'Clear from the list';
    const clearAway = (): void => clear.mutate({ job: job.id }, options);
    return small ? (
      <CloseButton
        size="sm"
        aria-label={words}
        title={words}
        disabled={clear.isPending}
        onClick={clearAway}
      />
    ) : (
      <Group gap="sm">
        <Button variant="default" loading={clear.isPending} onClick={clearAway}>
          {words}
        </Button>
      </Group>
    );
  }
  return (
    <Group gap="sm">
      {job.state === 'running' ? (
        <Button
          variant="default"
          loading={pause.isPending}
          onClick={() => pause.mutate({ job: job.id }, options)}
        >
          Pause
        </Button>
      ) : (
        <Button
          variant="default"
          loading={resume.isPending}
          onClick={() => resume.mutate({ job: job.id }, options)}
        >
          Resume
        </Button>
      )}
      <Button
        variant="default"
        loading={cancel.isPending}
        onClick={() => cancel.mutate({ job: job.id }, options)}
      >
        Cancel
      </Button>
    </Group>
  );
}
