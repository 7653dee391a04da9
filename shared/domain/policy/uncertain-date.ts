import { addDays, type Day } from '../../kernel/day.ts';
import type { PolicyCase, RecordingFacts } from './case.ts';
import { decide, dispose } from './decide.ts';
import type { Decision, Disposal } from './decision.ts';
import { editions } from './editions.ts';

/** A case whose recording was made on a day not exactly known. */
export type UndatedCase = Omit<PolicyCase, 'recording'> & {
  readonly recording: Omit<RecordingFacts, 'madeOn'>;
};

/** The calendar's first day stands for every day before all that matter. */
const firstDay = '0001-01-01' as Day;

/**
 * Days that stand for every day from the earliest to the latest, in order. Answers turn only at an edition's boundary
 * days and at the days of agreements, so those days, their neighbours and the two ends meet every possible answer. An
 * open start reaches back for ever, an open end to today.
 * @throws RangeError where the earliest day is after the latest.
 */
function representativeDays(undated: UndatedCase, earliest: Day | null, latest: Day | null): readonly Day[] {
  const from = earliest ?? firstDay;
  const to = latest ?? (undated.today > from ? undated.today : from);
  if (from > to) throw new RangeError(`The earliest day ${from} is after the latest day ${to}`);
  if (from === to) return [from];
  const boundaries = [
    ...editions[undated.edition].boundaryDays,
    ...undated.subjects.flatMap(({ agreements }) => agreements.map(({ givenOn }) => givenOn)),
  ];
  const days = new Set<Day>([from, to]);
  for (const boundary of boundaries) {
    for (const day of [addDays(boundary, -1), boundary, addDays(boundary, 1)]) {
      if (day >= from && day <= to) days.add(day);
    }
  }
  return [...days].sort();
}

const dated = (undated: UndatedCase, madeOn: Day): PolicyCase => ({
  ...undated,
  recording: { ...undated.recording, madeOn },
});

const united = <T>(lists: readonly (readonly T[])[]): readonly T[] => [...new Set(lists.flat())];

/**
 * Decides where the recording was made on some day from `earliest` to `latest`, either open: the first refusal in the
 * order of days, else a permit. Follow-ups are those that any of the days raises. Where only some days refuse, finding
 * out the day is among the remedies.
 * @throws RangeError where the earliest day is after the latest.
 */
export function decideOverDates(undated: UndatedCase, earliest: Day | null, latest: Day | null): Decision {
  const decisions = representativeDays(undated, earliest, latest).map((day) => decide(dated(undated, day)));
  const followUps = united(decisions.map((decision) => decision.followUps));
  const refusal = decisions.find(({ outcome }) => outcome === 'refuse');
  if (!refusal)
    return {
      id: undated.id,
      outcome: 'permit',
      cites: united(decisions.map(({ cites }) => cites)),
      reasons: united(decisions.map(({ reasons }) => reasons)),
      remedies: [],
      followUps,
    };
  if (decisions.every(({ outcome }) => outcome === 'refuse')) return { ...refusal, followUps };
  return {
    ...refusal,
    reasons: [
      ...refusal.reasons,
      'The day on which it was made is uncertain, and not every possible day permits this.',
    ],
    remedies: [
      ...refusal.remedies,
      'Find out more exactly when the recording was made, and record it with its source.',
    ],
    followUps,
  };
}

/**
 * What should become of a recording made on some day from `earliest` to `latest`, either open: what all days say, or a
 * review where they differ, so that nothing is erased that might have to be kept and nothing kept unseen that might
 * have to be erased.
 * @throws RangeError where the earliest day is after the latest.
 */
export function disposeOverDates(undated: UndatedCase, earliest: Day | null, latest: Day | null): Disposal {
  const answers = representativeDays(undated, earliest, latest).map((day) => dispose(dated(undated, day)));
  const actions = new Set(answers.map(({ action }) => action));
  const [only] = actions;
  return {
    action: only !== undefined && actions.size === 1 ? only : 'review',
    cites: united(answers.map(({ cites }) => cites)),
  };
}
