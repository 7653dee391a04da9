import { contract, type OperationName } from '../../shared/contract/contract.ts';
import type { Role } from '../../shared/domain/user/role.ts';

/** Whether the contract lets somebody in this role call an operation; the engine asks again in any case. */
export function roleMay(role: Role, name: OperationName): boolean {
  const { access } = contract[name];
  return typeof access === 'string' || access.includes(role);
}
