import type { Day } from '../../kernel/day.ts';
import type { Giver } from '../policy/words.ts';

/** By what somebody may agree for another [2, 3, 8]; the last three are of the 2000 Act, in Scotland. */
export const authorityGrounds = [
  'parentalResponsibility',
  'courtOrder',
  'relationship',
  'attorney',
  'deputy',
  'welfareAttorney',
  'welfareGuardian',
  'interventionOrder',
] as const;
export type AuthorityGround = (typeof authorityGrounds)[number];

/** The grounds on which each may agree; a patient agrees on none but their own. */
export const groundsOf: Readonly<Record<Giver, readonly AuthorityGround[]>> = {
  patient: [],
  parentOrGuardian: ['parentalResponsibility', 'courtOrder'],
  closeRelative: ['relationship', 'attorney', 'deputy'],
  carer: ['relationship', 'attorney', 'deputy'],
  appointedPerson: ['welfareAttorney', 'welfareGuardian', 'interventionOrder'],
};

/**
 * By what right somebody agreed for the patient, and what was seen of it. It is kept for whoever asks later; the policy
 * goes by who agreed and how the patient was, and not by this.
 */
export interface Authority {
  readonly ground: AuthorityGround;
  /** The paper that was seen, by its kind; empty where none was. */
  readonly document: string;
  readonly reference: string;
  readonly seenBy: string;
  readonly seenOn: Day | null;
}

/** What stands in the way of entering it, as a sentence; null where nothing does. */
export function authorityFault(givenBy: Giver, authority: Authority | null): string | null {
  if (authority === null) return null;
  const { ground, document, reference, seenBy, seenOn } = authority;
  if (!groundsOf[givenBy].includes(ground))
    return givenBy === 'patient'
      ? 'The patient agreed themself, which needs no authority of anybody else.'
      : 'This authority is not one that whoever agreed can have. Please look again who agreed.';
  const seen = document !== '';
  if (seen && (seenBy === '' || seenOn === null)) return 'Please say who saw the document, and on what day.';
  if (!seen && (reference !== '' || seenBy !== '' || seenOn !== null))
    return 'Please say which document was seen, or leave its reference, who saw it and when empty.';
  return null;
}
