import { type Facts, isEnded } from './facts.ts';
import { faultReason, faultRemedy } from './fault-words.ts';
import { type FoundFault, type LackingSubject, lackingSubjects } from './faults.ts';
import { makingFaults } from './making-faults.ts';
import {
  findingReason,
  findingRemedy,
  makingFaultWords,
  missingReason,
  missingRemedy,
  nobodyKnown,
} from './reasons.ts';
import { renditionRemedy } from './rendition-remedy.ts';
import type { Ruling } from './rules.ts';

/** What a decision says besides its outcome; no entry twice in any list. */
export type Explanation = {
  readonly cites: readonly string[];
  readonly reasons: readonly string[];
  readonly remedies: readonly string[];
};

type Draft = { cites: string[]; reasons: string[]; remedies: string[] };

const add = (list: string[], entry: string | null): void => {
  if (entry !== null && !list.includes(entry)) list.push(entry);
};

/** Says why, with the deciding paragraph first, and for a refusal everything that could be put right. */
export function explain(facts: Facts, ruling: Ruling): Explanation {
  const draft: Draft = {
    cites: [...ruling.cites],
    reasons: [findingReason(facts, ruling.finding)],
    remedies: [],
  };
  if (ruling.outcome === 'permit') return draft;
  add(draft.remedies, findingRemedy(ruling.finding));
  if (ruling.finding === 'madeWrongly') addMakingFaults(facts, draft);
  if (ruling.lacking !== null) addLacking(facts, ruling.lacking, draft);
  add(draft.remedies, renditionRemedy(facts, ruling));
  return draft;
}

function addMakingFaults(facts: Facts, draft: Draft): void {
  for (const fault of makingFaults(facts.of)) {
    const { reason, remedy } = makingFaultWords[fault];
    add(draft.reasons, reason);
    add(draft.remedies, remedy);
  }
}

function addLacking(facts: Facts, lacking: 'permission' | 'consent', draft: Draft): void {
  if (facts.of.subjects.length === 0) {
    add(draft.reasons, nobodyKnown.reason);
    add(draft.remedies, nobodyKnown.remedy);
    return;
  }
  for (const subject of lackingSubjects(facts, lacking)) addSubject(facts, lacking, subject, draft);
}

function addSubject(
  facts: Facts,
  lacking: 'permission' | 'consent',
  lack: LackingSubject,
  draft: Draft,
): void {
  const { subject, place, faults } = lack;
  const candidates = subject.agreements.filter(({ toMake, uses }) =>
    lacking === 'permission' ? toMake : uses.length > 0,
  );
  if (candidates.length === 0) {
    add(draft.reasons, of(facts, place, missingReason(lacking)));
    // Nobody is sent to ask again someone who has said no [1]; the withdrawn agreement gives its own remedy.
    if (faults.every(({ fault }) => fault !== 'withdrawn' && fault !== 'ended'))
      add(draft.remedies, of(facts, place, missingRemedy(facts, lacking)));
  }
  for (const found of faults) addFault(facts, lack, found, draft);
}

function addFault(facts: Facts, { subject, place }: LackingSubject, found: FoundFault, draft: Draft): void {
  const { fault, agreement, paragraph } = found;
  add(draft.cites, paragraph);
  // An agreement that is itself ended needs no telling that it was overruled or not confirmed as well.
  if (isEnded(agreement) && (fault === 'overruled' || fault === 'notAskedAfterwards')) return;
  add(draft.reasons, of(facts, place, faultReason(facts, found)));
  // What is withdrawn is not to be repaired: only a new agreement, freely given, can take its place [1, 14e].
  const repairable = agreement.afterRecording !== 'withdrawn' || fault === 'withdrawn' || fault === 'ended';
  if (repairable) add(draft.remedies, of(facts, place, faultRemedy(facts, found, subject)));
}

/** Where several people are shown, says which of them a sentence is about. Sentences begin with a capital. */
function of(facts: Facts, place: number, sentence: string): string {
  const count = facts.of.subjects.length;
  if (count === 1) return sentence;
  return `Patient ${place + 1} of ${count}: ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
}
