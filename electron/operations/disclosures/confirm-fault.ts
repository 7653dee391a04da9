import { confirmingRoles } from '../../../shared/domain/disclosure/second-step.ts';
import type { SecondPersonAnswer } from '../../../shared/domain/erasure/second-person.ts';
import type { CatalogueReader } from '../../catalogue/catalogue.ts';
import type { DisclosureRow } from '../../catalogue/disclosures.ts';
import type { Context } from '../context.ts';
import { secondPerson } from '../second-person.ts';

/** Whether the caller may confirm a disclosure that waits, and whether the library had nobody independent to do it. */
export async function confirmFault(
  { rooms, caller }: Context,
  reader: CatalogueReader,
  { proposedBy, proposedAs, viewer }: Pick<DisclosureRow, 'proposedBy' | 'proposedAs' | 'viewer'>,
): Promise<SecondPersonAnswer> {
  const roles = confirmingRoles(proposedAs);
  if (!roles.includes(caller.role)) {
    return {
      fault:
        'One of the two persons has to be of information governance. Please ask somebody there to confirm it.',
      missing: false,
    };
  }
  if (viewer === caller.user && proposedBy !== caller.user)
    return {
      fault: 'You are the person who is to look, so somebody else has to confirm it.',
      missing: false,
    };
  return secondPerson(reader, proposedBy, caller.user, rooms.clock.now(), roles);
}
