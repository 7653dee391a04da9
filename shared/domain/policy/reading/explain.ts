import { type Facts, isEnded } from './facts.ts';
import { type FaultWords, faultReason, faultRemedy } from './fault-words.ts';
import { type FoundFault, type LackingSubject, lackingSubjects } from './faults.ts';
import type { Guidance } from './guidance.ts';
import { renditionRemedy } from './rendition-remedy.ts';
import type { Ruling } from './ruling.ts';

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
export function explain<Paragraph extends string, Finding extends string>(
  guidance: Guidance<Paragraph, Finding>,
  facts: Facts,
  ruling: Ruling<Paragraph, Finding>,
): Explanation {
  const draft: Draft = {
    cites: [...ruling.cites],
    reasons: [guidance.reasonOf(facts, ruling.finding)],
    remedies: [],
  };
  if (ruling.outcome === 'permit') return draft;
  add(draft.remedies, guidance.remedyOf(ruling.finding));
  for (const { reason, remedy } of guidance.makingFaultsOf(facts, ruling.finding)) {
    add(draft.reasons, reason);
    add(draft.remedies, remedy);
  }
  if (ruling.lacking !== null) addLacking(guidance, facts, ruling.lacking, draft);
  if (!guidance.isFinal(ruling.finding)) add(draft.remedies, renditionRemedy(guidance, facts));
  return draft;
}

/** The parts of a guidance that tell what agreements lack. */
type Telling = Pick<Guidance, 'demands' | 'agreements' | 'missing' | 'faultWords'>;

function addLacking(guidance: Telling, facts: Facts, lacking: 'permission' | 'consent', draft: Draft): void {
  if (facts.of.subjects.length === 0) {
    add(draft.reasons, nobodyKnown.reason);
    add(draft.remedies, nobodyKnown.remedy);
    return;
  }
  for (const subject of lackingSubjects(guidance, facts, lacking))
    addSubject(guidance, facts, lacking, subject, draft);
}

const nobodyKnown = {
  reason: 'It is not known who is shown, so nobody can have agreed.',
  remedy: 'Establish who is shown, and record what each person has agreed to.',
} as const;

function addSubject(
  guidance: Telling,
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
    const { reason, remedy } = guidance.missing(facts, lacking);
    add(draft.reasons, of(facts, place, reason));
    // Nobody is sent to ask again someone who has said no [1]; the withdrawn agreement gives its own remedy.
    if (remedy !== null && faults.every(({ fault }) => fault !== 'withdrawn' && fault !== 'ended'))
      add(draft.remedies, of(facts, place, remedy));
  }
  for (const found of faults) addFault(guidance.faultWords, facts, lack, found, draft);
}

function addFault(
  words: FaultWords,
  facts: Facts,
  { subject, place }: LackingSubject,
  found: FoundFault,
  draft: Draft,
): void {
  const { fault, agreement, paragraph } = found;
  add(draft.cites, paragraph);
  // An agreement that is itself ended needs no telling that it was overruled or not confirmed as well.
  if (isEnded(agreement) && (fault === 'overruled' || fault === 'notAskedAfterwards')) return;
  add(draft.reasons, of(facts, place, faultReason(words, facts, found)));
  // What is withdrawn is not to be repaired: only a new agreement, freely given, can take its place [1, 14e].
  const repairable = agreement.afterRecording !== 'withdrawn' || fault === 'withdrawn' || fault === 'ended';
  if (repairable) add(draft.remedies, of(facts, place, faultRemedy(words, facts, found, subject)));
}

/** Where several people are shown, says which of them a sentence is about. Sentences begin with a capital. */
function of(facts: Facts, place: number, sentence: string): string {
  const count = facts.of.subjects.length;
  if (count === 1) return sentence;
  return `Patient ${place + 1} of ${count}: ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
}
