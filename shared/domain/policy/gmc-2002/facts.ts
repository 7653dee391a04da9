import type { Day } from '../../../kernel/day.ts';
import type { PolicyCase } from '../case.ts';
import { type Facts, nothingEnded, readFacts } from '../reading/facts.ts';
import { categories } from '../words.ts';

/** Recordings made for teaching before this day may be legacy [15]. */
export const legacyEnds = '1997-01-01' as Day;

/** Slide, X-ray, laparoscopic image, image of an internal organ, ultrasound image [5]. */
const isExempt = ({ recording }: PolicyCase): boolean =>
  recording.category !== 'other' && categories.some((category) => category === recording.category);

/** An emergency made for teaching or audit [17]; an unexpected development made for teaching [18]. */
function isUnplanned({ recording: { circumstances, madeFor } }: PolicyCase): boolean {
  if (circumstances === 'emergency') return madeFor === 'teaching' || madeFor === 'audit';
  return circumstances === 'unexpectedDevelopment' && madeFor === 'teaching';
}

/** Made for teaching before 1997, and no agreement is ended or past its date [15, 16]. */
const isLegacy = (policyCase: PolicyCase): boolean =>
  policyCase.recording.madeFor === 'teaching' &&
  policyCase.recording.madeOn < legacyEnds &&
  nothingEnded(policyCase);

/** Reads a case in the words of the 2002 guidance. */
export const factsOf = (policyCase: PolicyCase): Facts =>
  readFacts(policyCase, { isExempt, isUnplanned, isLegacy });
