import type { AgreementFacts, SubjectFacts } from '../case.ts';
import type { Demand } from '../reading/demand.ts';
import type { Facts } from '../reading/facts.ts';
import { type FaultWording, giverWords } from '../reading/fault-words.ts';
import type { Giver } from '../words.ts';
import type { Paragraph } from './paragraphs.ts';

const nobody: readonly Giver[] = [];
const patient: readonly Giver[] = ['patient'];
const parent: readonly Giver[] = ['parentOrGuardian'];
const relative: readonly Giver[] = ['closeRelative'];
const relativeOrCarer: readonly Giver[] = ['closeRelative', 'carer'];
const appointed: readonly Giver[] = ['appointedPerson'];

/** Who may agree, by the subject's status at the time; the first line that fits. */
function whoMayAgree(facts: Facts, agreement: AgreementFacts, subject: SubjectFacts): readonly Giver[] {
  const { deceased, under16, hasCapacity } = agreement.subjectThen;
  if (deceased) return facts.unplanned ? relative : relativeOrCarer; // [8]; [17, 18]
  if (under16) return hasCapacity ? patient : parent; // [2]
  if (hasCapacity) return patient; // [1]
  if (facts.unplanned) return nobody; // [17, 18]: the patient alone, once able
  if (facts.of.jurisdiction === 'scotland' && subject.appointedPerson) return appointed; // [3]
  return relativeOrCarer; // [3]
}

/** A child who agrees alone: the factors considered in finding the child able are noted [2]. */
const lacksCapacityNote = ({ subjectThen, capacityNote }: AgreementFacts): boolean =>
  subjectThen.under16 && subjectThen.hasCapacity && !subjectThen.deceased && !capacityNote;

/** The paragraph of the line that fits. */
function lineOf(facts: Facts, { subjectThen }: AgreementFacts): Paragraph {
  if (facts.unplanned) return facts.of.recording.circumstances === 'emergency' ? '17' : '18';
  if (subjectThen.deceased) return '8';
  if (subjectThen.under16) return '2';
  return subjectThen.hasCapacity ? '1' : '3';
}

/** The agreement's giver counts. */
export const giverCounts: Demand<Paragraph> = {
  fault: 'wrongGiver',
  paragraph: lineOf,
  met: (facts, agreement, subject) =>
    whoMayAgree(facts, agreement, subject).includes(agreement.givenBy) && !lacksCapacityNote(agreement),
};

/** The words where it does not. */
export const wrongGiver: FaultWording = {
  reason: (_, agreement) =>
    lacksCapacityNote(agreement) && agreement.givenBy === 'patient'
      ? 'was given by a child, and the factors considered in finding the child able to agree are not noted'
      : 'was given by someone who could not agree for this patient at the time',
  remedy: rightGiver,
};

function rightGiver(facts: Facts, agreement: AgreementFacts, subject: SubjectFacts): string {
  const who = whoMayAgree(facts, agreement, subject);
  if (lacksCapacityNote(agreement) && agreement.givenBy === 'patient')
    return 'Note the factors considered in finding the child able to agree.';
  if (who.length === 0) return 'Ask the patient once able to agree; nobody else may agree to this.';
  return `Record what ${who.map((giver) => giverWords[giver]).join(' or ')} has agreed to.`;
}
