import type { Output } from '../shared/contract/contract.ts';
import type { Instant } from '../shared/kernel/instant.ts';
import type { Caller, Rooms } from './operations/context.ts';

/** Minutes without a touch until a session locks itself. */
export const autoLockMinutes = 10;

/** One person at one window or command. */
export interface Session {
  readonly caller: Caller;
  readonly rooms: Rooms;
  readonly locksAt: Instant;
}

type SaidSession = Output<'session.unlock'>;

function sayInHand({ caller, rooms }: Session): SaidSession['inHand'] {
  const inHand = rooms.handedOver.of(caller.session);
  if (inHand === null || inHand.view === 'signing') return inHand && { view: 'signing' };
  return { view: 'viewing', agreement: inHand.agreement };
}

/** Who is in, as the window is told; in a patient's hands it names no member of staff. */
export async function saySession(session: Session): Promise<SaidSession> {
  const { caller, rooms } = session;
  const users = await rooms.catalogue.read((reader) => reader.users.list());
  const { id, name, jurisdiction, zone, edition } = rooms.settings;
  const approvers = users.filter(
    ({ role, removedAt }) => removedAt === null && (role === 'governance' || role === 'custodian'),
  );
  const inHand = sayInHand(session);
  return {
    user: { id: caller.user, name: inHand ? '' : caller.name, role: caller.role },
    library: { id, name, jurisdiction, zone, edition },
    autoLockMinutes,
    secondPersonPresent: approvers.some((user) => user.id !== caller.user),
    inHand,
  };
}
