import {
  Button,
  Group,
  NativeSelect,
  Stack,
  Table,
  Text,
  Title,
  UnstyledButton,
  VisuallyHidden,
} from '@mantine/core';
import { IconBan, IconCheck, IconQuestionMark } from '@tabler/icons-react';
import { useState } from 'react';
import { type Audience, audiences, uses } from '../../../shared/domain/policy/words.ts';
import { useAsk } from '../../client/queries.ts';
import { beginAct } from '../../parts/acts.ts';
import { useGo } from '../../parts/go.tsx';
import { useClause, useOwnYear } from '../../parts/guidance.tsx';
import { shownNumber } from '../../parts/paragraphs.ts';
import { places } from '../../parts/places.ts';
import type { Answer, Detail } from '../../parts/renditions.ts';
import { meanOne } from '../../parts/selection.ts';
import { useMay } from '../../parts/session.ts';
import { audienceNames, useNames, usualAudience } from '../../parts/words.ts';
import { Answered } from '../../ui/answered.tsx';
import { TableHead } from '../../ui/table-head.tsx';
import { nextAct } from './next-act.ts';
import classes from './recording.module.css';

const columns = ['original', 'anonymised'] as const;
const columnNames = { original: 'Original', anonymised: 'Anonymised copy' } as const;

const shapes = {
  permit: { icon: IconCheck, word: 'Yes', tone: 'fine' },
  refuse: { icon: IconBan, word: 'No', tone: 'plain' },
  ask: { icon: IconQuestionMark, word: 'Not made yet', tone: 'needs' },
} as const;

interface CellProps {
  readonly answer: Answer;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

function Cell({ answer, chosen, onChoose }: CellProps) {
  const { icon: Icon, word, tone } = shapes[answer.outcome];
  const [paragraph] = answer.cites;
  const year = useOwnYear();
  return (
    <UnstyledButton className={classes.cell} data-tone={tone} aria-pressed={chosen} onClick={onChoose}>
      <Icon size={15} stroke={2.2} aria-hidden />
      <span>
        <VisuallyHidden>
          {useNames[answer.use]}, {columnNames[answer.rendition].toLowerCase()}:{' '}
        </VisuallyHidden>
        {word}
      </span>
      {paragraph && <span className={classes.paragraph}>[{shownNumber(paragraph, year)}]</span>}
    </UnstyledButton>
  );
}

function Remedy({ answer, detail }: { readonly answer: Answer; readonly detail: Detail }) {
  const may = useMay();
  const go = useGo();
  const act = nextAct(answer, detail, useOwnYear());
  if (!act) return null;
  if (!may(act.needs)) {
    return (
      <Text c="dimmed">
        To change this, please ask the custodians of the library: {act.label.toLowerCase()}.
      </Text>
    );
  }
  const begin = (): void => {
    meanOne(detail.id);
    if (act.kind === 'go') go(act.to);
    else if (act.kind === 'classify') beginAct({ kind: 'classify', recordings: [detail.id] });
    else go(places.newAgreement);
  };
  return (
    <Group>
      <Button onClick={begin}>{act.label}</Button>
    </Group>
  );
}

interface WhyProps {
  readonly answer: Answer;
  readonly others: readonly Answer[];
  readonly detail: Detail;
}

function Why({ answer, others, detail }: WhyProps) {
  const [paragraph] = answer.cites;
  const clause = useClause(paragraph ?? '');
  const year = useOwnYear();
  return (
    <section className={classes.why} aria-live="polite" aria-label="Why">
      <Title order={3}>
        {useNames[answer.use]} for {audienceNames[answer.audience]},{' '}
        {columnNames[answer.rendition].toLowerCase()}: {shapes[answer.outcome].word.toLowerCase()}
      </Title>
      {answer.reasons.map((reason) => (
        <Text key={reason}>{reason}</Text>
      ))}
      {answer.remedies.length > 0 && (
        <ul className={classes.remedies}>
          {answer.remedies.map((remedy) => (
            <li key={remedy}>{remedy}</li>
          ))}
        </ul>
      )}
      {paragraph && clause && (
        <blockquote className={classes.clause}>
          <strong>Paragraph {shownNumber(paragraph, year)}</strong> {clause}
        </blockquote>
      )}
      {others.map((other) => (
        <Text key={other.audience} c="dimmed">
          For {audienceNames[other.audience]}: {shapes[other.outcome].word.toLowerCase()}
          {other.cites[0] && ` [${shownNumber(other.cites[0], year)}]`}.
        </Text>
      ))}
      <Remedy answer={answer} detail={detail} />
    </section>
  );
}

function Panel({ answers, detail }: { readonly answers: readonly Answer[]; readonly detail: Detail }) {
  const [chosen, setChosen] = useState<readonly [Answer['use'], Answer['rendition']] | null>(null);
  const [audience, setAudience] = useState<Audience | 'usual'>('usual');
  const answerFor = (use: Answer['use'], rendition: Answer['rendition']): Answer | null => {
    const all = answers.filter((answer) => answer.use === use && answer.rendition === rendition);
    const wanted = audience === 'usual' ? usualAudience[use] : audience;
    const found = all.find((answer) => answer.audience === wanted);
    return found ?? (audience === 'usual' ? all[0] : null) ?? null;
  };
  const shown = chosen && answerFor(...chosen);
  return (
    <Stack gap="sm">
      <NativeSelect
        label="Before whom"
        value={audience}
        onChange={(event) => setAudience(event.currentTarget.value as Audience | 'usual')}
        data={[
          { value: 'usual', label: 'Those it is usually shown to' },
          ...audiences.map((each) => ({ value: each, label: audienceNames[each] })),
        ]}
      />
      <Table withTableBorder className={classes.answers}>
        <Table.Caption>Choose an answer to see why.</Table.Caption>
        <TableHead columns={['May it be used for', ...columns.map((column) => columnNames[column])]} />
        <Table.Tbody>
          {uses.map((use) => (
            <Table.Tr key={use}>
              <Table.Th scope="row" fw={400}>
                {useNames[use]}
              </Table.Th>
              {columns.map((column) => {
                const answer = answerFor(use, column);
                return (
                  <Table.Td key={column} p={2}>
                    {answer ? (
                      <Cell
                        answer={answer}
                        chosen={chosen?.[0] === use && chosen[1] === column}
                        onChoose={() => setChosen([use, column])}
                      />
                    ) : (
                      <Text c="dimmed" px="xs">
                        Not a use for them
                      </Text>
                    )}
                  </Table.Td>
                );
              })}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {shown && (
        <Why
          answer={shown}
          detail={detail}
          others={answers.filter(
            ({ use, rendition, audience }) =>
              use === shown.use && rendition === shown.rendition && audience !== shown.audience,
          )}
        />
      )}
    </Stack>
  );
}

/** Who may use this, for what, and why not. */
export function AnswerPanel({ detail }: { readonly detail: Detail }) {
  const answers = useAsk('recording.answers', { recording: detail.id });
  return (
    <section aria-labelledby="answers">
      <Title order={2} id="answers" mb="xs">
        Who may use this, and for what
      </Title>
      <Answered query={answers}>{(data) => <Panel answers={data} detail={detail} />}</Answered>
    </section>
  );
}
