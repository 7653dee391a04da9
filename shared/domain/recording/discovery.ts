import type { Use } from '../policy/words.ts';
import type { Role } from '../user/role.ts';

/**
 * For which uses a role looks for recordings. Somebody in the role finds a recording when the policy would let
 * them view some rendition of it for one of these uses in a medical setting, and sees that rendition's picture.
 * Custodian and governance find what custody lets them work on; an administrator finds nothing.
 */
export const discoveryUses: Readonly<Record<Role, readonly Use[]>> = {
  custodian: [],
  governance: [],
  administrator: [],
  clinician: ['teaching', 'audit'],
  educator: ['teaching', 'assessmentOfDoctors'],
  researcher: ['research', 'audit'],
};

/** The roles that may know of every recording that is not erased, because they look after the collection. */
export const keepsCollection = (role: Role): boolean => role === 'custodian' || role === 'governance';
