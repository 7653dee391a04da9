import type { PolicyCase, RenditionFacts } from '../case.ts';
import type { Facts } from './facts.ts';
import type { Guidance } from './guidance.ts';

const signedOff: RenditionFacts = { kind: 'anonymised', signedOff: true, identifiability: 'unassessed' };
const notIdentifiable: RenditionFacts = { ...signedOff, identifiability: 'notIdentifiable' };

/** The parts of a guidance that answer a case. */
type Answering = Pick<Guidance, 'read' | 'rule'>;

const permits = ({ read, rule }: Answering, policyCase: PolicyCase, rendition: RenditionFacts): boolean =>
  rule(read({ ...policyCase, rendition })).outcome === 'permit';

/**
 * The rendition that would be permitted where this one is refused, or null where no rendition would be. The rules
 * themselves are asked, so that the advice is true.
 */
export function renditionRemedy(guidance: Answering, facts: Facts): string | null {
  if (facts.notIdentifiable || !permits(guidance, facts.of, notIdentifiable)) return null;
  const judged = facts.effectivelyAnonymised || !permits(guidance, facts.of, signedOff);
  return words(facts.of.rendition, judged);
}

function words({ kind, signedOff: checked, identifiability }: RenditionFacts, judged: boolean): string {
  const asked = judged ? 'signed off, and judged to show nobody who could be recognised' : 'signed off';
  if (kind === 'original') return `Use an anonymised rendition that has been ${asked}.`;
  if (identifiability === 'identifiable')
    return `Make a further anonymised rendition that hides what identifies the patient, and have it ${asked}.`;
  if (checked)
    return 'Have someone judge whether anyone can be recognised in this rendition; if nobody can, it may be used.';
  return `Have this anonymised rendition ${asked}.`;
}
