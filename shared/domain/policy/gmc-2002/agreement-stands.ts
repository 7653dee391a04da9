import type { AgreementFacts } from '../case.ts';
import { always, type Demand } from '../reading/demand.ts';
import { type Facts, isEnded, isPastItsDate } from '../reading/facts.ts';
import { informedPoints } from '../words.ts';
import { giverCounts } from './giver.ts';
import type { Paragraph } from './paragraphs.ts';

export const notInTheFuture: Demand<Paragraph> = {
  fault: 'datedInTheFuture',
  paragraph: always('1'),
  met: (facts, agreement) => agreement.givenOn <= facts.of.today,
};

/** What an agreement needs in order to stand today. */
export const standingDemands: readonly Demand<Paragraph>[] = [
  giverCounts,
  notInTheFuture,
  { fault: 'ended', paragraph: always('14e'), met: (_, agreement) => !isEnded(agreement) },
  {
    fault: 'keptPastItsDate',
    paragraph: always('13a'),
    met: (facts, agreement) => !isPastItsDate(agreement, facts.of.today),
  },
];

/** Written, and every point explained beforehand [13, 24]. */
export function isWrittenAndInformed({ form, informed }: AgreementFacts): boolean {
  if (form !== 'written') return false;
  for (const point of informedPoints) {
    if (!informed[point]) return false;
  }
  return true;
}

/**
 * The patient was asked after the recording was made [14a]: confirmed or varied since, or agreed on a later day, or,
 * where nobody could be asked before [17, 18], agreed on the very day by a form that is no permission to make.
 */
export function askedAfterwards(facts: Facts, agreement: AgreementFacts): boolean {
  const { afterRecording, givenOn, toMake } = agreement;
  if (afterRecording === 'confirmed' || afterRecording === 'varied') return true;
  const { madeOn } = facts.of.recording;
  return givenOn > madeOn || (facts.unplanned && !toMake && givenOn === madeOn);
}
