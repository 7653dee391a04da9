import type { FollowUp } from '../decision.ts';
import type { Facts } from '../reading/facts.ts';
import { everyoneHasConsented, someAgreementRunsOut } from '../reading/follow-ups.ts';
import { agreements } from './agreements.ts';
import { makingFaults } from './making-faults.ts';
import type { Paragraph } from './paragraphs.ts';

/** The paragraph under which each is owed; this edition asks nobody again after the recording. */
export const followUpParagraphs: Readonly<Record<FollowUp, Paragraph>> = {
  recordPermission: '14',
  putRight: '39',
  askAfterRecording: '25',
  obtainConsent: '27',
  replaceLegacy: '22',
  assessIdentifiability: '17',
  anonymise: '12',
  renewConsent: '25',
};

/** What the facts of an active recording raise, whatever the outcome. Nobody need be asked again afterwards [25]. */
export function followUps(facts: Facts): readonly FollowUp[] {
  const { recording, rendition } = facts.of;
  if (recording.state !== 'active') return [];
  const permitted = agreements.everySubjectHasPermission(facts);
  const raised: FollowUp[] = [];
  if (recording.madeFor === 'care' && !facts.exempt && !permitted) raised.push('recordPermission'); // [13, 14]
  if (makingFaults(facts.of).length > 0) raised.push('putRight'); // [39, 54, 56]
  if (facts.unplanned && !everyoneHasConsented(agreements, facts)) raised.push('obtainConsent'); // [27]
  if (facts.legacy && !permitted) raised.push('replaceLegacy'); // [22, 23]
  if (
    !facts.exempt &&
    rendition.kind === 'anonymised' &&
    rendition.signedOff &&
    rendition.identifiability === 'unassessed'
  )
    raised.push('assessIdentifiability'); // [17]
  if (facts.exempt && !facts.effectivelyAnonymised) raised.push('anonymise'); // [12]
  if (someAgreementRunsOut(agreements, facts)) raised.push('renewConsent'); // [25]
  return raised;
}
