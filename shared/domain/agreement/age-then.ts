import { addYears, type Day, dayInWords } from '../../kernel/day.ts';
import type { Terms } from './agreement.ts';

/** From this birthday on a patient agrees like a grown person. */
export const adultAt = 16;

type Said = Pick<Terms, 'givenOn' | 'subjectThen'>;

/** Whether the patient was under 16 by the date of birth; null where that does not contradict what was said of them. */
function contradiction(
  { givenOn, subjectThen }: Said,
  bornOn: Day | null,
): { readonly under16: boolean } | null {
  if (bornOn === null || subjectThen.deceased) return null;
  const under16 = givenOn < addYears(bornOn, adultAt);
  return under16 === subjectThen.under16 ? null : { under16 };
}

/**
 * How the patient was, where what was said of their age and their date of birth may contradict each other: as it makes
 * the agreement count for less. For a child a parent agrees, and a child who agrees alone needs more to be noted; for
 * a grown patient no parent does [2, 3].
 */
export const strictThen = (terms: Said & Pick<Terms, 'givenBy'>, bornOn: Day | null): Terms['subjectThen'] =>
  contradiction(terms, bornOn)
    ? { ...terms.subjectThen, under16: terms.givenBy !== 'parentOrGuardian' }
    : terms.subjectThen;

/** What contradicts what, as a sentence for whoever enters or reads it; null where nothing does. */
export function ageFault(said: Said, bornOn: Day | null): string | null {
  const found = contradiction(said, bornOn);
  if (found === null || bornOn === null) return null;
  const [was, entered] = found.under16 ? ['under 16', '16 or over'] : ['16 or over', 'under 16'];
  return `Born on ${dayInWords(bornOn)}, the patient was ${was} on ${dayInWords(said.givenOn)}, and is entered here as ${entered}. Please correct whichever is wrong. Until then the agreement counts only as far as it would either way.`;
}
