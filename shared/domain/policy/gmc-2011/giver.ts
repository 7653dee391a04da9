import type { AgreementFacts, SubjectFacts } from '../case.ts';
import type { Demand } from '../reading/demand.ts';
import type { Facts } from '../reading/facts.ts';
import { type FaultWording, giverWords } from '../reading/fault-words.ts';
import type { Giver } from '../words.ts';
import type { Paragraph } from './paragraphs.ts';

const patient: readonly Giver[] = ['patient'];
const parent: readonly Giver[] = ['parentOrGuardian'];
const relativeOrCarer: readonly Giver[] = ['closeRelative', 'carer'];
const appointed: readonly Giver[] = ['appointedPerson'];
const forThePatient: readonly Giver[] = ['appointedPerson', 'closeRelative', 'carer'];

/** Who may agree, by the subject's status at the time; the first line that fits. */
function whoMayAgree(_: Facts, agreement: AgreementFacts, subject: SubjectFacts): readonly Giver[] {
  const { deceased, under16, hasCapacity } = agreement.subjectThen;
  if (deceased) return relativeOrCarer; // [48]
  if (hasCapacity) return patient; // [24], and the child who understands [34]
  if (under16) return parent; // [34]
  return subject.appointedPerson ? appointed : forThePatient; // [32]
}

/**
 * For an adult who cannot decide and for whom nobody has the legal authority to, it is noted that the recording is
 * necessary and in the patient's interests [31]; for a child who decides alone, that the child understands [34].
 */
function lacksNote({ subjectThen, capacityNote, givenBy }: AgreementFacts): boolean {
  const { deceased, under16, hasCapacity } = subjectThen;
  if (deceased || capacityNote) return false;
  if (under16) return hasCapacity;
  return !hasCapacity && givenBy !== 'appointedPerson';
}

/** The paragraph of the line that fits. */
function lineOf(_: Facts, { subjectThen, givenBy }: AgreementFacts): Paragraph {
  if (subjectThen.deceased) return '48';
  if (subjectThen.under16) return '34';
  if (subjectThen.hasCapacity) return '24';
  return givenBy === 'appointedPerson' ? '32' : '31';
}

/** The agreement's giver counts. */
export const giverCounts: Demand<Paragraph> = {
  fault: 'wrongGiver',
  paragraph: lineOf,
  met: (facts, agreement, subject) =>
    whoMayAgree(facts, agreement, subject).includes(agreement.givenBy) && !lacksNote(agreement),
};

/** The words where it does not. */
export const wrongGiver: FaultWording = {
  reason: (_, agreement) => {
    if (!lacksNote(agreement)) return 'was given by someone who could not agree for this patient at the time';
    return agreement.subjectThen.under16
      ? 'was given by a child, and it is not noted that the child understood'
      : 'was given for an adult who could not decide, and it is not noted why the recording is in the interests of the patient';
  },
  remedy: (facts, agreement, subject) => {
    const who = whoMayAgree(facts, agreement, subject);
    if (who.includes(agreement.givenBy) && lacksNote(agreement)) {
      return agreement.subjectThen.under16
        ? 'Note the factors considered in finding the child able to agree.'
        : 'Note why the recording is necessary and in the interests of the patient, and why nothing less would do.';
    }
    return `Record what ${who.map((giver) => giverWords[giver]).join(' or ')} has agreed to.`;
  },
};
