import type { Input } from '../../../shared/contract/contract.ts';
import { informedPoints } from '../../../shared/domain/policy/words.ts';
import type { Day } from '../../../shared/kernel/day.ts';

export type Terms = Input<'agreement.create'>['terms'];

const noPoints = Object.fromEntries(informedPoints.map((point) => [point, false])) as Terms['informed'];

/** An agreement before anything is entered: nothing is agreed to by default. */
export const blankTerms = (today: string): Terms => ({
  toMake: true,
  uses: [],
  givenBy: 'patient',
  givenByName: '',
  givenOn: today as Day,
  form: 'written',
  notedInRecord: false,
  subjectThen: { under16: false, hasCapacity: true, deceased: false },
  capacityNote: false,
  informed: noPoints,
  viewers: [],
  copiesAllowed: false,
  identifiableAllowed: false,
  keepUntil: null,
});

/** What is missing before the terms can be saved, as a sentence; null where nothing is. */
export function termsFault(terms: Terms): string | null {
  if (!terms.toMake && terms.uses.length === 0)
    return 'Please choose what is agreed to: the making, or at least one use.';
  if (terms.keepUntil && terms.keepUntil < terms.givenOn)
    return 'The last day for keeping lies before the day of the agreement.';
  return null;
}
