import type { Day } from '../../kernel/day.ts';
import type { Id } from '../../kernel/id.ts';
import type { Circumstances } from '../policy/words.ts';
import type { Role } from '../user/role.ts';

/**
 * A recording that was made without the patient's knowledge [11] is sealed for as long as it is called covert: no list,
 * search or count knows of it, for anybody. Two people open it together, for themselves and for some days.
 */
export const isSealed = ({ circumstances }: { readonly circumstances: Circumstances | null }): boolean =>
  circumstances === 'covert';

/** Who may be let know of a sealed recording, and so one of the two. */
export const knowingRoles: readonly Role[] = ['governance', 'custodian', 'clinician'];

/** An opening that two people agreed on and nobody has closed since. */
export interface Opening {
  readonly by: readonly Id[];
  /** The last day on which it is open. */
  readonly until: Day;
}

/** Whether a sealed recording is open to somebody on a day. */
export const isOpenTo = (openings: readonly Opening[], user: Id, today: Day): boolean =>
  openings.some(({ by, until }) => by.includes(user) && today <= until);

/** No opening lasts longer than this; another may follow it. */
export const mostDaysOpen = 14;

/**
 * Who may know of a sealed recording: those who were named. Where none of them is here any more, governance may, so
 * that nothing is sealed from everybody for ever.
 */
export function mayKnow(
  named: readonly Id[],
  present: readonly { readonly id: Id; readonly role: Role }[],
  user: { readonly user: Id; readonly role: Role },
): boolean {
  if (named.includes(user.user)) return true;
  const left = present.some(({ id, role }) => named.includes(id) && knowingRoles.includes(role));
  return !left && user.role === 'governance';
}
