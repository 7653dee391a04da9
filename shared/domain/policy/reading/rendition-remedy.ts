import type { RenditionFacts } from '../case.ts';
import type { Facts } from './facts.ts';
import type { Guidance } from './guidance.ts';

/** What the facts say of an anonymised rendition that is signed off, and unassessed or judged to show nobody. */
const signedOff: Partial<Facts> = { effectivelyAnonymised: true, notIdentifiable: false };
const showingNobody: Partial<Facts> = { effectivelyAnonymised: true, notIdentifiable: true };

/**
 * The rendition that would be permitted where this one is refused, or null where no rendition would be. The rules
 * themselves are asked, so that the advice is true.
 */
export function renditionRemedy({ rule }: Pick<Guidance, 'rule'>, facts: Facts): string | null {
  const permits = (rendition: Partial<Facts>): boolean =>
    rule({ ...facts, ...rendition }).outcome === 'permit';
  if (facts.notIdentifiable || !permits(showingNobody)) return null;
  return words(facts.of.rendition, facts.effectivelyAnonymised || !permits(signedOff));
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
