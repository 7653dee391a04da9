import { Button, FileButton, Group, Progress, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Input } from '../../../shared/contract/contract.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { type Brought, chooseFiles, chooseFolder, hasDialogs, uploadAll } from '../../client/files.ts';
import { useAct, useAsk } from '../../client/queries.ts';
import { useDropTaker } from '../../parts/drops.ts';
import { type Question, UseAndAudience } from '../../parts/use-and-audience.tsx';
import { say } from '../../ui/announce.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Page } from '../../ui/page.tsx';
import { LectureVerdict } from './lecture-verdict.tsx';

const failed = (error: Error): void => say(error.message);

function Chooser({ onBrought }: { readonly onBrought: (files: Brought) => void }) {
  if (hasDialogs()) {
    const choose = async (): Promise<void> => {
      const chosen = await chooseFiles();
      if (chosen) onBrought(chosen);
    };
    const walk = async (): Promise<void> => {
      const folder = await chooseFolder('lecture');
      if (folder) onBrought({ kind: 'paths', paths: [folder] });
    };
    return (
      <>
        <Button onClick={() => void choose().catch(failed)}>Choose a lecture</Button>
        <Button variant="default" onClick={() => void walk().catch(failed)}>
          Choose a folder
        </Button>
      </>
    );
  }
  return (
    <FileButton
      multiple
      onChange={(files) => files.length > 0 && onBrought({ kind: 'files', files })}
      inputProps={{ 'aria-label': 'Lecture' }}
    >
      {(props) => <Button {...props}>Choose a lecture</Button>}
    </FileButton>
  );
}

async function sourceOf(files: Brought): Promise<Input<'lecture.begin'>> {
  if (files.kind === 'paths') return { paths: [...files.paths] };
  return { uploads: await uploadAll(files.files, () => undefined, new AbortController().signal) };
}

const lookEveryMs = 400;

interface CheckProps {
  readonly check: Id;
  readonly question: Question;
  readonly onStop: () => void;
}

/** A check under way, and its verdict when all has been compared. */
function Check({ check, question, onStop }: CheckProps) {
  const [over, setOver] = useState(false);
  const progress = useAsk('lecture.progress', { check }, over ? {} : { every: lookEveryMs });
  const { state, done = 0, total = 0, error } = progress.data ?? {};
  const verdict = useAsk(
    'lecture.verdict',
    { check, ...question },
    { enabled: state === 'done', keep: true },
  );
  useEffect(() => setOver(state === 'done' || state === 'failed'), [state]);
  if (progress.error) return <Failure error={progress.error} />;
  if (state === 'failed') return <Failure error={new Error(error ?? 'The check failed.')} />;
  if (state !== 'done') {
    return (
      <Stack gap="xs" maw="32rem">
        <Text>
          {total === 0 ? 'Reading the lecture' : `${done} of ${total} pictures and clips are compared`}
        </Text>
        <Progress value={total === 0 ? 0 : (100 * done) / total} aria-label="How far the check is" />
        <Group>
          <Button variant="default" onClick={onStop}>
            Stop the check
          </Button>
        </Group>
      </Stack>
    );
  }
  return (
    <Answered query={verdict}>
      {(said) => <LectureVerdict check={check} question={question} verdict={said} />}
    </Answered>
  );
}

/** "Which pictures and clips of this lecture may be shown, to these people, today?" */
export function LecturePage() {
  const begin = useAct('lecture.begin');
  const forget = useAct('lecture.forget');
  const [question, setQuestion] = useState<Question>({ use: 'teaching', audience: 'medicalSetting' });
  const [sending, setSending] = useState(false);
  const bring = async (files: Brought): Promise<void> => {
    setSending(true);
    try {
      begin.mutate(await sourceOf(files));
    } finally {
      setSending(false);
    }
  };
  const brought = (files: Brought): void => void bring(files).catch(failed);
  const stop = (): void => {
    if (begin.data) forget.mutate({ check: begin.data.check });
    begin.reset();
  };
  useDropTaker('Drop to check this lecture', brought);
  return (
    <Page title="Lecture check">
      <Stack gap="lg">
        <UseAndAudience question={question} onChange={setQuestion} />
        <Group gap="sm">
          <Chooser onBrought={brought} />
          <Text c="dimmed">
            Or drop a presentation (.pptx), a PDF or a folder here. It is read to compare what it shows, and
            not changed.
          </Text>
        </Group>
        {(sending || begin.isPending) && <Text>Handing the lecture over</Text>}
        <Failure error={begin.error} />
        <Failure error={forget.error} />
        {begin.data && (
          <Check key={begin.data.check} check={begin.data.check} question={question} onStop={stop} />
        )}
      </Stack>
    </Page>
  );
}
