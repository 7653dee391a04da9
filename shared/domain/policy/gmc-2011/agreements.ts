import type { AgreementFacts } from '../case.ts';
import { agreementsBy, type Demands, isNotOverruled } from '../reading/agreements.ts';
import { always, type Demand } from '../reading/demand.ts';
import { type Facts, isEnded, isPastItsDate } from '../reading/facts.ts';
import type { InformedPoint } from '../words.ts';
import { giverCounts } from './giver.ts';
import type { Paragraph } from './paragraphs.ts';

const madeForCare = (facts: Facts): boolean => facts.of.recording.madeFor === 'care';
const postMortem = (facts: Facts): boolean => facts.of.recording.circumstances === 'postMortem';

/** What is explained before the recording: purpose and use, keeping and storage, and that saying no changes nothing [25]. */
const pointsExplained: readonly InformedPoint[] = ['purpose', 'storage', 'retention', 'careUnaffected'];

function isInformed({ informed }: AgreementFacts): boolean {
  for (const point of pointsExplained) {
    if (!informed[point]) return false;
  }
  return true;
}

/** Written, or oral with a record of it kept with the recording [24]. */
const isOnRecord = ({ form, notedInRecord }: AgreementFacts): boolean => form === 'written' || notedInRecord;

const notInTheFuture: Demand<Paragraph> = {
  fault: 'datedInTheFuture',
  paragraph: always('24'),
  met: (facts, agreement) => agreement.givenOn <= facts.of.today,
};

/** What an agreement `toMake` needs in order to be permission for the making. */
const permission: readonly Demand<Paragraph>[] = [
  giverCounts,
  notInTheFuture,
  {
    fault: 'withdrawn',
    paragraph: always('25'),
    met: (_, agreement) => agreement.afterRecording !== 'withdrawn',
  },
  {
    // Before making it [24, 37]; what was made for a living patient's care may be noted later [14].
    fault: 'afterTheMaking',
    paragraph: (facts) => (facts.of.recording.madeFor === 'publicMedia' ? '37' : '24'),
    met: (facts, agreement) =>
      (madeForCare(facts) && !postMortem(facts)) || agreement.givenOn <= facts.of.recording.madeOn,
  },
  {
    fault: 'beforeDeath',
    paragraph: always('48'),
    met: (facts, agreement) => !postMortem(facts) || agreement.subjectThen.deceased,
  },
  {
    // The reason for the recording is explained [13], the discussion noted in the record [14].
    fault: 'careForm',
    paragraph: (_, agreement) => (agreement.informed.purpose ? '14' : '13'),
    met: (facts, agreement) => !madeForCare(facts) || (agreement.informed.purpose && isOnRecord(agreement)),
  },
  {
    // For the public media usually, and here always, in writing [37].
    fault: 'notWrittenOrInformed',
    paragraph: (facts) => (facts.of.recording.madeFor === 'publicMedia' ? '37' : '25'),
    met: (facts, agreement) =>
      madeForCare(facts) ||
      (isInformed(agreement) &&
        (facts.of.recording.madeFor === 'publicMedia'
          ? agreement.form === 'written'
          : isOnRecord(agreement))),
  },
];

/** What an agreement needs in order to stand today. */
const standing: readonly Demand<Paragraph>[] = [
  giverCounts,
  notInTheFuture,
  { fault: 'ended', paragraph: always('25'), met: (_, agreement) => !isEnded(agreement) },
  {
    fault: 'keptPastItsDate',
    paragraph: always('25'),
    met: (facts, agreement) => !isPastItsDate(agreement, facts.of.today),
  },
];

/** What an agreement needs in order to cover the request. Nobody need be asked again afterwards in this edition [25]. */
const consent: readonly Demand<Paragraph>[] = [
  ...standing,
  {
    fault: 'outsideItsUses',
    paragraph: (facts) => (facts.public ? '38' : '15'),
    met: (facts, agreement) => agreement.uses.includes(facts.use),
  },
  {
    fault: 'purposeNotExplained',
    paragraph: always('13'),
    met: (facts, agreement) => facts.use !== 'care' || agreement.informed.purpose,
  },
  {
    fault: 'notWrittenOrInformed',
    paragraph: (facts) => (facts.public ? '37' : '25'),
    met: (facts, agreement) =>
      facts.use === 'care' ||
      (isInformed(agreement) && (facts.public ? agreement.form === 'written' : isOnRecord(agreement))),
  },
  { fault: 'overruled', paragraph: always('25'), met: isNotOverruled },
  {
    // What the patient was told of who may see it binds [25]; a list of names never reaches the public.
    fault: 'viewerNotNamed',
    paragraph: always('25'),
    met: (facts, { viewers }) =>
      viewers.length === 0 || (!facts.public && viewers.includes(facts.of.request.actor.name)),
  },
  {
    fault: 'copiesNotAgreed',
    paragraph: always('25'),
    met: (facts, agreement) => facts.of.request.action !== 'export' || agreement.copiesAllowed,
  },
  {
    fault: 'identifiable',
    paragraph: always('15'),
    met: (facts, agreement) => facts.effectivelyAnonymised || agreement.identifiableAllowed,
  },
];

/** All that the later guidance demands of agreements. */
export const demands: Demands<Paragraph> = { permission, consent, standing };

export const agreements = agreementsBy(demands);
