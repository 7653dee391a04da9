import { always, type Demand } from '../reading/demand.ts';
import type { Facts } from '../reading/facts.ts';
import { isWrittenAndInformed, notInTheFuture } from './agreement-stands.ts';
import { giverCounts } from './giver.ts';
import type { Paragraph } from './paragraphs.ts';

const madeForCare = (facts: Facts): boolean => facts.of.recording.madeFor === 'care';
const postMortem = (facts: Facts): boolean => facts.of.recording.circumstances === 'postMortem';

/**
 * What an agreement `toMake` needs in order to be permission for the making. Its `keepUntil` does not matter, nor that
 * the patient did not confirm a use: the making was permitted.
 */
export const permissionDemands: readonly Demand<Paragraph>[] = [
  giverCounts,
  notInTheFuture,
  {
    fault: 'withdrawn',
    paragraph: always('14e'),
    met: (_, agreement) => agreement.afterRecording !== 'withdrawn',
  },
  {
    // [1, 12, 13, 24, 8]; what was made for a living patient's care may be noted later [7].
    fault: 'afterTheMaking',
    paragraph: always('12'),
    met: (facts, agreement) =>
      (madeForCare(facts) && !postMortem(facts)) || agreement.givenOn <= facts.of.recording.madeOn,
  },
  {
    fault: 'beforeDeath',
    paragraph: always('8'),
    met: (facts, agreement) => !postMortem(facts) || agreement.subjectThen.deceased,
  },
  {
    fault: 'careForm',
    paragraph: always('7'),
    met: (facts, agreement) =>
      !madeForCare(facts) ||
      (agreement.informed.purpose && (agreement.form === 'written' || agreement.notedInRecord)),
  },
  {
    // [12, 13, 24]
    fault: 'notWrittenOrInformed',
    paragraph: always('13'),
    met: (facts, agreement) => madeForCare(facts) || isWrittenAndInformed(agreement),
  },
];
