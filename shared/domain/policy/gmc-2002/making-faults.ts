import type { PolicyCase } from '../case.ts';
import type { Paragraph } from './paragraphs.ts';

/** A reason why a recording should not have been made, or not like this. */
export type MakingFault =
  | 'callersNotInformed'
  | 'bodiesNotInformed'
  | 'covertNotForCare'
  | 'covertUnconsulted'
  | 'coronerNotConsulted';

export const makingFaultParagraphs: Readonly<Record<MakingFault, Paragraph>> = {
  callersNotInformed: '21',
  bodiesNotInformed: '25',
  covertNotForCare: '11',
  covertUnconsulted: '11',
  coronerNotConsulted: '8',
};

const none: readonly MakingFault[] = [];

/** Every fault of the making, in the order of the rule. */
export function makingFaults({ recording }: PolicyCase): readonly MakingFault[] {
  const { circumstances } = recording;
  if (circumstances !== 'telephoneCall' && circumstances !== 'covert' && circumstances !== 'postMortem') {
    return recording.externalFilming && !recording.bodiesInformed ? ['bodiesNotInformed'] : none;
  }
  const faults: MakingFault[] = [];
  if (circumstances === 'telephoneCall' && !recording.callerNotice) faults.push('callersNotInformed'); // [21]
  if (recording.externalFilming && !recording.bodiesInformed) faults.push('bodiesNotInformed'); // [25]
  if (circumstances === 'covert' && recording.madeFor !== 'care') faults.push('covertNotForCare'); // [11]
  if (circumstances === 'covert' && !recording.colleagueConsulted) faults.push('covertUnconsulted'); // [11]
  if (circumstances === 'postMortem' && recording.medicoLegalInvestigation && !recording.coronerDiscussed)
    faults.push('coronerNotConsulted'); // [8]
  return faults;
}

/** The faults that do not stop the care of the patient; they are put right meanwhile [21, 25]. */
export const spareCare = (fault: MakingFault): boolean =>
  fault === 'callersNotInformed' || fault === 'bodiesNotInformed';
