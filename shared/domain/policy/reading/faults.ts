import type { AgreementFacts, SubjectFacts } from '../case.ts';
import type { Agreements, Demands } from './agreements.ts';
import type { Demand, Fault } from './demand.ts';
import type { Facts } from './facts.ts';

/** What is wrong with one agreement. */
export type FoundFault = {
  readonly fault: Fault;
  readonly paragraph: string;
  readonly agreement: AgreementFacts;
};

/** A subject who lacks what was asked for, and every fault of all its agreements. */
export type LackingSubject = {
  readonly subject: SubjectFacts;
  /** Its place among the recording's subjects, from 0. */
  readonly place: number;
  readonly faults: readonly FoundFault[];
};

/** The parts of a guidance that tell what is wrong with agreements. */
type Judging = { readonly demands: Demands<string>; readonly agreements: Agreements };

/** Each subject that lacks permission or consent, with all that is wrong. */
export function lackingSubjects(
  { demands, agreements }: Judging,
  facts: Facts,
  lacking: 'permission' | 'consent',
): readonly LackingSubject[] {
  const found: LackingSubject[] = [];
  const has = lacking === 'permission' ? agreements.hasPermission : agreements.isCovered;
  facts.of.subjects.forEach((subject, place) => {
    if (!has(facts, subject)) found.push({ subject, place, faults: faultsOf(demands, facts, subject) });
  });
  return found;
}

/** Every fault of all agreements: as permission where one has `toMake`, as consent where it has uses. */
function faultsOf(demands: Demands<string>, facts: Facts, subject: SubjectFacts): readonly FoundFault[] {
  const found: FoundFault[] = [];
  for (const agreement of subject.agreements) {
    if (agreement.toMake) collect(demands.permission, facts, agreement, subject, found);
    if (agreement.uses.length > 0) collect(demands.consent, facts, agreement, subject, found);
  }
  return found;
}

function collect(
  demands: readonly Demand<string>[],
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
