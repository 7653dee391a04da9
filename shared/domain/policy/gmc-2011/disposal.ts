import type { PolicyCase } from '../case.ts';
import type { Disposal } from '../decision.ts';
import { hasEndedConsent, hasRunOut } from '../reading/disposal.ts';
import { agreements } from './agreements.ts';
import { factsOf } from './facts.ts';
import type { Paragraph } from './paragraphs.ts';

const disposal = (action: Disposal['action'], ...cites: Paragraph[]): Disposal => ({ action, cites });

/** What should become of the recording. Consent may be withdrawn [25]; a care recording is part of the record [15]. */
export function dispose(policyCase: PolicyCase): Disposal {
  const { recording, subjects } = policyCase;
  if (recording.state === 'erased') return disposal('keep');
  if (recording.onHold) return disposal('keep', '15');
  const facts = factsOf(policyCase);
  const ended =
    recording.madeFor !== 'care' &&
    subjects.some(
      (subject) => hasEndedConsent(agreements, facts, subject) || hasRunOut(subject, policyCase.today),
    );
  // Of the list of paragraph 10 a person looks before it is erased: once anonymised it needs no consent [12].
  if (ended) return facts.exempt ? disposal('review', '25', '12') : disposal('erase', '25');
  if (facts.legacy && !agreements.everySubjectHasPermission(facts)) return disposal('review', '23');
  return recording.madeFor === 'care' ? disposal('keep', '15') : disposal('keep');
}
