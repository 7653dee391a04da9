import { addDays, type Day } from '../../kernel/day.ts';
import type { Standing } from '../agreement/agreement.ts';
import { type StatusChange, type StatusFacts, statusOwed } from '../agreement/status-change.ts';
import type { FollowUp } from '../policy/decision.ts';
import type { Edition } from '../policy/edition.ts';
import type { Obligation } from './obligation.ts';

interface Patient {
  readonly row: StatusFacts;
  readonly agreements: readonly Pick<Standing, 'terms' | 'afterRecording'>[];
}

const daysToAsk = 28;

const reasons: Readonly<Record<StatusChange, string>> = {
  turned16:
    'The patient has turned 16, and a parent or guardian agreed for them. Ask the patient themself, and enter what they say.',
  capacityRegained:
    'The patient can decide again, and somebody else agreed for them. Ask the patient themself, and enter what they say.',
  died: 'The patient has died before answering. Ask a close relative or carer, and enter what they say or why nobody can be asked.',
};

/** Answers that were still awaited from the patient when they died. */
const awaited: readonly FollowUp[] = ['askAfterRecording', 'obtainConsent', 'renewConsent'];

/** The duty to ask whoever speaks for a patient now: the patient themself, or after a death those who were close. */
export function statusDuties(
  edition: Edition,
  followUps: readonly FollowUp[],
  patients: readonly Patient[],
  today: Day,
): readonly Obligation[] {
  const isAwaited = followUps.some((name) => awaited.includes(name));
  const changes = patients.flatMap(({ row, agreements }) => statusOwed(row, agreements, isAwaited, today));
  return [...new Set(changes)].map((change) => ({
    queue: 'obtainConsent',
    paragraph: edition.statusParagraphs[change],
    reason: reasons[change],
    due: addDays(today, daysToAsk),
    action: change === 'died' ? 'askClose' : 'askThemself',
  }));
}
