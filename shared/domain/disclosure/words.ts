import type { DisclosureKind, DisclosureMeans, OtherAnswer } from './kinds.ts';
import type { DisclosureStanding } from './standing.ts';

/** Disclosures as a person reads them, on screen and on paper. */
export const disclosureNames: Readonly<Record<DisclosureKind, string>> = {
  preventHarm: 'To prevent death or serious harm',
  requiredByLaw: 'Required by law or a court',
  patientsCopy: 'The patient’s own copy',
  transferOfCare: 'Transfer to another provider of care',
};

export const meansNames: Readonly<Record<DisclosureMeans, string>> = {
  view: 'Shown here to a named person',
  copies: 'Copies that leave once',
};

export const otherAnswerNames: Readonly<Record<OtherAnswer, string>> = {
  notShown: 'Not in what is disclosed',
  removed: 'Removed from the anonymised copy',
  agreed: 'Agreed to this disclosure',
  needed: 'Cannot be left out for this purpose',
};

export const disclosureStandingNames: Readonly<Record<DisclosureStanding, string>> = {
  waiting: 'Waits for a second person',
  lapsed: 'Nobody confirmed it in time',
  withdrawn: 'Taken back',
  refused: 'Refused by the second person',
  inForce: 'In force',
  over: 'Its time is over',
  given: 'Copies were given',
  revoked: 'Ended early',
};

/** What the one field asks in which kinds differ. */
export const basisNames: Readonly<Record<DisclosureKind, string>> = {
  preventHarm: '',
  requiredByLaw: 'The order or provision, who made it, and its date',
  patientsCopy: 'How it was checked who asks, and that they may',
  transferOfCare: 'Who takes over the care, and how the patient knows of it',
};
