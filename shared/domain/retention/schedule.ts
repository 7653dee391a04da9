import { addYears, type Day } from '../../kernel/day.ts';

/** What kind of health record a recording made for care belongs to; schedules name different periods for them. */
export const recordKinds = [
  'general',
  'mentalHealth',
  'obstetric',
  'cancer',
  'cjd',
  'transplant',
  'longTerm',
  'screening',
] as const;
export type RecordKind = (typeof recordKinds)[number];

/** The events from which a period is counted. */
export const triggers = ['made', 'lastSeen', 'death', 'birth'] as const;
export type Trigger = (typeof triggers)[number];

/** One line of a schedule: records of this kind are kept for so many whole years from an event. */
export interface RetentionRule {
  readonly name: string;
  /** Null for records of every kind. */
  readonly records: RecordKind | null;
  /** The patient's age at the making, in whole years, both included; null for any age. */
  readonly ages: { readonly from: number; readonly to: number } | null;
  readonly from: Trigger;
  readonly years: number;
  /** Who says so. */
  readonly source: string;
}

/** What a schedule reads of a recording made for care. */
export interface RecordFacts {
  readonly records: RecordKind;
  readonly made: { readonly earliest: Day | null; readonly latest: Day | null };
  readonly addedOn: Day;
  readonly patients: readonly {
    readonly bornOn: Day | null;
    readonly diedOn: Day | null;
    /** The last day on which they were seen or treated; null where nobody has entered it. */
    readonly lastSeenOn: Day | null;
  }[];
}

export interface Kept {
  /** The last day of the period. */
  readonly until: Day;
  readonly rule: RetentionRule;
}

type Patient = RecordFacts['patients'][number];

/** Nothing was made later than it was taken in. */
const madeBy = ({ made, addedOn }: RecordFacts): Day => made.latest ?? addedOn;

/** A patient was seen on the day of the recording, and may have been seen since. */
const lastSeen = (facts: RecordFacts, { lastSeenOn }: Patient): Day =>
  lastSeenOn !== null && lastSeenOn > madeBy(facts) ? lastSeenOn : madeBy(facts);

const ageOn = (bornOn: Day, day: Day): number => {
  let age = Number(day.slice(0, 4)) - Number(bornOn.slice(0, 4));
  if (addYears(bornOn, age) > day) age -= 1;
  return Math.max(0, age);
};

/**
 * Whether the patient may have been of these ages, at the recording or when last seen; of whom no birthday is known may
 * have been of any.
 */
function mayHaveBeen({ ages }: RetentionRule, facts: RecordFacts, patient: Patient): boolean {
  const { bornOn } = patient;
  if (ages === null || bornOn === null) return true;
  const youngest = facts.made.earliest === null ? 0 : ageOn(bornOn, facts.made.earliest);
  return youngest <= ages.to && ageOn(bornOn, lastSeen(facts, patient)) >= ages.from;
}

/** The day from which the period runs; null where the event has not come. A child of unknown age may be newborn. */
function startOf({ from }: RetentionRule, facts: RecordFacts, patient: Patient): Day | null {
  switch (from) {
    case 'made':
      return madeBy(facts);
    case 'lastSeen':
      return lastSeen(facts, patient);
    case 'death':
      return patient.diedOn;
    case 'birth':
      return patient.bornOn ?? madeBy(facts);
  }
}

/**
 * How long a recording is kept by a schedule: of all rules that may apply to any of its patients the longest wins,
 * since a record that is lost cannot be had again. Null where none applies.
 */
export function keptBy(schedule: readonly RetentionRule[], facts: RecordFacts): Kept | null {
  const patients =
    facts.patients.length > 0 ? facts.patients : [{ bornOn: null, diedOn: null, lastSeenOn: null }];
  let longest: Kept | null = null;
  for (const rule of schedule) {
    if (rule.records !== null && rule.records !== facts.records) continue;
    for (const patient of patients) {
      const start = mayHaveBeen(rule, facts, patient) ? startOf(rule, facts, patient) : null;
      if (start === null) continue;
      const until = addYears(start, rule.years);
      if (longest === null || until > longest.until) longest = { until, rule };
    }
  }
  return longest;
}

/** Stands for no end: what somebody decided to keep for good. */
export const forGood = '9999-12-31' as Day;

/** The last day of keeping: that of the schedule, or a later one that somebody decided on in an appraisal. */
export const lastDay = ({ until }: Kept, appraisedUntil: Day | null): Day =>
  appraisedUntil !== null && appraisedUntil > until ? appraisedUntil : until;
