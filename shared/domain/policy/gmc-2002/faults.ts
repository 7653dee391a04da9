import type { AgreementFacts, SubjectFacts } from '../case.ts';
import { consentDemands, isCovered } from './consent.ts';
import type { Demand, Fault } from './demand.ts';
import type { Facts } from './facts.ts';
import type { Paragraph } from './paragraphs.ts';
import { hasPermission, permissionDemands } from './permission.ts';
import type { Ruling } from './rules.ts';

/** What is wrong with one agreement. */
export type FoundFault = {
  readonly fault: Fault;
  readonly paragraph: Paragraph;
  readonly agreement: AgreementFacts;
};

/** A subject who lacks what was asked for, and every fault of all its agreements. */
export type LackingSubject = {
  readonly subject: SubjectFacts;
  /** Its place among the recording's subjects, from 0. */
  readonly place: number;
  readonly faults: readonly FoundFault[];
};

/** Each subject that lacks what the ruling asked for. */
export function lackingSubjects(facts: Facts, lacking: Ruling['lacking']): readonly LackingSubject[] {
  const found: LackingSubject[] = [];
  if (lacking === null) return found;
  const has = lacking === 'permission' ? hasPermission : isCovered;
  facts.of.subjects.forEach((subject, place) => {
    if (!has(facts, subject)) found.push({ subject, place, faults: faultsOf(facts, subject) });
  });
  return found;
}

/** Every fault of all agreements: as permission where one has `toMake`, as consent where it has uses. */
function faultsOf(facts: Facts, subject: SubjectFacts): readonly FoundFault[] {
  const found: FoundFault[] = [];
  for (const agreement of subject.agreements) {
    if (agreement.toMake) collect(permissionDemands, facts, agreement, subject, found);
    if (agreement.uses.length > 0) collect(consentDemands, facts, agreement, subject, found);
  }
  return found;
}

function collect(
  demands: readonly Demand[],
  facts: Facts,
  agreement: AgreementFacts,
  subject: SubjectFacts,
  found: FoundFault[],
): void {
  for (const demand of demands) {
    if (!demand.met(facts, agreement, subject))
      found.push({ fault: demand.fault, paragraph: demand.paragraph(facts, agreement), agreement });
  }
}
