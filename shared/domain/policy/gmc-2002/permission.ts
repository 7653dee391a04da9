import type { AgreementFacts, SubjectFacts } from '../case.ts';
import { isWrittenAndInformed, notInTheFuture } from './agreement-stands.ts';
import { always, type Demand, meetsAll } from './demand.ts';
import type { Facts } from './facts.ts';
import { giverCounts } from './giver.ts';

const madeForCare = (facts: Facts): boolean => facts.of.recording.madeFor === 'care';
const postMortem = (facts: Facts): boolean => facts.of.recording.circumstances === 'postMortem';

/**
 * What an agreement `toMake` needs in order to be permission for the making. Its `keepUntil` does not matter, nor that
 * the patient did not confirm a use: the making was permitted.
 */
export const permissionDemands: readonly Demand[] = [
  giverCounts,
  notInTheFuture,
  {
    fault: 'withdrawn',
    paragraph: always('14e'),
    met: (_, agreement) => agreement.afterRecording !== 'withdrawn',
  },
  {
    // [1, 12, 13, 24, 8]; what was made for a living patient's care may be noted later [7].
    fault: 'afterTheMaking',
    paragraph: always('12'),
    met: (facts, agreement) =>
      (madeForCare(facts) && !postMortem(facts)) || agreement.givenOn <= facts.of.recording.madeOn,
  },
  {
    fault: 'beforeDeath',
    paragraph: always('8'),
    met: (facts, agreement) => !postMortem(facts) || agreement.subjectThen.deceased,
  },
  {
    fault: 'careForm',
    paragraph: always('7'),
    met: (facts, agreement) =>
      !madeForCare(facts) ||
      (agreement.informed.purpose && (agreement.form === 'written' || agreement.notedInRecord)),
  },
  {
    // [12, 13, 24]
    fault: 'notWrittenOrInformed',
    paragraph: always('13'),
    met: (facts, agreement) => madeForCare(facts) || isWrittenAndInformed(agreement),
  },
];

/** This agreement is permission to make the recording. */
const isPermission = (facts: Facts, agreement: AgreementFacts, subject: SubjectFacts): boolean =>
  agreement.toMake && meetsAll(permissionDemands, facts, agreement, subject);

/** Somebody who may has given permission to record this subject. */
export function hasPermission(facts: Facts, subject: SubjectFacts): boolean {
  for (const agreement of subject.agreements) {
    if (isPermission(facts, agreement, subject)) return true;
  }
  return false;
}

/** Every subject has permission; with no known subject nobody has given any. */
export function everySubjectHasPermission(facts: Facts): boolean {
  for (const subject of facts.of.subjects) {
    if (!hasPermission(facts, subject)) return false;
  }
  return facts.of.subjects.length > 0;
}
