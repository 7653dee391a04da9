import { type SecondPersonAnswer, secondPersonAnswer } from '../../shared/domain/erasure/second-person.ts';
import type { Role } from '../../shared/domain/user/role.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { Instant } from '../../shared/kernel/instant.ts';
import type { CatalogueReader } from '../catalogue/catalogue.ts';

/** The roles that may approve an erasure. */
const approving: readonly Role[] = ['governance', 'custodian'];

/**
 * Whether somebody may take the second step after `first`, at a moment, by the users the catalogue knows.
 * `roles` are those that may take the step; by default those that approve an erasure.
 */
export async function secondPerson(
  reader: CatalogueReader,
  first: Id,
  second: Id,
  at: Instant,
  roles: readonly Role[] = approving,
): Promise<SecondPersonAnswer> {
  const approvers = (await reader.users.list()).filter(({ role }) => roles.includes(role));
  return secondPersonAnswer({ first, second, approvers, at });
}
