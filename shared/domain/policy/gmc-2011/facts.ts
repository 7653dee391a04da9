import type { Day } from '../../../kernel/day.ts';
import type { PolicyCase } from '../case.ts';
import { type Facts, nothingEnded, readFacts } from '../reading/facts.ts';

/** Teaching recordings made before this day may belong to an existing collection [22]. */
export const collectionsEnd = '1997-01-01' as Day;

/** The list of paragraph 10, which has endoscopic images and recordings of organ functions besides the older one. */
const isExempt = ({ recording }: PolicyCase): boolean => recording.category !== 'other';

/** An unexpected development made for teaching [27]. There is no rule for emergencies in this edition. */
const isUnplanned = ({ recording: { circumstances, madeFor } }: PolicyCase): boolean =>
  circumstances === 'unexpectedDevelopment' && madeFor === 'teaching';

/** Made for teaching before 1997, and no agreement is ended or past its date [22, 23]. */
const isLegacy = (policyCase: PolicyCase): boolean =>
  policyCase.recording.madeFor === 'teaching' &&
  policyCase.recording.madeOn < collectionsEnd &&
  nothingEnded(policyCase);

/** Reads a case in the words of the later guidance. */
export const factsOf = (policyCase: PolicyCase): Facts =>
  readFacts(policyCase, { isExempt, isUnplanned, isLegacy });
