import { addDays, type Day } from '../../kernel/day.ts';
import type { Disposal, FollowUp } from '../policy/decision.ts';
import type { Obligation } from './obligation.ts';

/** A duty as its row in the table describes it; `days` from the day it is first owed. */
interface Duty extends Omit<Obligation, 'due'> {
  readonly days: number;
}

/**
 * What each follow-up of a decision asks of whom. `anonymise` [5] is no queue of its own: it is the standing
 * of the recording, and the anonymising bench is its worklist.
 */
const duties: Readonly<Record<Exclude<FollowUp, 'anonymise'>, Duty>> = {
  recordPermission: {
    queue: 'obtainConsent',
    paragraph: '7',
    reason: 'No permission to make this recording has been entered. Please enter it, or ask for it.',
    action: 'obtainConsent',
    days: 28,
  },
  putRight: {
    queue: 'putRight',
    paragraph: '21',
    reason:
      'Something that had to be done before this recording was made has not been entered. Until it is, the recording is not used.',
    action: 'putRight',
    days: 7,
  },
  askAfterRecording: {
    queue: 'confirm',
    paragraph: '14a',
    reason: 'The patient has not yet been asked, after the recording, whether the agreement still stands.',
    action: 'askPatient',
    days: 14,
  },
  obtainConsent: {
    queue: 'obtainConsent',
    paragraph: '17',
    reason: 'This was recorded when the patient could not be asked. Consent is still to be sought.',
    action: 'obtainConsent',
    days: 7,
  },
  replaceLegacy: {
    queue: 'replace',
    paragraph: '16',
    reason:
      'This comes from a collection made before 1997 without recorded permission. It is to be replaced where that is possible.',
    action: 'replace',
    days: 365,
  },
  assessIdentifiability: {
    queue: 'assess',
    paragraph: '10',
    reason: 'Nobody has judged yet whether the patient can be recognised in the anonymised copy.',
    action: 'assess',
    days: 28,
  },
  renewConsent: {
    queue: 'renew',
    paragraph: '13a',
    reason: 'The time for which the patient agreed ends soon.',
    action: 'renewConsent',
    days: 28,
  },
};

const disposalDuty = (disposal: Disposal): Duty | null => {
  if (disposal.action === 'keep') return null;
  const paragraph = disposal.cites[0] ?? '14e';
  if (disposal.action === 'erase') {
    const reason =
      paragraph === '13a'
        ? 'The time for which the patient agreed is over, and nothing else allows this recording to be kept.'
        : 'The patient has withdrawn or did not confirm, and nothing else allows this recording to be kept.';
    return { queue: 'erase', paragraph, reason, action: 'proposeErasure', days: 14 };
  }
  const reason =
    paragraph === '16'
      ? 'This recording was made before 1997 without recorded permission. Somebody is to decide whether it is kept.'
      : 'The agreement to this recording has ended. Somebody is to decide whether it is kept.';
  return { queue: 'review', paragraph, reason, action: 'appraise', days: 28 };
};

/** What is owed for a recording on a day, from the follow-ups its facts raise and from its disposal. */
export function obligationsOwed(
  followUps: readonly FollowUp[],
  disposal: Disposal,
  today: Day,
): readonly Obligation[] {
  const owed: Duty[] = [];
  for (const name of followUps) if (name !== 'anonymise') owed.push(duties[name]);
  const ending = disposalDuty(disposal);
  if (ending) owed.push(ending);
  return owed.map(({ days, ...duty }) => ({ ...duty, due: addDays(today, days) }));
}
