import type { SubjectFacts } from '../case.ts';
import type { Agreements } from './agreements.ts';
import { type Facts, isEnded, isPastItsDate } from './facts.ts';

/** Withdrawn or not confirmed, and nothing that stands agrees to any use. */
export const hasEndedConsent = ({ stands }: Agreements, facts: Facts, subject: SubjectFacts): boolean =>
  subject.agreements.some(isEnded) &&
  !subject.agreements.some((agreement) => agreement.uses.length > 0 && stands(facts, agreement, subject));

/** Some agreement is past its date, and no other with uses is within its own. */
export const hasRunOut = ({ agreements }: SubjectFacts, today: string): boolean =>
  agreements.some((agreement) => isPastItsDate(agreement, today)) &&
  agreements.every((agreement) => isPastItsDate(agreement, today) || agreement.uses.length === 0);
