import type { Parsed } from '../../../shared/contract/contract.ts';
import { authorityFault } from '../../../shared/domain/agreement/authority.ts';
import { informedPoints } from '../../../shared/domain/policy/words.ts';
import type { Day } from '../../../shared/kernel/day.ts';

export type Terms = Parsed<'agreement.create'>['terms'];
/** Terms while they are entered: the day may not be readable yet. */
export type TermsDraft = Omit<Terms, 'givenOn'> & { readonly givenOn: Day | null };

const noPoints = Object.fromEntries(informedPoints.map((point) => [point, false])) as Terms['informed'];

/** An agreement before anything is entered: nothing is agreed to by default. */
export const blankTerms = (today: string): TermsDraft => ({
  toMake: true,
  uses: [],
  givenBy: 'patient',
  givenByName: '',
  givenOn: today as Day,
  form: 'written',
  notedInRecord: false,
  subjectThen: { under16: false, hasCapacity: true, deceased: false },
  capacityNote: false,
  capacityWords: '',
  authority: null,
  informed: noPoints,
  viewers: [],
  copiesAllowed: false,
  identifiableAllowed: false,
  keepUntil: null,
});

/** What is missing before the terms can be saved, as a sentence; null where nothing is. */
export function termsFault(terms: TermsDraft): string | null {
  if (terms.givenOn === null) return 'Please enter the day on which it was given.';
  if (!terms.toMake && terms.uses.length === 0)
    return 'Please choose what is agreed to: the making, or at least one use.';
  if (terms.keepUntil && terms.keepUntil < terms.givenOn)
    return 'The last day for keeping lies before the day of the agreement.';
  return authorityFault(terms.givenBy, terms.authority ?? null);
}

/** The terms as they are sent, without empty lines among the names; null while the day is missing. */
export function termsOf({ givenOn, ...rest }: TermsDraft): Terms | null {
  if (givenOn === null) return null;
  return { ...rest, givenOn, viewers: rest.viewers.map((viewer) => viewer.trim()).filter(Boolean) };
}
