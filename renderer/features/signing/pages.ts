import type { Input, Output } from '../../../shared/contract/contract.ts';
import type { Ticked } from '../../../shared/domain/consent-form/entry.ts';
import { type InformedPoint, informedPoints } from '../../../shared/domain/policy/words.ts';
import type { Day } from '../../../shared/kernel/day.ts';

export type Shown = Output<'signing.show'>;
export type Question = Shown['template']['questions'][number];
export type Signature = Input<'signing.complete'>['signature'];

export type SigningPage =
  | { readonly is: 'begin' }
  | { readonly is: 'told'; readonly point: InformedPoint }
  | { readonly is: 'question'; readonly question: Question }
  | { readonly is: 'check' }
  | { readonly is: 'sign' };

/** One thing a page: what it is, each point of information, each question, the answers together, the signature. */
export const pagesOf = ({ template }: Shown): readonly SigningPage[] => [
  { is: 'begin' },
  ...informedPoints.map((point) => ({ is: 'told' as const, point })),
  ...template.questions.map((question) => ({ is: 'question' as const, question })),
  { is: 'check' },
  { is: 'sign' },
];

export const pointTitles: Readonly<Record<InformedPoint, string>> = {
  purpose: 'What it is for',
  viewers: 'Who may see it',
  circumstances: 'Where it is shown',
  copies: 'Copies',
  storage: 'How it is kept safe',
  retention: 'How long it is kept',
  careUnaffected: 'Your care',
  timeToConsider: 'Time to think',
};

/** What was answered so far. It lives in this window until it is signed, and nowhere if it is not. */
export interface Answers {
  readonly answers: Readonly<Record<string, Ticked | undefined>>;
  readonly viewers: string;
  readonly keepUntil: Day | null;
  /** The points of information that were on the screen. */
  readonly told: readonly InformedPoint[];
}

export const noAnswers: Answers = { answers: {}, viewers: '', keepUntil: null, told: [] };

/** The answers as they are sent: a question that was left open is open. */
export function completed(
  { template }: Shown,
  { answers, viewers, keepUntil, told }: Answers,
  signature: Signature,
): Input<'signing.complete'> {
  return {
    answers: Object.fromEntries(template.questions.map(({ id }) => [id, answers[id] ?? 'blank'])),
    viewers: viewers
      .split('\n')
      .map((name) => name.trim())
      .filter(Boolean),
    keepUntil,
    told: [...told],
    signature,
  };
}

export const answerNames: Readonly<Record<Ticked, string>> = {
  yes: 'Yes',
  no: 'No',
  blank: 'Left open',
};
