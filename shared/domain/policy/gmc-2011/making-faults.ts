import type { PolicyCase } from '../case.ts';
import type { WhyAndRemedy } from '../reading/guidance.ts';
import type { Paragraph } from './paragraphs.ts';

/** A reason why a recording should not have been made, or not like this. */
export type MakingFault =
  | 'callersNotInformed'
  | 'bodiesNotAgreed'
  | 'covertNotForCare'
  | 'covertUnauthorised';

export const makingFaultParagraphs: Readonly<Record<MakingFault, Paragraph>> = {
  callersNotInformed: '56',
  bodiesNotAgreed: '39',
  covertNotForCare: '54',
  covertUnauthorised: '54',
};

/** Every fault of the making, in the order of the rule. */
export function makingFaults({ recording }: PolicyCase): readonly MakingFault[] {
  const { circumstances } = recording;
  const faults: MakingFault[] = [];
  if (circumstances === 'telephoneCall' && !recording.callerNotice) faults.push('callersNotInformed'); // [56]
  if (recording.externalFilming && !recording.bodiesInformed) faults.push('bodiesNotAgreed'); // [39]
  if (circumstances === 'covert' && recording.madeFor !== 'care') faults.push('covertNotForCare'); // [54]
  if (circumstances === 'covert' && !recording.colleagueConsulted) faults.push('covertUnauthorised'); // [54]
  return faults;
}

/** The faults that do not stop the care of the patient; they are put right meanwhile. */
export const spareCare = (fault: MakingFault): boolean =>
  fault === 'callersNotInformed' || fault === 'bodiesNotAgreed';

export const makingFaultWords: Readonly<Record<MakingFault, WhyAndRemedy>> = {
  callersNotInformed: {
    reason: 'Nothing on record says that callers were told their call may be recorded.',
    remedy: 'Record how callers were told that calls are recorded.',
  },
  bodiesNotAgreed: {
    reason: 'It was filmed by an outside body, and the agreement of those responsible is not on record.',
    remedy: 'Obtain the agreement of the employing body and of the place of treatment, and record it.',
  },
  covertNotForCare: {
    reason: 'It was made without the knowledge of the patient, and not for care.',
    remedy: null,
  },
  covertUnauthorised: {
    reason:
      'It was made without the knowledge of the patient, and nothing on record shows that this was authorised beforehand.',
    remedy: 'If it was discussed and authorised beforehand, record by whom and when.',
  },
};
