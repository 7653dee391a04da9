import { Button, Group, Popover, Progress, Stack, Text } from '@mantine/core';
import { IconProgress } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useAsk } from '../../client/queries.ts';
import { useKeyProps } from '../../parts/commands/key-hint.tsx';
import { defineCommands, everywhere } from '../../parts/commands/registry.ts';
import { useCommands } from '../../parts/commands/use-commands.ts';
import { Go } from '../../parts/go.tsx';
import { places } from '../../parts/places.ts';
import { counted } from '../../ui/amounts.ts';
import { say } from '../../ui/announce.tsx';
import { useMilestones } from '../../ui/milestones.ts';
import { JobActions } from './job-actions.tsx';
import {
  hasEnded,
  inTray,
  type Job,
  jobNames,
  jobStates,
  outcomeText,
  shareDone,
  troubles,
} from './job-words.ts';
import { usePace } from './use-pace.ts';
import classes from './visits.module.css';

const commands = defineCommands(
  { id: 'jobs', place: everywhere },
  { show: { name: 'Show or hide the jobs', keys: ['j'] } },
);

/** Says the outcome of a job once, when it ends while somebody is here. */
function useEndings(jobs: readonly Job[] | undefined): void {
  const running = useRef(new Set<string>());
  useEffect(() => {
    for (const job of jobs ?? []) {
      if (job.state === 'running' || job.state === 'paused') running.current.add(job.id);
      else if (running.current.delete(job.id)) say(`${jobNames[job.kind]}: ${outcomeText(job)}.`);
    }
  }, [jobs]);
}

/** Listens while the tray is shut as well: one a running job. */
function Milestones({ job }: { readonly job: Job }) {
  useMilestones(jobNames[job.kind], job.state === 'running' ? shareDone(job) : null);
  return null;
}

function TrayLine({ job, onGo }: { readonly job: Job; readonly onGo: () => void }) {
  const pace = usePace(job);
  const needy = troubles(job);
  return (
    <Stack gap={4}>
      <Group justify="space-between" wrap="nowrap">
        <Text fw={600}>
          {jobNames[job.kind]}: {jobStates[job.state]}
        </Text>
        {hasEnded(job) && <JobActions job={job} small />}
      </Group>
      {job.state !== 'done' && (
        <Progress value={shareDone(job)} aria-label={`${jobNames[job.kind]}, share done`} />
      )}
      <Text size="xs">
        {job.done.toLocaleString('en-GB')} of {job.total.toLocaleString('en-GB')}: {outcomeText(job)}
      </Text>
      {pace.length > 0 && (
        <Text size="xs" c="dimmed">
          {pace.join(' · ')}
        </Text>
      )}
      {job.state === 'failed' && <Text size="xs">It waits until it can go on. What was stored is safe.</Text>}
      {!hasEnded(job) && <JobActions job={job} />}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the link inside is what is chosen */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: Enter on the link arrives here as a click */}
      <span onClick={onGo}>
        <Go to={places.job(job.id)}>
          {job.state === 'failed' && 'See why it stopped'}
          {job.state !== 'failed' &&
            (needy > 0
              ? `See why ${counted(needy, 'file')} ${needy === 1 ? 'was' : 'were'} set aside`
              : 'What became of each file')}
        </Go>
      </span>
    </Stack>
  );
}

/** Work that goes on behind, from any screen. */
export function JobTray() {
  const jobs = useAsk('job.list', {}).data;
  const [opened, setOpened] = useState(false);
  const [all, setAll] = useState(false);
  const keys = useKeyProps(commands.show);
  useEndings(jobs);
  useCommands(commands, { show: () => setOpened(!opened) });
  const running = jobs?.filter(({ state }) => state === 'running' || state === 'paused') ?? [];
  const latest = inTray(jobs ?? [], all);
  const count = jobs?.length ?? 0;
  const [first] = running;
  const label = first
    ? `${jobNames[first.kind]}: ${first.done.toLocaleString('en-GB')} of ${first.total.toLocaleString('en-GB')}`
    : 'Jobs';
  return (
    <>
      {running.map((job) => (
        <Milestones key={job.id} job={job} />
      ))}
      <Popover opened={opened} onChange={setOpened} width={380} position="bottom-end" shadow="md" trapFocus>
        <Popover.Target>
          <Button
            variant="default"
            {...keys}
            leftSection={<IconProgress size={16} aria-hidden />}
            onClick={() => setOpened(!opened)}
          >
            {label}
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label="Jobs" className={classes.tray}>
          <Stack gap="md">
            {running.length > 0 && (
              <Text size="xs" c="dimmed">
                Work goes on while you do other things, while the library is locked (up to half an hour), and
                after a restart.
              </Text>
            )}
            {latest.length === 0 && (
              <Text c="dimmed">Nothing is under way, and nothing waits to be looked at.</Text>
            )}
            {latest.map((job) => (
              <TrayLine key={job.id} job={job} onGo={() => setOpened(false)} />
            ))}
            {count > latest.length && (
              <Button variant="default" size="compact-sm" onClick={() => setAll(true)}>
                Show all {count.toLocaleString('en-GB')} jobs
              </Button>
            )}
          </Stack>
        </Popover.Dropdown>
      </Popover>
    </>
  );
}
