import type { PolicyCase, SubjectFacts } from '../case.ts';
import type { Disposal } from '../decision.ts';
import { stands } from './agreement-stands.ts';
import { type Facts, factsOf, isEnded, isPastItsDate } from './facts.ts';
import type { Paragraph } from './paragraphs.ts';
import { everySubjectHasPermission } from './permission.ts';

const disposal = (action: Disposal['action'], ...cites: Paragraph[]): Disposal => ({ action, cites });

/** What should become of the recording. Withdrawal ends a care recording's other uses and does not erase it [9]. */
export function dispose(policyCase: PolicyCase): Disposal {
  const { recording, subjects } = policyCase;
  if (recording.state === 'erased') return disposal('keep');
  if (recording.onHold) return disposal('keep', '19');
  const facts = factsOf(policyCase);
  if (recording.madeFor !== 'care') {
    if (subjects.some((subject) => hasEndedConsent(facts, subject))) return endOf(facts, '14e');
    if (subjects.some((subject) => hasRunOut(subject, policyCase.today))) return endOf(facts, '13a');
  }
  if (facts.legacy && !everySubjectHasPermission(facts)) return disposal('review', '16');
  return recording.madeFor === 'care' ? disposal('keep', '9') : disposal('keep');
}

/** An image in an exempt category needs no consent once anonymised, so a person looks before it is erased [5]. */
const endOf = (facts: Facts, paragraph: Paragraph): Disposal =>
  facts.exempt ? disposal('review', paragraph, '5') : disposal('erase', paragraph);

/** Withdrawn or not confirmed, and nothing that stands agrees to any use [14e]. */
const hasEndedConsent = (facts: Facts, subject: SubjectFacts): boolean =>
  subject.agreements.some(isEnded) &&
  !subject.agreements.some((agreement) => agreement.uses.length > 0 && stands(facts, agreement, subject));

/** Some agreement is past its date, and no other with uses is within its own [13a]. */
const hasRunOut = ({ agreements }: SubjectFacts, today: string): boolean =>
  agreements.some((agreement) => isPastItsDate(agreement, today)) &&
  agreements.every((agreement) => isPastItsDate(agreement, today) || agreement.uses.length === 0);
