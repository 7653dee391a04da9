import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import type { Output } from '../../../shared/contract/contract.ts';
import { useAct } from '../../client/queries.ts';
import { bytesText, counted } from '../../ui/amounts.ts';
import { Failure } from '../../ui/failure.tsx';
import { useMilestones } from '../../ui/milestones.ts';
import { paceText } from '../../ui/pace.ts';

type Survey = Output<'survey.show'>;

/** How far a survey is, and the ways to hold it up. */
export function SurveyUnderWay({ survey }: { readonly survey: Survey }) {
  const pause = useAct('survey.pause');
  const resume = useAct('survey.resume');
  const cancel = useAct('survey.cancel');
  const { id, state, done, total, bytesDone, bytesTotal, worked } = survey;
  const share = bytesTotal > 0 ? (bytesDone / bytesTotal) * 100 : 0;
  useMilestones('The survey', state === 'walking' ? null : share);
  if (state === 'walking') return <Text role="status">Looking through the folders…</Text>;
  const pace = paceText({ worked, done, total, bytesDone, bytesTotal });
  return (
    <Stack gap="md" maw="40rem">
      <Text size="lg">
        {done.toLocaleString('en-GB')} of {counted(total, 'file')} looked at
        {state === 'paused' && ', paused'}
      </Text>
      <Progress value={share} aria-label="Share of the folder looked at" />
      <Text c="dimmed">
        {bytesText(bytesDone)} of {bytesText(bytesTotal)}
        {state === 'running' && pace.map((part) => ` · ${part}`)}
      </Text>
      <Text c="dimmed" size="sm">
        You may go on with other work. What has been learnt is forgotten when this window closes.
      </Text>
      <Group gap="sm">
        {state === 'running' ? (
          <Button variant="default" loading={pause.isPending} onClick={() => pause.mutate({ survey: id })}>
            Pause
          </Button>
        ) : (
          <Button variant="default" loading={resume.isPending} onClick={() => resume.mutate({ survey: id })}>
            Go on
          </Button>
        )}
        <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate({ survey: id })}>
          Stop here
        </Button>
      </Group>
      <Failure error={pause.error ?? resume.error ?? cancel.error} />
    </Stack>
  );
}
