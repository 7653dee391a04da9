import { type Day, daysBetween } from '../../../kernel/day.ts';
import type { FollowUp } from '../decision.ts';
import { askedAfterwards, stands } from './agreement-stands.ts';
import type { Facts } from './facts.ts';
import { makingFaults } from './making-faults.ts';
import { everySubjectHasPermission } from './permission.ts';

/** How long before an agreement's last day it is time to ask again, in days [13a]. */
const renewalDays = 90;

const none: readonly FollowUp[] = [];

/** What the facts of an active recording raise, whatever the outcome. */
export function followUps(facts: Facts): readonly FollowUp[] {
  const { recording, rendition } = facts.of;
  if (recording.state !== 'active') return none;
  const raised: FollowUp[] = [];
  const madeForCare = recording.madeFor === 'care';
  if (madeForCare && !facts.exempt && !everySubjectHasPermission(facts)) raised.push('recordPermission'); // [7]
  if (makingFaults(facts.of).length > 0) raised.push('putRight'); // [8, 11, 21, 25]
  if (!madeForCare && !facts.exempt && someoneWasNotAsked(facts)) raised.push('askAfterRecording'); // [14a]
  if (facts.unplanned && !everyoneHasConsented(facts)) raised.push('obtainConsent'); // [17, 18]
  if (facts.legacy && !everySubjectHasPermission(facts)) raised.push('replaceLegacy'); // [16]
  if (
    !facts.exempt &&
    rendition.kind === 'anonymised' &&
    rendition.signedOff &&
    rendition.identifiability === 'unassessed'
  )
    raised.push('assessIdentifiability'); // [10]
  if (facts.exempt && !facts.effectivelyAnonymised) raised.push('anonymise'); // [5]
  if (someAgreementRunsOut(facts)) raised.push('renewConsent'); // [13a]
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

/** Every subject, and at least one, has a standing agreement with uses. */
function everyoneHasConsented(facts: Facts): boolean {
  for (const subject of facts.of.subjects) {
    if (
      !subject.agreements.some((agreement) => agreement.uses.length > 0 && stands(facts, agreement, subject))
    )
      return false;
  }
  return facts.of.subjects.length > 0;
}

function someAgreementRunsOut(facts: Facts): boolean {
  for (const subject of facts.of.subjects) {
    for (const agreement of subject.agreements) {
      if (isNear(agreement.keepUntil, facts.of.today) && stands(facts, agreement, subject)) return true;
    }
  }
  return false;
}

const isNear = (keepUntil: Day | null, today: Day): boolean =>
  keepUntil !== null && daysBetween(today, keepUntil) <= renewalDays;
