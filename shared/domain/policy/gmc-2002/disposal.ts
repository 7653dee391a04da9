import type { PolicyCase } from '../case.ts';
import type { Disposal } from '../decision.ts';
import { hasEndedConsent, hasRunOut } from '../reading/disposal.ts';
import type { Facts } from '../reading/facts.ts';
import { agreements } from './agreements.ts';
import { factsOf } from './facts.ts';
import type { Paragraph } from './paragraphs.ts';

const disposal = (action: Disposal['action'], ...cites: Paragraph[]): Disposal => ({ action, cites });

/** What should become of the recording. Withdrawal ends a care recording's other uses and does not erase it [9]. */
export function dispose(policyCase: PolicyCase): Disposal {
  const { recording, subjects } = policyCase;
  if (recording.state === 'erased') return disposal('keep');
  if (recording.onHold) return disposal('keep', '19');
  const facts = factsOf(policyCase);
  if (recording.madeFor !== 'care') {
    if (subjects.some((subject) => hasEndedConsent(agreements, facts, subject))) return endOf(facts, '14e');
    if (subjects.some((subject) => hasRunOut(subject, policyCase.today))) return endOf(facts, '13a');
  }
  if (facts.legacy && !agreements.everySubjectHasPermission(facts)) return disposal('review', '16');
  return recording.madeFor === 'care' ? disposal('keep', '9') : disposal('keep');
}

/** An image in an exempt category needs no consent once anonymised, so a person looks before it is erased [5]. */
const endOf = (facts: Facts, paragraph: Paragraph): Disposal =>
  facts.exempt ? disposal('review', paragraph, '5') : disposal('erase', paragraph);
