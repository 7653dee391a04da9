import type { Disposal } from '../policy/decision.ts';
import type { RecordingState } from '../recording/state.ts';

/** What decides whether an erasure may be proposed. */
export interface ProposalFacts {
  readonly state: RecordingState;
  readonly onHold: boolean;
  readonly classified: boolean;
  readonly madeForCare: boolean;
  /** It has been kept as long as its schedule or an appraisal says. */
  readonly overItsPeriod: boolean;
  readonly disposal: Disposal;
  readonly alreadyProposed: boolean;
}

/**
 * Why an erasure may not be proposed, as a sentence; null where it may. A recording made for care is part of the
 * medical record and is kept for its period [9]; what is on hold protects somebody or a court needs it [19].
 */
export function proposalFault(facts: ProposalFacts): string | null {
  if (facts.state === 'erased' || facts.state === 'erasing') return 'This recording has been erased already.';
  if (facts.alreadyProposed) return 'Its erasure has been proposed already and awaits approval.';
  if (facts.onHold)
    return 'This recording is on hold. The hold has to be lifted first, by whoever answers for it [19].';
  const kept = facts.disposal.action === 'keep' && !facts.overItsPeriod;
  if (facts.classified && facts.madeForCare && kept) {
    return 'This recording was made for care and is part of the medical record. It is kept with the record [9].';
  }
  return null;
}
