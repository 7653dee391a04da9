import type { OperationName } from '../../../shared/contract/contract.ts';
import { places } from '../../parts/places.ts';
import { type Answer, anonymisedOf, type Detail } from '../../parts/renditions.ts';
import { useNames } from '../../parts/words.ts';

export type NextAct =
  | { readonly kind: 'go'; readonly label: string; readonly to: string; readonly needs: OperationName }
  | { readonly kind: 'classify'; readonly label: string; readonly needs: OperationName }
  | { readonly kind: 'agree'; readonly label: string; readonly needs: OperationName };

const classify = (label: string): NextAct => ({ kind: 'classify', label, needs: 'recording.classify' });

/** What a consent that does not reach so far is about. */
const agreementParagraphs = [
  '1',
  '7',
  '8',
  '9',
  '11',
  '12',
  '13',
  '13a',
  '14a',
  '14b',
  '10',
  '16',
  '17',
  '18',
  '24',
];
const factParagraphs = ['21', '25'];

function anonymisingAct(detail: Detail): NextAct {
  const copy = anonymisedOf(detail);
  const to = places.bench(detail.id);
  if (!copy) return { kind: 'go', label: 'Make an anonymised copy', to, needs: 'anonymise.make' };
  if (!copy.signOff?.valid)
    return { kind: 'go', label: 'Sign off the anonymised copy', to, needs: 'anonymise.signOff' };
  return { kind: 'go', label: 'Judge whether the patient can be identified', to, needs: 'anonymise.signOff' };
}

/** The one action that would most likely change an answer; null for a permit and where nothing can. */
export function nextAct(answer: Answer, detail: Detail): NextAct | null {
  if (answer.outcome === 'permit') return null;
  if (detail.state !== 'active')
    return { kind: 'go', label: 'Open the queues', to: places.queues, needs: 'queue.items' };
  if (!detail.classification.madeFor || !detail.classification.category)
    return classify('Classify the recording');
  const copy = anonymisedOf(detail);
  if (answer.rendition === 'anonymised' && !copy?.signOff?.valid) return anonymisingAct(detail);
  if (answer.cites.some((cite) => factParagraphs.includes(cite))) return classify('Complete the facts');
  if (detail.subjects.length === 0) return classify('Enter the patient');
  if (answer.cites.some((cite) => agreementParagraphs.includes(cite))) {
    const label = `Record what the patient agrees to for ${useNames[answer.use].toLowerCase()}`;
    return { kind: 'agree', label, needs: 'agreement.create' };
  }
  return copy ? null : anonymisingAct(detail);
}
