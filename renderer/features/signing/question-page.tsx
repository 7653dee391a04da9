import { Textarea } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { boxes, withPublication } from '../../../shared/domain/consent-form/template.ts';
import type { InformedPoint } from '../../../shared/domain/policy/words.ts';
import { Way } from '../../parts/closed-view/way.tsx';
import { DayField } from '../../ui/day-field.tsx';
import { type Answers, answerNames, type Question, type Shown } from './pages.ts';
import classes from './signing.module.css';

interface QuestionPageProps {
  readonly form: Shown;
  readonly question: Question;
  readonly answers: Answers;
  readonly change: (part: Partial<Answers>) => void;
}

/** Yes and no are the same button twice. Pressed once more, an answer is taken back. */
function YesAndNo({ form, question, answers, change }: QuestionPageProps) {
  const answer = answers.answers[question.id];
  return (
    <fieldset className={classes.choice} aria-label={withPublication(question.text, form.publication)}>
      {boxes.map((box) => (
        <Way
          key={box}
          aria-pressed={answer === box}
          leftSection={
            <span className={classes.tick}>{answer === box && <IconCheck size={32} aria-hidden />}</span>
          }
          onClick={() =>
            change({ answers: { ...answers.answers, [question.id]: answer === box ? undefined : box } })
          }
        >
          {answerNames[box]}
        </Way>
      ))}
    </fieldset>
  );
}

/** What a question speaks of, which on paper stands above it. */
const toldOf: Readonly<Partial<Record<Question['asks'], InformedPoint>>> = {
  copies: 'copies',
  viewers: 'viewers',
  until: 'retention',
};

/** One question by itself, its two answers, and what is to be written where the answer is no. */
export function QuestionPage(props: QuestionPageProps) {
  const { form, question, answers, change } = props;
  const point = toldOf[question.asks];
  const no = answers.answers[question.id] === 'no';
  return (
    <>
      {point && (
        <p className={classes.told}>{withPublication(form.template.informed[point], form.publication)}</p>
      )}
      <YesAndNo {...props} />
      {no && question.asks === 'viewers' && (
        <Textarea
          size="xl"
          label={question.otherwise}
          description="One name a line."
          descriptionProps={{ fz: '1.125rem' }}
          autosize
          minRows={2}
          value={answers.viewers}
          onChange={({ currentTarget }) => change({ viewers: currentTarget.value })}
        />
      )}
      {no && question.asks === 'until' && (
        <DayField
          large
          label={question.otherwise ?? ''}
          value={answers.keepUntil}
          onChange={(keepUntil) => change({ keepUntil })}
        />
      )}
      <p className={classes.hint}>You may also go on without an answer.</p>
    </>
  );
}
