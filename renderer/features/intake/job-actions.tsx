import { Button, Group } from '@mantine/core';
import { useAct } from '../../client/queries.ts';
import { useMay } from '../../parts/session.ts';
import { say } from '../../ui/announce.tsx';
import type { Job } from './job-words.ts';

/** Pause, resume, cancel, clear away: whatever the job is open to. */
export function JobActions({ job }: { readonly job: Job }) {
  const may = useMay();
  const pause = useAct('job.pause');
  const resume = useAct('job.resume');
  const cancel = useAct('job.cancel');
  const clear = useAct('job.clear');
  if (!may('job.pause')) return null;
  if (job.state === 'done' || job.state === 'cancelled') {
    return (
      <Group gap="sm">
        <Button
          variant="default"
          loading={clear.isPending}
          onClick={() => clear.mutate({ job: job.id }, { onError: (error) => say(error.message) })}
        >
          Clear from the list
        </Button>
      </Group>
    );
  }
  const options = { onError: (error: Error) => say(error.message) };
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
