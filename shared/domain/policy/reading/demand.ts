import type { AgreementFacts, SubjectFacts } from '../case.ts';
import type { Facts } from './facts.ts';

/** What can be wrong with an agreement. */
export type Fault =
  | 'wrongGiver'
  | 'datedInTheFuture'
  | 'withdrawn'
  | 'ended'
  | 'keptPastItsDate'
  | 'afterTheMaking'
  | 'beforeDeath'
  | 'careForm'
  | 'notWrittenOrInformed'
  | 'purposeNotExplained'
  | 'outsideItsUses'
  | 'notAskedAfterwards'
  | 'overruled'
  | 'viewerNotNamed'
  | 'copiesNotAgreed'
  | 'identifiable';

/**
 * One thing that the guidance demands of an agreement. Whether an agreement counts and what is wrong with one that
 * does not are read from the same demands, so the two cannot disagree. `Paragraph` are the edition's own numbers.
 */
export type Demand<Paragraph extends string> = {
  readonly fault: Fault;
  /** The paragraph that a fault cites. */
  readonly paragraph: (facts: Facts, agreement: AgreementFacts) => Paragraph;
  readonly met: (facts: Facts, agreement: AgreementFacts, subject: SubjectFacts) => boolean;
};

export function meetsAll(
  demands: readonly Demand<string>[],
  facts: Facts,
  agreement: AgreementFacts,
  subject: SubjectFacts,
): boolean {
  for (const demand of demands) {
    if (!demand.met(facts, agreement, subject)) return false;
  }
  return true;
}

/** The same answer for every case. */
export const always =
  <Paragraph extends string>(paragraph: Paragraph) =>
  (): Paragraph =>
    paragraph;
