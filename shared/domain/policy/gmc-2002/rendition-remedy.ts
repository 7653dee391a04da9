import type { PolicyCase, RenditionFacts } from '../case.ts';
import { type Facts, factsOf } from './facts.ts';
import { type Ruling, rule } from './rules.ts';

const signedOff: RenditionFacts = { kind: 'anonymised', signedOff: true, identifiability: 'unassessed' };
const notIdentifiable: RenditionFacts = { ...signedOff, identifiability: 'notIdentifiable' };

const permits = (policyCase: PolicyCase, rendition: RenditionFacts): boolean =>
  rule(factsOf({ ...policyCase, rendition })).outcome === 'permit';

/**
 * The rendition that would be permitted where this one is refused, or null where no rendition would be. The rules
 * themselves are asked, so that the advice is true.
 */
export function renditionRemedy(facts: Facts, ruling: Ruling): string | null {
  if (ruling.finding === 'erased' || ruling.finding === 'quarantined' || ruling.finding === 'madeWrongly')
    return null;
  if (facts.notIdentifiable || !permits(facts.of, notIdentifiable)) return null;
  const judged = facts.effectivelyAnonymised || !permits(facts.of, signedOff);
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
