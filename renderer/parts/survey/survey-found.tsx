import { Button, Checkbox, Group, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import { useAct } from '../../client/queries.ts';
import { bytesText, counted } from '../../ui/amounts.ts';
import { Failure, Notice } from '../../ui/failure.tsx';
import classes from './survey.module.css';

type Survey = Output<'survey.show'>;
type Counts = Survey['counts'];

const amount = (count: number): string => count.toLocaleString('en-GB');

interface BarsProps {
  readonly rows: readonly (readonly [label: string, count: number])[];
}

/** Names, bars and counts; the counts are what is read out. */
function Bars({ rows }: BarsProps) {
  const most = Math.max(1, ...rows.map(([, count]) => count));
  return (
    <dl className={classes.bars}>
      {rows.map(([label, count]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            <span className={classes.bar} style={{ inlineSize: `${(count / most) * 60}%` }} />
            {amount(count)}
          </dd>
        </div>
      ))}
    </dl>
  );
}

const of = (counts: Readonly<Record<string, number>>, name: string): number => counts[name] ?? 0;

/** Years by decade: a table of forty years says less. */
function decades(years: Counts['years']): [string, number][] {
  const sums = new Map<string, number>();
  for (const [year, bySource] of Object.entries(years)) {
    const name = /^\d{4}$/.test(year) ? `${year.slice(0, 3)}0 to ${year.slice(0, 3)}9` : 'Undated';
    sums.set(name, (sums.get(name) ?? 0) + Object.values(bySource).reduce((sum, count) => sum + count, 0));
  }
  return [...sums].sort(([a], [b]) => a.localeCompare(b));
}

function Figures({ counts }: { readonly counts: Counts }) {
  const { legacy, metadata, annotations, duplicates, unreadable } = counts;
  const old = legacy.before + legacy.perhaps;
  const shown: readonly (readonly [string, string])[] = [
    [amount(counts.files - unreadable.files), 'can be taken in'],
    [amount(old), 'certainly or perhaps from before 1997'],
    [amount(metadata.identifying), 'with metadata that identify'],
    [amount(annotations.likely), 'with writing in the picture, roughly'],
    [amount(duplicates.files), `the same again, ${bytesText(duplicates.bytes)}`],
    [amount(unreadable.files), 'cannot be read'],
  ];
  return (
    <ul className={classes.figures}>
      {shown.map(([figure, words]) => (
        <li key={words}>
          <strong>{figure}</strong>
          {words}
        </li>
      ))}
    </ul>
  );
}

function Parts({ counts }: { readonly counts: Counts }) {
  const { kinds, legacy, metadata, inNames } = counts;
  const gives = metadata.givesAway;
  return (
    <div className={classes.parts}>
      <section>
        <Title order={2}>What is there</Title>
        <Bars
          rows={[
            ['Photographs', of(kinds, 'photo')],
            ['Films', of(kinds, 'video')],
            ['Sound', of(kinds, 'audio')],
          ]}
        />
      </section>
      <section>
        <Title order={2}>From when</Title>
        <Bars rows={decades(counts.years)} />
        <Text c="dimmed" size="sm">
          {amount(legacy.unknown)} do not say. The day a file was last written is no day of making.
        </Text>
      </section>
      <section>
        <Title order={2}>What the files give away</Title>
        <Bars
          rows={[
            ['Who', of(gives, 'who')],
            ['Where', of(gives, 'where')],
            ['When', of(gives, 'when')],
            ['Which device', of(gives, 'device')],
            ['Free text', of(gives, 'text')],
            ['Other pictures inside', of(gives, 'picture')],
          ]}
        />
        <Text c="dimmed" size="sm">
          Read whole in {amount(metadata.read)}; of {amount(metadata.notReadYet)} only the date could be read
          yet. {amount(inNames.numbers)} file names hold a patient number, {amount(inNames.words)} what may be
          a name.
        </Text>
      </section>
    </div>
  );
}

const endings: Readonly<Record<string, string>> = {
  cancelled: 'The survey was stopped before its end. The figures are of what was looked at.',
  failed: 'The survey could not be finished. The figures are of what was looked at.',
};

interface SurveyFoundProps {
  readonly survey: Survey;
  readonly onOther: () => void;
  readonly onTakeIn: ((place: string) => void) | null;
}

/** What a survey has found, and what can be done with it. */
export function SurveyFound({ survey, onOther, onTakeIn }: SurveyFoundProps) {
  const { id, place, state, counts, error } = survey;
  const report = useAct('survey.report');
  const [names, setNames] = useState(false);
  const ending = endings[state];
  return (
    <Stack gap="md">
      <div>
        <Text size="lg" className={classes.place}>
          {place}
        </Text>
        <Text c="dimmed">
          {counted(counts.files, 'file')}, {bytesText(counts.bytes)}. Nothing in the folder was changed.
        </Text>
      </div>
      {ending && (
        <Notice tone="needs">
          {ending} {error}
        </Notice>
      )}
      <Figures counts={counts} />
      <Parts counts={counts} />
      <Checkbox
        label="Print names of files in the report even where they seem to identify somebody"
        checked={names}
        onChange={({ currentTarget }) => setNames(currentTarget.checked)}
      />
      <Group gap="sm">
        {onTakeIn && <Button onClick={() => onTakeIn(place)}>Take this folder in</Button>}
        <Button
          variant={onTakeIn ? 'default' : 'filled'}
          loading={report.isPending}
          onClick={() => report.mutate({ survey: id, names })}
        >
          Save the report
        </Button>
        <Button variant="subtle" onClick={onOther}>
          Survey another folder
        </Button>
      </Group>
      {report.data && (
        <Text role="status" className={classes.place}>
          The report is at {report.data.file}. It opens in any browser and prints on A4.
        </Text>
      )}
      <Failure error={report.error} />
    </Stack>
  );
}
