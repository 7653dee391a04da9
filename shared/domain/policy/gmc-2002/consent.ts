import type { AgreementFacts, SubjectFacts } from '../case.ts';
import { askedAfterwards, isWrittenAndInformed, standingDemands } from './agreement-stands.ts';
import { always, type Demand, meetsAll } from './demand.ts';
import { type Facts, isEnded } from './facts.ts';

/** What an agreement needs in order to cover the request. */
export const consentDemands: readonly Demand[] = [
  ...standingDemands,
  {
    // [1, 14b]
    fault: 'outsideItsUses',
    paragraph: always('14b'),
    met: (facts, agreement) => agreement.uses.includes(facts.use),
  },
  {
    fault: 'purposeNotExplained',
    paragraph: always('13'),
    met: (facts, agreement) => facts.use !== 'care' || agreement.informed.purpose,
  },
  {
    // [13, 24]
    fault: 'notWrittenOrInformed',
    paragraph: always('13'),
    met: (facts, agreement) => facts.use === 'care' || isWrittenAndInformed(agreement),
  },
  {
    // [14a, 14e]
    fault: 'notAskedAfterwards',
    paragraph: always('14a'),
    met: (facts, agreement) => facts.of.recording.madeFor === 'care' || askedAfterwards(facts, agreement),
  },
  { fault: 'overruled', paragraph: always('14e'), met: isNotOverruled },
  {
    // A list of names never reaches the public.
    fault: 'viewerNotNamed',
    paragraph: always('13a'),
    met: (facts, { viewers }) =>
      viewers.length === 0 || (!facts.public && viewers.includes(facts.of.request.actor.name)),
  },
  {
    fault: 'copiesNotAgreed',
    paragraph: always('13a'),
    met: (facts, agreement) => facts.of.request.action !== 'export' || agreement.copiesAllowed,
  },
  {
    fault: 'identifiable',
    paragraph: always('14b'),
    met: (facts, agreement) => facts.effectivelyAnonymised || agreement.identifiableAllowed,
  },
];

/** No agreement of the subject for this use, of the same day or later, is withdrawn or not confirmed [14e]. */
function isNotOverruled(facts: Facts, agreement: AgreementFacts, subject: SubjectFacts): boolean {
  for (const other of subject.agreements) {
    if (isEnded(other) && other.givenOn >= agreement.givenOn && other.uses.includes(facts.use)) return false;
  }
  return true;
}

/** Some agreement of this subject covers the request. */
export function isCovered(facts: Facts, subject: SubjectFacts): boolean {
  for (const agreement of subject.agreements) {
    if (meetsAll(consentDemands, facts, agreement, subject)) return true;
  }
  return false;
}

/** Consent covers the recording: for every subject some agreement does; with no known subject nothing is covered. */
export function consentCovers(facts: Facts): boolean {
  for (const subject of facts.of.subjects) {
    if (!isCovered(facts, subject)) return false;
  }
  return facts.of.subjects.length > 0;
}

/** Some subject objects: withdrew this use, or withdrew the permission to make and named no use. */
export function someoneObjects(facts: Facts): boolean {
  for (const subject of facts.of.subjects) {
    for (const { afterRecording, uses, toMake } of subject.agreements) {
      if (afterRecording === 'withdrawn' && (uses.includes(facts.use) || (toMake && uses.length === 0)))
        return true;
    }
  }
  return false;
}
