import type { FollowUp } from '../decision.ts';
import type { Facts } from '../reading/facts.ts';
import { everyoneHasConsented, someAgreementRunsOut } from '../reading/follow-ups.ts';
import { askedAfterwards } from './agreement-stands.ts';
import { agreements } from './agreements.ts';
import { makingFaults } from './making-faults.ts';
import type { Paragraph } from './paragraphs.ts';

/** The paragraph under which each is owed. */
export const followUpParagraphs: Readonly<Record<FollowUp, Paragraph>> = {
  recordPermission: '7',
  putRight: '21',
  askAfterRecording: '14a',
  obtainConsent: '17',
  replaceLegacy: '16',
  assessIdentifiability: '10',
  anonymise: '5',
  renewConsent: '13a',
};

const none: readonly FollowUp[] = [];

/** What the facts of an active recording raise, whatever the outcome. */
export function followUps(facts: Facts): readonly FollowUp[] {
  const { recording, rendition } = facts.of;
  if (recording.state !== 'active') return none;
  const raised: FollowUp[] = [];
  const madeForCare = recording.madeFor === 'care';
  if (madeForCare && !facts.exempt && !agreements.everySubjectHasPermission(facts))
    raised.push('recordPermission'); // [7]
  if (makingFaults(facts.of).length > 0) raised.push('putRight'); // [8, 11, 21, 25]
  if (!madeForCare && !facts.exempt && someoneWasNotAsked(facts)) raised.push('askAfterRecording'); // [14a]
  if (facts.unplanned && !everyoneHasConsented(agreements, facts)) raised.push('obtainConsent'); // [17, 18]
  if (facts.legacy && !agreements.everySubjectHasPermission(facts)) raised.push('replaceLegacy'); // [16]
  if (
    !facts.exempt &&
    rendition.kind === 'anonymised' &&
    rendition.signedOff &&
    rendition.identifiability === 'unassessed'
  )
    raised.push('assessIdentifiability'); // [10]
  if (facts.exempt && !facts.effectivelyAnonymised) raised.push('anonymise'); // [5]
  if (someAgreementRunsOut(agreements, facts)) raised.push('renewConsent'); // [13a]
  return raised;
}

function someoneWasNotAsked(facts: Facts): boolean {
  for (const subject of facts.of.subjects) {
    for (const agreement of subject.agreements) {
      if (
        agreement.uses.length > 0 &&
        agreement.afterRecording === 'notAsked' &&
        !askedAfterwards(facts, agreement)
      )
        return true;
    }
  }
  return false;
}
