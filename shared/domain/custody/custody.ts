import type { RecordingState } from '../recording/state.ts';
import type { Role } from '../user/role.ts';

/**
 * Acts of staff that are no use of a recording and are not judged by the policy: whoever keeps a collection
 * has to look at what is in it. Each opening is written to the trail, and none of them is ever an export.
 */
export const custodyPurposes = [
  'cataloguing',
  'anonymising',
  'consentWork',
  'appraising',
  'approvingErasure',
] as const;
export type CustodyPurpose = (typeof custodyPurposes)[number];

export const custodyNames: Readonly<Record<CustodyPurpose, string>> = {
  cataloguing: 'Cataloguing',
  anonymising: 'Anonymising',
  consentWork: 'Consent work',
  appraising: 'Appraising for retention',
  approvingErasure: 'Approving an erasure',
};

type Table = Readonly<
  Record<CustodyPurpose, { readonly roles: readonly Role[]; readonly states: readonly RecordingState[] }>
>;

/** Purpose by role and state. What is not in the table is refused. */
const table: Table = {
  cataloguing: { roles: ['custodian'], states: ['active'] },
  anonymising: { roles: ['custodian'], states: ['active'] },
  consentWork: { roles: ['custodian', 'governance'], states: ['active'] },
  appraising: { roles: ['custodian', 'governance'], states: ['active', 'quarantined'] },
  approvingErasure: { roles: ['governance', 'custodian'], states: ['active', 'quarantined'] },
};

/** Whether somebody in this role may open a recording in this state for this purpose. */
export function custodyAllows(purpose: CustodyPurpose, role: Role, state: RecordingState): boolean {
  const row = table[purpose];
  return row.roles.includes(role) && row.states.includes(state);
}
