import type { OperationName } from '../../../shared/contract/contract.ts';
import { named, type Year } from '../../parts/paragraphs.ts';
import { places } from '../../parts/places.ts';
import { type Answer, anonymisedOf, type Detail } from '../../parts/renditions.ts';
import { useNames } from '../../parts/words.ts';

export type NextAct =
  | { readonly kind: 'go'; readonly label: string; readonly to: string; readonly needs: OperationName }
  | { readonly kind: 'classify'; readonly label: string; readonly needs: OperationName }
  | { readonly kind: 'agree'; readonly label: string; readonly needs: OperationName };

const classify = (label: string): NextAct => ({ kind: 'classify', label, needs: 'recording.classify' });

function anonymisingAct(detail: Detail): NextAct {
  const copy = anonymisedOf(detail);
  const to = places.bench(detail.id);
  if (!copy) return { kind: 'go', label: 'Make an anonymised copy', to, needs: 'anonymise.make' };
  if (!copy.signOff?.valid)
    return { kind: 'go', label: 'Sign off the anonymised copy', to, needs: 'anonymise.signOff' };
  return { kind: 'go', label: 'Judge whether the patient can be identified', to, needs: 'anonymise.signOff' };
}

/** Paragraphs, with the year of their edition, on how callers are told and on filming by people from outside. */
const callers = ['2002:21', '2011:56'];
const outsideFilming = ['2002:25', '2011:39'];

/** What should have been done when it was made, and is not on record; null where nothing of it decided. */
function makingAct(cites: readonly string[], { classification, callersTold }: Detail): NextAct | null {
  const { circumstances, colleagueConsulted, medicoLegalInvestigation, coronerDiscussed } = classification;
  if (cites.some((cite) => callers.includes(cite)))
    return callersTold?.byRegister
      ? { kind: 'go', label: 'Enter how callers are told', to: places.notices, needs: 'notice.enter' }
      : classify('Complete the facts');
  const unfinished =
    cites.some((cite) => outsideFilming.includes(cite)) ||
    (circumstances === 'covert' && !colleagueConsulted) ||
    (circumstances === 'postMortem' && medicoLegalInvestigation && !coronerDiscussed);
  return unfinished ? classify('Complete the facts') : null;
}

/** Whether care was refused because whoever asks is not of the care team. The later edition cites [15] of consent too. */
const isOutsideTheTeam = (
  cites: readonly string[],
  use: Answer['use'],
  { classification }: Detail,
): boolean =>
  use === 'care' &&
  (cites.includes('2002:9') || (cites.includes('2011:15') && classification.madeFor === 'care'));

/**
 * The one action that would most likely change an answer; null for a permit and where nothing can. `year` is that of
 * the edition whose paragraphs the answer names without one.
 */
export function nextAct(answer: Answer, detail: Detail, year: Year): NextAct | null {
  if (answer.outcome === 'permit') return null;
  if (detail.state !== 'active')
    return { kind: 'go', label: 'Open the queues', to: places.queues, needs: 'queue.items' };
  if (!detail.classification.madeFor || !detail.classification.category)
    return classify('Classify the recording');
  const copy = anonymisedOf(detail);
  if (answer.rendition === 'anonymised' && !copy?.signOff?.valid) return anonymisingAct(detail);
  const cites = answer.cites.map((cite) => named(cite, year));
  const making = makingAct(cites, detail);
  if (making) return making;
  if (answer.remedies.length === 0) return null;
  const [patient] = detail.subjects;
  if (!patient) return classify('Enter the patient');
  if (isOutsideTheTeam(cites, answer.use, detail)) {
    const to = places.subject(patient.id);
    return { kind: 'go', label: 'Say who is in the care team', to, needs: 'subject.careTeam' };
  }
  const label = `Record what the patient agrees to for ${useNames[answer.use].toLowerCase()}`;
  return { kind: 'agree', label, needs: 'agreement.create' };
}
