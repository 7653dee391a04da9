import { addDays, type Day } from '../../kernel/day.ts';

/** How somebody tried to ask the patient afterwards [14a]. */
export const approachMeans = ['letter', 'call', 'email', 'inPerson'] as const;
export type ApproachMeans = (typeof approachMeans)[number];

/** What came of it; an answer is entered as such, and not here. */
export const approachOutcomes = ['sent', 'reached', 'notReached', 'returned'] as const;
export type ApproachOutcome = (typeof approachOutcomes)[number];

/** One attempt to reach the patient, or who agreed for them. */
export interface Approach {
  readonly on: Day;
  readonly means: ApproachMeans;
  readonly outcome: ApproachOutcome;
  readonly note: string;
}

/** Where the asking of one agreement stands. */
export const roundStates = ['toAsk', 'askAgain', 'waiting', 'noAnswer'] as const;
export type RoundState = (typeof roundStates)[number];

/** So many days a letter is given before it counts as unanswered; nothing ends by it but the waiting. */
export const daysForAnswer = 28;

/** An answer that does not come is for a person to judge: it is never taken for a yes, and ends nothing by itself. */
export function roundState(approaches: readonly Approach[], today: Day): RoundState {
  const last = [...approaches].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0)).at(-1);
  if (!last) return 'toAsk';
  if (last.outcome === 'notReached' || last.outcome === 'returned') return 'askAgain';
  return addDays(last.on, daysForAnswer) > today ? 'waiting' : 'noAnswer';
}
