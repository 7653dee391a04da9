import { addYears, type Day } from '../../kernel/day.ts';
import type { AfterRecording } from '../policy/words.ts';
import { adultAt } from './age-then.ts';
import type { Terms } from './agreement.ts';

/** What changes who may speak for a patient after an agreement was given. */
export const statusChanges = ['turned16', 'capacityRegained', 'died'] as const;
export type StatusChange = (typeof statusChanges)[number];

/** What the library knows of a patient's status over time. */
export interface StatusFacts {
  readonly bornOn: Day | null;
  readonly diedOn: Day | null;
  /** The day from which the patient could decide again; null where nobody has entered one. */
  readonly capacityRegainedOn: Day | null;
  /** The day on which somebody last noted what came of asking after a change; null where nobody has. */
  readonly statusNotedOn: Day | null;
}

type Given = { readonly terms: Terms; readonly afterRecording: AfterRecording };

const sixteenOn = ({ bornOn }: StatusFacts): Day | null => bornOn && addYears(bornOn, adultAt);

/** The days on which time alone changes who is to be asked. */
export const statusDays = (status: StatusFacts): readonly Day[] =>
  [sixteenOn(status), status.capacityRegainedOn, status.diedOn].filter((day) => day !== null);

const stands = ({ terms, afterRecording }: Given, today: Day): boolean =>
  afterRecording !== 'withdrawn' &&
  afterRecording !== 'notConfirmed' &&
  (terms.keepUntil === null || terms.keepUntil >= today);

/** A parent or guardian agreed for a child [2]. */
const forChild = ({ subjectThen, givenBy }: Terms): boolean =>
  subjectThen.under16 && !subjectThen.deceased && givenBy === 'parentOrGuardian';

/** Somebody agreed for a grown patient who could not decide [3]. */
const forAdult = ({ subjectThen, givenBy }: Terms): boolean =>
  !subjectThen.under16 && !subjectThen.hasCapacity && !subjectThen.deceased && givenBy !== 'patient';

const isReached = (day: Day | null, today: Day): day is Day => day !== null && day <= today;

/**
 * The changes after which somebody is still to be asked for one recording: the patient themself, of what others agreed
 * for them, and after a death whoever is close, where the patient's answer was still awaited. An agreement entered
 * since (also one that says no), or a note of what came of asking, settles it. The policy's answer does not turn on it.
 */
export function statusOwed(
  status: StatusFacts,
  agreements: readonly Given[],
  awaited: boolean,
  today: Day,
): readonly StatusChange[] {
  const { diedOn, capacityRegainedOn, statusNotedOn } = status;
  const isSettled = (day: Day, byThemself: boolean): boolean =>
    (statusNotedOn !== null && statusNotedOn >= day) ||
    agreements.some(({ terms }) => terms.givenOn >= day && (terms.givenBy === 'patient') === byThemself);
  if (isReached(diedOn, today)) return awaited && !isSettled(diedOn, false) ? ['died'] : [];
  const owed = (day: Day | null, agreedFor: (terms: Terms) => boolean): boolean =>
    isReached(day, today) &&
    agreements.some((given) => stands(given, today) && agreedFor(given.terms) && given.terms.givenOn < day) &&
    !isSettled(day, true);
  const changes: StatusChange[] = [];
  if (owed(sixteenOn(status), forChild)) changes.push('turned16');
  if (owed(capacityRegainedOn, forAdult)) changes.push('capacityRegained');
  return changes;
}
