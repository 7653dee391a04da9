import type { FollowUp } from '../policy/decision.ts';
import type { RecordingState, Standing } from './state.ts';

/** The facts from which the one word on a tile is derived. */
export interface StandingFacts {
  readonly state: RecordingState;
  readonly classified: boolean;
  readonly subjectKnown: boolean;
  readonly followUps: readonly FollowUp[];
  /** An anonymised rendition exists whose sign-off holds [5, 10]. */
  readonly anonymised: boolean;
  /** That rendition may be shown for teaching in a medical setting. */
  readonly teachable: boolean;
}

const awaitingAgreement: readonly FollowUp[] = ['recordPermission', 'obtainConsent', 'askAfterRecording'];

/** What is still to be done with a recording, the first thing first. */
export function standingOf(facts: StandingFacts): Standing {
  if (facts.state !== 'active') return 'quarantined';
  if (!facts.classified) return 'needsClass';
  if (!facts.subjectKnown || facts.followUps.some((name) => awaitingAgreement.includes(name)))
    return 'needsAgreement';
  if (!facts.anonymised) return 'needsAnonymising';
  return facts.teachable ? 'ready' : 'limited';
}
