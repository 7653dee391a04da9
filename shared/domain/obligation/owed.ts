import { addDays, type Day } from '../../kernel/day.ts';
import type { Disposal, FollowUp } from '../policy/decision.ts';
import type { Edition } from '../policy/edition.ts';
import type { Obligation } from './obligation.ts';

/** A duty as its row in the table describes it; `days` from the day it is first owed. */
interface Duty extends Omit<Obligation, 'due' | 'paragraph'> {
  readonly days: number;
}

/**
 * What each follow-up of a decision asks of whom. `anonymise` [5] is no queue of its own: it is the standing
 * of the recording, and the anonymising bench is its worklist. What `putRight` asks stands in `making-duties.ts`.
 */
const duties: Readonly<Record<Exclude<FollowUp, 'anonymise' | 'putRight'>, Duty>> = {
  recordPermission: {
    queue: 'obtainConsent',
    reason: 'No permission to make this recording has been entered. Please enter it, or ask for it.',
    action: 'obtainConsent',
    days: 28,
  },
  askAfterRecording: {
    queue: 'confirm',
    reason: 'The patient has not yet been asked, after the recording, whether the agreement still stands.',
    action: 'askPatient',
    days: 14,
  },
  obtainConsent: {
    queue: 'obtainConsent',
    reason: 'This was recorded when the patient could not be asked. Consent is still to be sought.',
    action: 'obtainConsent',
    days: 7,
  },
  replaceLegacy: {
    queue: 'replace',
    reason:
      'This comes from a collection made before 1997 without recorded permission. It is to be replaced where that is possible.',
    action: 'replace',
    days: 365,
  },
  assessIdentifiability: {
    queue: 'assess',
    reason: 'Nobody has judged yet whether the patient can be recognised in the anonymised copy.',
    action: 'assess',
    days: 28,
  },
  renewConsent: {
    queue: 'renew',
    reason: 'The time for which the patient agreed ends soon.',
    action: 'renewConsent',
    days: 28,
  },
};

const daysForReturn = 28;

/** A paragraph of the 2002 edition, also where both editions answer. */
const isOf2002 = (cite: string | undefined, paragraph: string): boolean =>
  cite === paragraph || cite === `2002:${paragraph}`;

function disposalDuty({ action, cites: [cite] }: Disposal): Duty | null {
  if (action === 'keep') return null;
  if (action === 'erase') {
    // The later edition gives one paragraph for both.
    const reason =
      cite === '25'
        ? 'The agreement has been withdrawn or its time is over, and nothing else allows this recording to be kept.'
        : isOf2002(cite, '13a')
          ? 'The time for which the patient agreed is over, and nothing else allows this recording to be kept.'
          : 'The patient has withdrawn or did not confirm, and nothing else allows this recording to be kept.';
    return { queue: 'erase', reason, action: 'proposeErasure', days: 14 };
  }
  const reason =
    isOf2002(cite, '16') || cite === '23'
      ? 'This recording was made before 1997 without recorded permission. Somebody is to decide whether it is kept.'
      : 'The agreement to this recording has ended. Somebody is to decide whether it is kept.';
  return { queue: 'review', reason, action: 'appraise', days: 28 };
}

/** What is owed for a recording on a day, from the follow-ups its facts raise and from its disposal, by an edition. */
export function obligationsOwed(
  edition: Edition,
  followUps: readonly FollowUp[],
  disposal: Disposal,
  today: Day,
): readonly Obligation[] {
  const owed: Obligation[] = [];
  const add = ({ days, ...duty }: Duty, paragraph: string): void => {
    owed.push({ ...duty, paragraph, due: addDays(today, days) });
  };
  for (const name of followUps)
    if (name !== 'anonymise' && name !== 'putRight') add(duties[name], edition.followUpParagraphs[name]);
  const ending = disposalDuty(disposal);
  if (ending) add(ending, disposal.cites[0] ?? edition.followUpParagraphs.renewConsent);
  return owed;
}

/** The duty to decide on what was set aside by an agreement that ended, once nothing asks for its end any more. */
export const returnOwed = (edition: Edition, today: Day): Obligation => ({
  queue: 'review',
  paragraph: edition.followUpParagraphs.askAfterRecording,
  reason:
    'This recording is in quarantine, and nothing asks for its erasure any more. Somebody is to decide whether it comes back into use.',
  due: addDays(today, daysForReturn),
  action: 'appraise',
});

/** The duty to call back copies whose last day is over: what was agreed for a time is not left with anybody beyond it. */
export function recallOwed(edition: Edition, copiesUntil: readonly Day[], today: Day): readonly Obligation[] {
  if (!copiesUntil.some((until) => until < today)) return [];
  return [
    {
      queue: 'recall',
      paragraph: edition.followUpParagraphs.renewConsent,
      reason: 'Copies of this recording are still out, and the day until which they may be used is over.',
      due: today,
      action: 'recallCopies',
    },
  ];
}
