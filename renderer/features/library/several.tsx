import { Button, Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { useAsk } from '../../client/queries.ts';
import { KeyHint } from '../../parts/commands/key-hint.tsx';
import { Go } from '../../parts/go.tsx';
import { StandingMark } from '../../parts/marks.tsx';
import { places } from '../../parts/places.ts';
import { useMay } from '../../parts/session.ts';
import { starWords } from '../../parts/stars.tsx';
import { categoryNames, kindNames, useNames } from '../../parts/words.ts';
import { counted } from '../../ui/amounts.ts';
import { Answered } from '../../ui/answered.tsx';
import { type Fact, Facts } from '../../ui/facts.tsx';
import classes from './library.module.css';
import { actsOnAll, giveCommand } from './several-acts.ts';

type Together = Output<'recording.together'>;

/** So many are compared; further ones are counted, and acted upon like the others. */
const most = 200;
/** As many values as are read at a glance. */
const mostShown = 6;

interface Value {
  readonly key: string;
  readonly shown: ReactNode;
  readonly count: number;
}

/** One value stands alone where all have it; otherwise each with how many have it. */
function Values({ values, of }: { readonly values: readonly Value[]; readonly of: number }) {
  return (
    <ul className={classes.several}>
      {values.slice(0, mostShown).map(({ key, shown, count }) => (
        <li key={key}>
          <span>{shown}</span>
          {count < of && <span className={classes.share}>{count.toLocaleString('en-GB')}</span>}
        </li>
      ))}
      {values.length > mostShown && <li>and {values.length - mostShown} more</li>}
    </ul>
  );
}

function factsOf(together: Together, mayShow: boolean): Fact[] {
  const { recordings: of } = together;
  const fact = (name: string, values: readonly Value[]): Fact => ({
    name,
    value: values.length === 0 ? 'None' : <Values values={values} of={of} />,
  });
  const words = <Name extends string>(
    counts: readonly { value: Name | null; count: number }[],
    names: Readonly<Record<Name, string>>,
  ): Value[] =>
    counts.map(({ value, count }) => ({
      key: String(value),
      shown: value === null ? 'Not entered' : names[value],
      count,
    }));
  return [
    fact('Kind', words(together.kinds, kindNames)),
    fact(
      'Standing',
      together.standings.map(({ value, count }) => ({
        key: value,
        shown: <StandingMark standing={value} />,
        count,
      })),
    ),
    fact('Made for', words(together.uses, useNames)),
    fact('Category', words(together.categories, categoryNames)),
    fact(
      'Patients',
      together.subjects.map(({ id, name, number, count }) => ({
        key: id,
        shown: mayShow ? <Go to={places.subject(id)}>{name || number}</Go> : number,
        count,
      })),
    ),
    fact(
      'Agreements',
      together.agreements.map(({ id, number, count }) => ({
        key: id,
        shown: mayShow ? <Go to={places.agreement(id)}>{number}</Go> : number,
        count,
      })),
    ),
    fact(
      'Labels',
      together.labels.map(({ value, count }) => ({ key: value, shown: value, count })),
    ),
    fact(
      'Rating',
      together.ratings.map(({ value, count }) => ({ key: String(value), shown: starWords(value), count })),
    ),
  ];
}

/** What several chosen recordings share, in what they differ, and what can be done with all of them. */
export function SeveralRecordings({ chosen }: { readonly chosen: readonly Id[] }) {
  const may = useMay();
  const together = useAsk('recording.together', { recordings: chosen.slice(0, most) }, { keep: true });
  const commands = actsOnAll(chosen.length);
  return (
    <Stack gap="md">
      <Group gap="xs" justify="space-between">
        <Text c="dimmed">What {counted(chosen.length, 'recording')} share, and in what they differ</Text>
        {chosen.length > most && (
          <Text c="dimmed" size="xs">
            The first {most} are compared
          </Text>
        )}
      </Group>
      <Answered query={together}>
        {(answer) => (
          <Stack gap="xs">
            <Facts facts={factsOf(answer, may('subject.show'))} />
            {answer.unnamed > 0 && (
              <Text c="dimmed" size="xs">
                Of {counted(answer.unnamed, 'recording')} the patient is not shown to you.
              </Text>
            )}
          </Stack>
        )}
      </Answered>
      {commands.length > 0 && (
        <Stack gap={6} role="group" aria-label="What to do with all of them">
          <Title order={3}>With all of them</Title>
          {commands.map((command) => (
            <Button
              key={command.id}
              variant="default"
              justify="space-between"
              fullWidth
              rightSection={<KeyHint command={command} />}
              onClick={() => giveCommand(command)}
            >
              {command.name}
            </Button>
          ))}
        </Stack>
      )}
    </Stack>
  );
}
