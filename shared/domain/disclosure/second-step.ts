import type { Role } from '../user/role.ts';

/**
 * Who confirms what somebody in a role has proposed. One of the two is always of governance, so whoever is not needs
 * governance after them; that they are two persons, and independent, is `second-person.ts`.
 */
export const confirmingRoles = (proposedAs: Role): readonly Role[] =>
  proposedAs === 'governance' ? ['governance', 'custodian'] : ['governance'];
