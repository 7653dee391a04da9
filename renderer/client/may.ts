import { contract, type OperationName } from '../../shared/contract/contract.ts';
import type { Role } from '../../shared/domain/user/role.ts';

/** Whether the contract lets somebody in this role call an operation; the engine asks again in any case. */
export function roleMay(role: Role, name: OperationName): boolean {
  const { access } = contract[name];
  return typeof access === 'string' || access.includes(role);
}

const theyAre: Readonly<Record<Role, string>> = {
  custodian: 'custodians',
  clinician: 'clinicians',
  educator: 'educators',
  researcher: 'researchers',
  governance: 'information governance',
  administrator: 'administrators',
};

/** Who may call an operation, in words: custodians and clinicians. */
export function whoMay(name: OperationName): string {
  const { access } = contract[name];
  if (typeof access === 'string') return 'everybody';
  const words = access.map((role) => theyAre[role]);
  return [words.slice(0, -1).join(', '), words.at(-1)].filter(Boolean).join(' and ');
}
