import type { Day } from '../../kernel/day.ts';
import type { Id } from '../../kernel/id.ts';
import type { AfterRecording, AgreementForm, Giver, InformedPoint, Use } from '../policy/words.ts';
import type { Approach } from './asking.ts';
import type { Authority } from './authority.ts';

/** What a patient, or somebody for them, agreed to: permission to make, consent to uses, and its limits [1, 13a]. */
export interface Terms {
  readonly toMake: boolean;
  readonly uses: readonly Use[];
  readonly givenBy: Giver;
  readonly givenByName: string;
  readonly givenOn: Day;
  readonly form: AgreementForm;
  readonly notedInRecord: boolean;
  readonly subjectThen: {
    readonly under16: boolean;
    readonly hasCapacity: boolean;
    readonly deceased: boolean;
  };
  readonly capacityNote: boolean;
  /** How it was judged whether the patient could decide, by whom, and where that is written [2, 3]. */
  readonly capacityWords?: string;
  /** Of somebody who agreed for the patient, and what was seen of it; null where it was not entered. */
  readonly authority?: Authority | null;
  readonly informed: Readonly<Record<InformedPoint, boolean>>;
  readonly viewers: readonly string[];
  readonly copiesAllowed: boolean;
  readonly identifiableAllowed: boolean;
  readonly keepUntil: Day | null;
}

/** One thing that happened to an agreement. The list of events is only ever added to. */
export type AgreementEvent =
  | { readonly kind: 'given'; readonly on: Day; readonly terms: Terms }
  | { readonly kind: 'confirmed'; readonly on: Day; readonly note: string }
  | { readonly kind: 'varied'; readonly on: Day; readonly terms: Terms; readonly note: string }
  | { readonly kind: 'withdrawn'; readonly on: Day; readonly note: string }
  | { readonly kind: 'notConfirmed'; readonly on: Day; readonly note: string }
  | ({ readonly kind: 'asked' } & Approach)
  | Shown;

/** The patient, or who agreed for them, saw the recordings in the form in which they will be shown [14c]. */
export interface Shown {
  readonly kind: 'shown';
  readonly on: Day;
  readonly note: string;
  readonly renditions: readonly Id[];
}

/** An agreement as it stands now: the terms in force, and what became of it. */
export interface Standing {
  readonly id: Id;
  readonly terms: Terms;
  readonly afterRecording: AfterRecording;
  /** The last day on which it was confirmed or varied: of what is recorded later nobody has been asked [14a]. */
  readonly answeredOn: Day | null;
}

/** The event that may not follow, as a sentence; null where it may. A withdrawal is final [14e]. */
export function eventFault(standing: Omit<Standing, 'answeredOn'>, event: AgreementEvent): string | null {
  if (event.kind === 'given') return 'An agreement is given once; a change to it is entered as a variation.';
  if (standing.afterRecording === 'withdrawn') {
    return 'This agreement was withdrawn. If the patient agrees again, please enter a new agreement.';
  }
  if (event.on < standing.terms.givenOn) return 'This is dated before the agreement was given.';
  return null;
}

/**
 * The agreement as its events leave it: the last variation's terms, and the last word said of it.
 * `givenOn` stays the day on which the agreement was first given.
 * @throws RangeError where the history does not open with `given`.
 */
export function foldAgreement(id: Id, events: readonly AgreementEvent[]): Standing {
  const [first, ...rest] = events;
  if (first?.kind !== 'given') throw new RangeError('The history of an agreement opens with its giving');
  let terms = first.terms;
  let afterRecording: AfterRecording = 'notAsked';
  let answeredOn: Day | null = null;
  for (const event of rest) {
    if (event.kind === 'given') throw new RangeError('An agreement is given once');
    // To be asked and to be shown something is no answer.
    if (event.kind === 'asked' || event.kind === 'shown') continue;
    if (event.kind === 'varied') terms = { ...event.terms, givenOn: terms.givenOn };
    const answers = event.kind === 'confirmed' || event.kind === 'varied';
    if (answers && (answeredOn === null || event.on > answeredOn)) answeredOn = event.on;
    afterRecording = event.kind;
  }
  return { id, terms, afterRecording, answeredOn };
}
