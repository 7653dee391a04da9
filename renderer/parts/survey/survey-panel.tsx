import { Button, Group, Stack, Text } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { Id } from '../../../shared/kernel/id.ts';
import { useAct, useAsk } from '../../client/queries.ts';
import { Answered } from '../../ui/answered.tsx';
import { Failure } from '../../ui/failure.tsx';
import { PlaceField } from '../place-field.tsx';
import { SurveyFound } from './survey-found.tsx';
import { SurveyUnderWay } from './survey-under-way.tsx';

interface AskForFolderProps {
  readonly onBegun: (survey: Id) => void;
  readonly back: ReactNode;
}

function AskForFolder({ onBegun, back }: AskForFolderProps) {
  const start = useAct('survey.start');
  const [place, setPlace] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    start.mutate({ place }, { onSuccess: ({ survey }) => onBegun(survey) });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md" maw="40rem">
        <Text c="dimmed">
          What is in the folder, from when, what in it identifies patients, what is there twice and what
          cannot be read. The folder is only read: nothing is changed, moved or copied.
        </Text>
        <PlaceField label="Folder to survey" purpose="survey" value={place} onChange={setPlace} />
        <Failure error={start.error} />
        <Group justify="space-between">
          {back}
          <Button type="submit" disabled={place.trim() === ''} loading={start.isPending}>
            Begin the survey
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** How often a survey under way is looked at, in milliseconds. */
const lookEvery = 700;

interface FollowedProps {
  readonly survey: Id;
  readonly onOther: () => void;
  readonly onTakeIn: ((place: string) => void) | null;
}

function Followed({ survey: id, onOther, onTakeIn }: FollowedProps) {
  const shown = useAsk('survey.show', { survey: id }, { every: lookEvery });
  return (
    <Answered query={shown}>
      {(survey) =>
        survey.state === 'walking' || survey.state === 'running' || survey.state === 'paused' ? (
          <SurveyUnderWay survey={survey} />
        ) : (
          <SurveyFound survey={survey} onOther={onOther} onTakeIn={onTakeIn} />
        )
      }
    </Answered>
  );
}

interface SurveyPanelProps {
  readonly back?: ReactNode;
  /** Hands the folder over to the intake; null where there is no library yet. */
  readonly onTakeIn: ((place: string) => void) | null;
}

/** Looks through a folder: which, how far, and what was found. A survey under way is found again on coming back. */
export function SurveyPanel({ back = <span />, onTakeIn }: SurveyPanelProps) {
  const known = useAsk('survey.list', {}, { fresh: true });
  const [chosen, setChosen] = useState<Id | 'another' | null>(null);
  return (
    <Answered query={known}>
      {(surveys) => {
        const survey = chosen ?? surveys.at(-1)?.id ?? 'another';
        if (survey === 'another') return <AskForFolder onBegun={setChosen} back={back} />;
        return <Followed survey={survey} onOther={() => setChosen('another')} onTakeIn={onTakeIn} />;
      }}
    </Answered>
  );
}
