import type { Input, Output } from '../../shared/contract/contract.ts';

/** All that is known of a patient and can be corrected. */
export type SubjectFacts = Input<'subject.change'>['facts'];

/** What is known of a patient, as the engine is told it. */
export const factsOf = ({
  familyName,
  givenName,
  bornOn,
  diedOn,
  appointedPerson,
  capacityRegainedOn,
  lastSeenOn,
  identifiers,
}: Pick<Output<'subject.show'>, keyof SubjectFacts>): SubjectFacts => ({
  familyName,
  givenName,
  bornOn,
  diedOn,
  appointedPerson,
  capacityRegainedOn,
  lastSeenOn,
  identifiers: identifiers.map(({ kind, issuer, value }) => ({ kind, issuer, value })),
});
