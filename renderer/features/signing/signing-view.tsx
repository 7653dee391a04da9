import { useState } from 'react';
import { withPublication } from '../../../shared/domain/consent-form/template.ts';
import { useAct, useAsk } from '../../client/queries.ts';
import { ClosedView } from '../../parts/closed-view/closed-view.tsx';
import { TakeBack } from '../../parts/closed-view/take-back.tsx';
import { Way } from '../../parts/closed-view/way.tsx';
import { dayText } from '../../ui/dates.ts';
import { Failure } from '../../ui/failure.tsx';
import {
  type Answers,
  answerNames,
  completed,
  noAnswers,
  pagesOf,
  pointTitles,
  type Question,
  type Shown,
  type SigningPage,
} from './pages.ts';
import { QuestionPage } from './question-page.tsx';
import { SignPage } from './sign-page.tsx';
import classes from './signing.module.css';

function Beginning({ form }: { readonly form: Shown }) {
  const { template, publication, patient, answeredBy, interpreter } = form;
  return (
    <>
      <p>
        This form is for {patient}.{answeredBy && ` It is answered by ${answeredBy}.`}
        {interpreter && ` ${interpreter} interprets.`}
      </p>
      {template.opening.map((text) => (
        <p key={text}>{withPublication(text, publication)}</p>
      ))}
      <p className={classes.free}>{withPublication(template.freeChoice, publication)}</p>
      <p>There is one thing on each page. Ask whoever gave you this device whatever you like.</p>
    </>
  );
}

const writtenAt = ({ asks, id }: Question, { answers, viewers, keepUntil }: Answers): string => {
  if (answers[id] !== 'no') return '';
  if (asks === 'viewers') return viewers.trim().split('\n').join(', ');
  return asks === 'until' && keepUntil ? dayText(keepUntil) : '';
};

interface CheckProps {
  readonly form: Shown;
  readonly answers: Answers;
  readonly onChange: (question: Question) => void;
}

/** Every answer once more, each with the way back to it. */
const Check = ({ form, answers, onChange }: CheckProps) => (
  <ul className={classes.answers}>
    {form.template.questions.map((question) => {
      const text = withPublication(question.text, form.publication);
      return (
        <li key={question.id}>
          <span>{text}</span>
          <span className={classes.answer}>
            {answerNames[answers.answers[question.id] ?? 'blank']}
            {writtenAt(question, answers) && `: ${writtenAt(question, answers)}`}
          </span>
          <Way aria-label={`Change: ${text}`} onClick={() => onChange(question)}>
            Change
          </Way>
        </li>
      );
    })}
  </ul>
);

function titleOf(page: SigningPage, { template, publication }: Shown): string {
  if (page.is === 'begin') return template.title;
  if (page.is === 'told') return pointTitles[page.point];
  if (page.is === 'question') return withPublication(page.question.text, publication);
  return page.is === 'check' ? 'Your answers' : 'Sign';
}

/** What was answered stays in the window while it is being answered; a lock or a close leaves nothing of it. */
function Signing({ form }: { readonly form: Shown }) {
  const complete = useAct('signing.complete');
  const pages = pagesOf(form);
  const [at, setAt] = useState(0);
  const [kept, setKept] = useState<Answers>(noAnswers);
  const [back, setBack] = useState(false);
  const page = pages[at] ?? { is: 'begin' };
  const change = (part: Partial<Answers>): void => setKept((before) => ({ ...before, ...part }));
  const go = (to: number): void => {
    // A point counts as told when its page has been read and left, and once.
    if (page.is === 'told') change({ told: [...new Set([...kept.told, page.point])] });
    setAt(to);
  };
  if (form.finished || complete.isSuccess)
    return (
      <TakeBack
        says="Your answers and your signature are kept. You may change your mind later."
        onGoOn={null}
      />
    );
  if (back) return <TakeBack says="Nothing that you answered is kept." onGoOn={() => setBack(false)} />;
  return (
    <ClosedView
      title={titleOf(page, form)}
      place={`${at + 1} of ${pages.length}`}
      foot={
        <>
          {at > 0 ? <Way onClick={() => go(at - 1)}>Back</Way> : <span />}
          <Way onClick={() => setBack(true)}>Hand the device back</Way>
          {at + 1 < pages.length ? <Way onClick={() => go(at + 1)}>Go on</Way> : <span />}
        </>
      }
    >
      {page.is === 'begin' && <Beginning form={form} />}
      {page.is === 'told' && <p>{withPublication(form.template.informed[page.point], form.publication)}</p>}
      {page.is === 'question' && (
        <QuestionPage
          key={page.question.id}
          form={form}
          question={page.question}
          answers={kept}
          change={change}
        />
      )}
      {page.is === 'check' && (
        <Check
          form={form}
          answers={kept}
          onChange={(question) =>
            setAt(pages.findIndex((each) => each.is === 'question' && each.question.id === question.id))
          }
        />
      )}
      {page.is === 'sign' && (
        <SignPage
          signing={complete.isPending}
          onSign={(signature) => complete.mutate(completed(form, kept, signature))}
        />
      )}
      <Failure error={complete.error} />
    </ClosedView>
  );
}

/** A consent form in a patient's hands: told point by point, asked question by question, signed, handed back. */
export function SigningView() {
  const form = useAsk('signing.show', {}, { fresh: true });
  if (form.data) return <Signing form={form.data} />;
  return form.error ? <TakeBack says={form.error.message} onGoOn={null} /> : null;
}
