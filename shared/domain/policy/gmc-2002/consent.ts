import { isNotOverruled } from '../reading/agreements.ts';
import { always, type Demand } from '../reading/demand.ts';
import { askedAfterwards, isWrittenAndInformed, standingDemands } from './agreement-stands.ts';
import type { Paragraph } from './paragraphs.ts';

/** What an agreement needs in order to cover the request. */
export const consentDemands: readonly Demand<Paragraph>[] = [
  ...standingDemands,
  {
    // [1, 14b]
    fault: 'outsideItsUses',
    paragraph: always('14b'),
    met: (facts, agreement) => agreement.uses.includes(facts.use),
  },
  {
    fault: 'purposeNotExplained',
    paragraph: always('13'),
    met: (facts, agreement) => facts.use !== 'care' || agreement.informed.purpose,
  },
  {
    // [13, 24]
    fault: 'notWrittenOrInformed',
    paragraph: always('13'),
    met: (facts, agreement) => facts.use === 'care' || isWrittenAndInformed(agreement),
  },
  {
    // [14a, 14e]
    fault: 'notAskedAfterwards',
    paragraph: always('14a'),
    met: (facts, agreement) => facts.of.recording.madeFor === 'care' || askedAfterwards(facts, agreement),
  },
  // [14e]
  { fault: 'overruled', paragraph: always('14e'), met: isNotOverruled },
  {
    // A list of names never reaches the public.
    fault: 'viewerNotNamed',
    paragraph: always('13a'),
    met: (facts, { viewers }) =>
      viewers.length === 0 || (!facts.public && viewers.includes(facts.of.request.actor.name)),
  },
  {
    fault: 'copiesNotAgreed',
    paragraph: always('13a'),
    met: (facts, agreement) => facts.of.request.action !== 'export' || agreement.copiesAllowed,
  },
  {
    fault: 'identifiable',
    paragraph: always('14b'),
    met: (facts, agreement) => facts.effectivelyAnonymised || agreement.identifiableAllowed,
  },
];
